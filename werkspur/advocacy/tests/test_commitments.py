"""A promise has a measure, a decision a reason, and evidence two people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from werkspur.advocacy.models import Commitment, Evidence
from werkspur.advocacy.services import commitments, evidence
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.answering import DAY, LATER, answered, brought, promised, text_file
from werkspur.advocacy.tests.world import advocacy_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
#: the letter of 6 January came on the 8th
WRITTEN = DAY - timedelta(days=2)
SUMMER = LATER + timedelta(days=170)


@pytest.fixture
def world(people):
    return advocacy_world()


@pytest.fixture
def commitment(world, people) -> Commitment:
    reply = answered(world.delivered(), by=people.kai, set_status=True, upload=text_file())
    return promised(reply, by=people.kai, set_status="promised", day=WRITTEN)


def decided(commitment: Commitment, state: str, *, by, **more) -> Commitment:
    values = {"reason": "Wir waren dort.", "day": SUMMER.date(), "now": SUMMER}
    return commitments.decide_commitment(commitment, state=state, by=by, **(values | more))


def test_a_promise_makes_the_demand_promised_and_names_its_file(commitment, people):
    change = commitment.demand.changes.get(status="promised")
    assert (change.source, change.day) == ("Schreiben vom 08.01.2027", DAY)
    assert commitment.document == commitment.reply.document
    assert promised(commitment.reply, by=people.kai, day=WRITTEN) == commitment
    assert Commitment.objects.overdue(today=date(2027, 7, 1)).get() == commitment


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"wording": " "}, "wording"), ({"measure": "…"}, "measure"), ({"source": ""}, "source"),
        ({"due": DAY - timedelta(days=1)}, "due"), ({"day": date(2028, 2, 29)}, "day"), ({"page": 2_000_000}, "page"),
        ({"addressee": None}, "addressee"),
    ],
)  # fmt: skip
def test_without_words_measure_and_source_nothing_was_promised(world, people, fields, field):
    reply = answered(world.delivered(), by=people.kai)
    with pytest.raises(AdvocacyRefused) as refused:
        promised(reply, by=people.kai, **fields)
    assert refused.value.field == field


def test_kept_needs_evidence_that_a_second_person_has_checked(commitment, world, people):
    with pytest.raises(AdvocacyRefused, match="zweite Person"):
        decided(commitment, "kept", by=people.kai)
    proof = brought(commitment.demand, by=people.kai, commitment=commitment)
    with pytest.raises(AdvocacyRefused, match="selbst gebracht"):
        evidence.check(proof, note="vor Ort gesehen", by=people.kai, now=SUMMER)
    with pytest.raises(AdvocacyRefused, match="zweite Person"):
        decided(commitment, "kept", by=people.kai)
    with pytest.raises(AdvocacyRefused) as refused:
        evidence.check(proof, note="…", by=world.mia, now=SUMMER)
    assert refused.value.field == "note"
    checked = evidence.check(proof, note="um 5 Uhr vor Ort gesehen", by=world.mia, now=SUMMER)
    assert evidence.check(proof, note="ein zweiter Klick", by=world.mia, now=SUMMER).check_note == checked.check_note
    kept = decided(commitment, "kept", by=people.kai, set_status="done:whole")
    change = kept.demand.changes.last()
    assert (kept.state, change.status, change.outcome) == ("kept", "done", "whole")
    assert change.source == "Leuchten am Weg vom 08.01.2027"
    with pytest.raises(AdvocacyRefused, match="umgesetzt"):
        evidence.remove_evidence(proof, reason="doch nicht", by=people.kai)


def test_a_broken_promise_has_its_day_and_may_be_opened_again(commitment, people):
    with pytest.raises(AdvocacyRefused) as refused:
        decided(commitment, "broken", by=people.kai, reason="")
    assert refused.value.field == "reason"
    with pytest.raises(AdvocacyRefused, match=r"erst am 06\.01\.2027"):
        decided(commitment, "broken", by=people.kai, day=WRITTEN - timedelta(days=1))
    broken = decided(commitment, "broken", by=people.kai, set_status="broken:nothing")
    assert (broken.decided_on, broken.demand.changes.last().status) == (SUMMER.date(), "broken")
    again = decided(broken, "open", by=people.kai, reason="Die Leuchten stehen auf der anderen Seite.")
    assert (again.state, again.decided_on, again.reason) == ("open", None, "")
    assert Entry.objects.first().reason == "Die Leuchten stehen auf der anderen Seite."


def test_another_day_keeps_the_old_one_in_the_journal(commitment, people):
    fields = {name: getattr(commitment, name) for name in commitments.FIELDS} | {"due": date(2027, 9, 30)}
    seen = commitment.updated_at.isoformat()
    commitments.change_commitment(
        commitment, fields=fields, reason="neu vereinbart", seen=seen, by=people.kai, now=LATER
    )  # fmt: skip
    assert Entry.objects.first().details == {"due_before": "2027-06-30", "due": "2027-09-30"}
    with pytest.raises(AdvocacyRefused, match="zugesagt"):
        commitments.remove_commitment(commitment, reason="vertan", by=people.kai)


def test_a_file_that_was_exchanged_proves_nothing(commitment, world, people):
    proof = brought(commitment.demand, by=people.kai, upload=text_file("Abnahme am 20. Juni", "Abnahme.txt"))
    assert brought(commitment.demand, by=people.kai, upload=text_file("Abnahme am 20. Juni", "Abnahme.txt")) == proof
    assert len(proof.sha256) == 64
    Path(proof.document.file.path).write_bytes(b"Abnahme am 20. Juli")
    with pytest.raises(AdvocacyRefused, match="beweist nichts"):
        evidence.check(proof, note="verglichen", by=world.mia, now=LATER)


def test_evidence_is_a_file_or_an_address_with_a_source(commitment, people):
    for fields, field in (({"address": ""}, "file"), ({"title": ""}, "title"), ({"source": " "}, "source")):
        with pytest.raises(AdvocacyRefused) as refused:
            brought(commitment.demand, by=people.kai, **fields)
        assert refused.value.field == field
    assert not Evidence.objects.exists()


def test_on_the_page_the_second_person_decides_everything(commitment, world, people, client):
    proof = brought(commitment.demand, by=people.kai, commitment=commitment, day=DAY)
    Commitment.objects.update(day=date(2026, 1, 5))
    type(commitment.demand).objects.update(since=date(2026, 1, 5))
    Evidence.objects.update(day=date(2026, 1, 6))
    client.force_login(people.kai, backend=BACKEND)
    address = reverse("advocacy:evidence_check", args=[proof.uid])
    own = client.post(address, {"note": "selbst gesehen"})
    assert own.status_code == 422
    assert "selbst gebracht" in own.content.decode()
    client.force_login(world.mia, backend=BACKEND)
    assert "umgesetzt (geprüft), ganz erreicht" in client.get(address).content.decode()
    assert client.post(address, {"note": "vor Ort gesehen", "set_status": "done:whole"}).status_code == 302
    decide = reverse("advocacy:commitment_decide", args=[commitment.uid])
    assert client.post(decide, {"state": "kept", "day": "31.02.2026", "reason": "x"}).status_code == 422
    assert client.post(decide, {"state": "kept", "day": "6.1.2026", "reason": "belegt"}).status_code == 302
    page = client.get(reverse("advocacy:answers", args=[commitment.demand.uid])).content.decode()
    assert "gehalten" in page
    commitment.demand.refresh_from_db()
    assert commitment.demand.status == "done"
