"""What a tablet takes along and brings back: always JSON, every good part kept, nothing twice."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from werkspur.advice.queries.visits import findings
from werkspur.advice.tests.booked import signed_in
from werkspur.advice.tests.visited import Device, make_visit, send
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(people):
    return make_visit(people)


@pytest.fixture
def peter(people):
    return signed_in(people.peter)


def data(client, visit):
    return client.get(f"/beratung/besuche/{visit.uid}/daten")


def test_the_package_holds_what_is_asked_of_this_site_and_nothing_else(peter, visit):
    told = data(peter, visit).json()

    keys = {item["key"] for category in told["categories"] for item in category["items"]}
    assert {"B1", "A4"} <= keys
    assert not keys & {"J1", "K1"}  # building site, vehicles
    assert told["company"] == "Dachdeckerei Muster GmbH"
    assert told["place"] == "Musterweg 1, 04103 Leipzig"
    assert (told["state"], told["answers"], told["profiles"]) == ("planned", {}, "BW")
    assert {"key", "question", "advice", "norms", "weight", "knock_out", "asks_when", "profiles", "effort"} == set(
        told["categories"][0]["items"][0]
    )
    assert data(peter, visit)["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_what_a_device_sends_is_held_sealed_and_answered_whole(peter, visit):
    tablet = Device()
    batch = tablet.batch(tablet.change("B1", 0, "Hintertür ohne Schloss"), tablet.change("B2", "nz"))
    answer = send(peter, visit, batch)

    told = answer.json()
    assert answer.status_code == 200
    assert told["answers"]["B1"]["answer"] == 0
    assert told["answers"]["B1"]["version"] == 1
    assert told["answers"]["B2"]["answer"] == "nz"
    assert told["state"] == "running"
    assert all(b"Hintert" not in bytes(row.sealed) for row in visit.answers.all())


def test_the_same_batch_twice_changes_nothing(peter, visit):
    tablet = Device()
    batch = tablet.batch(tablet.change("B1", 0, "Riegel"), notes={"text": "Hof", "base": 0, "changed_at":
                         "2026-12-01T09:00:00Z"}, signature={"name": "A. Muster", "strokes": [], "at":
                         "2026-12-01T10:00:00Z"})  # fmt: skip
    first = send(peter, visit, batch).json()

    assert send(peter, visit, batch).json() == first
    assert first["notes"] == {"text": "Hof", "present": "", "feeling": "", "version": 1}
    assert first["signature"]["name"] == "A. Muster"


def test_bad_parts_get_a_sentence_and_good_ones_are_kept(peter, visit):
    tablet = Device()
    batch = tablet.batch(
        tablet.change("B1", 2), tablet.change("Z9", 1), tablet.change("B2", 4), tablet.change("B3", answer=True),
        tablet.change("B4", 1, "x" * 4001), tablet.change("B5", 1, base=-1), {"item": "B7", "answer": 1}, "B8", None,
        tablet.change("B6", 1, note=7), settle=[{"item": "B1", "keep": "keiner"}], notes="Text",
        signature={"name": " "},
    )  # fmt: skip
    answer = send(peter, visit, batch)

    told = answer.json()
    assert answer.status_code == 400
    assert [fault["item"] for fault in told["faults"]] == [
        "Z9", "B2", "B3", "B4", "B5", "B7", "", "", "B6", "B1", "notes", "signature"
    ]  # fmt: skip
    assert told["faults"][3]["sentence"] == "4001 Zeichen sind zu viel, 4000 gehen. Kürzen Sie den Text."
    assert list(told["answers"]) == ["B1"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"device": 7}', b'{"device": "x"}', b"\xff", b"[" * 100_000]
)
def test_what_nobody_can_read_is_a_sentence(peter, visit, body):
    answer = peter.post(f"/beratung/besuche/{visit.uid}/abgleich", body, "application/json")

    assert answer.status_code == 400
    assert answer.json()["sentence"]


def test_too_much_at_once_is_a_sentence(peter, visit):
    tablet = Device()
    many = tablet.batch(*[tablet.change("B1", 1)] * 501)
    assert send(peter, visit, many).status_code == 413
    assert peter.post(
        f"/beratung/besuche/{visit.uid}/abgleich", b" " * 11_000_000, "application/json"
    ).status_code == 413  # fmt: skip


def test_half_a_letter_and_turned_text_are_harmless(peter, visit):
    tablet = Device()
    batch = tablet.batch(tablet.change("B1", 1, "A\ud800\x00B\u202eC"))
    send(peter, visit, batch)

    assert findings(visit).answers["B1"].note == "ABC"


def test_signed_out_foreign_and_forged_are_told_as_json(people, visit):
    tablet = Device()
    batch = tablet.batch(tablet.change("B1", 1))
    assert send(Client(), visit, batch).status_code == 401
    assert data(Client(), visit).status_code == 401
    for other in (people.anna, people.clara, people.kai, people.paula, people.otto):
        answer = send(signed_in(other), visit, batch)
        assert (answer.status_code, bool(answer.json()["sentence"])) == (404, True)
    assert not visit.answers.exists()


def test_a_page_from_before_the_sign_in_gets_a_fresh_token(people, visit):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.peter, backend="django.contrib.auth.backends.ModelBackend")
    tablet = Device()
    batch = json.dumps(tablet.batch(tablet.change("B1", 1)))
    address = f"/beratung/besuche/{visit.uid}/abgleich"

    answer = client.post(address, batch, "application/json", headers={"X-CSRFToken": "alt"})
    assert answer.status_code == 403
    again = client.post(address, batch, "application/json", headers={"X-CSRFToken": answer.json()["csrf"]})
    assert again.status_code == 200


def test_who_left_the_police_reads_nothing_more(people, peter, visit):
    people.peter.roles.all().delete()
    assert data(peter, visit).status_code == 404
    assert peter.get(f"/beratung/besuche/{visit.uid}/").status_code == 404


def test_the_journal_knows_that_it_began_and_nothing_of_what_was_found(peter, visit):
    tablet = Device()
    send(peter, visit, tablet.batch(tablet.change("B1", 0, "Geheimgang")))
    send(peter, visit, tablet.batch(tablet.change("B2", 0, "Geheimgang")))

    entries = Entry.objects.filter(verb__startswith="advice.visit")
    assert [entry.verb for entry in entries.order_by("number")] == ["advice.visit_prepared", "advice.visit_begun"]
    assert "Geheimgang" not in str(list(entries.values()))
