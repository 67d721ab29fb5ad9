"""An answer comes in: on a day that can be, with its file and words, and the waiting ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from werkspur.advocacy.models import Demand, Document, DocumentPage, Quotation, Reply, SearchText
from werkspur.advocacy.services import quotations, replies
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.answering import DAY, LATER, answered, promised, text_file
from werkspur.advocacy.tests.world import TODAY, advocacy_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def world(people):
    return advocacy_world()


def test_an_answer_ends_the_waiting_and_the_demand_is_answered(world, people):
    delivery = world.delivered()
    answered(delivery, by=people.kai, kind="receipt", summary="Liegt vor.", day=date(2026, 12, 4))
    delivery.refresh_from_db()
    assert delivery.settled_on is None
    reply = answered(delivery, by=people.kai, set_status=True)
    delivery.refresh_from_db()
    assert delivery.settled_on == DAY
    change = reply.demand.changes.get()
    assert (change.status, change.day, change.source) == ("answered", DAY, "Antwort vom 08.01.2027")
    assert "kai" not in change.actor.casefold()
    assert SearchText.objects.get(kind="reply", key=str(reply.uid)).public is False
    assert Entry.objects.first().deed == "Antwort hinzugefügt"


def test_a_second_click_notes_nothing_twice(world, people):
    delivery = world.delivered()
    first = answered(delivery, by=people.kai, upload=text_file())
    assert answered(delivery, by=people.kai, upload=text_file()) == first
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"day": date(2026, 12, 1)}, "day", "erst am 02.12.2026"),
        ({"day": LATER.date() + timedelta(days=1)}, "day", "kommt erst noch"),
        ({"dated": TODAY - timedelta(days=1)}, "dated", "am 30.11.2026 abging"),
        ({"dated": DAY + timedelta(days=1)}, "dated", "späteres Datum"),
        ({"summary": "\u200b \u202e"}, "summary", "Ein Satz genügt"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world, people, fields, field, said):
    delivery = world.delivered()
    with pytest.raises(AdvocacyRefused, match=said) as refused:
        answered(delivery, by=people.kai, upload=text_file(), **fields)
    assert refused.value.field == field
    assert not Document.objects.exists()


def test_nobody_answers_what_was_never_delivered(world, people):
    fields = {"kind": "answer", "way": "post", "day": DAY, "summary": "Nein.", "addressee": world.council}
    with pytest.raises(AdvocacyRefused, match="nichts zugestellt"):
        replies.note_reply(world.released(), delivery=None, fields=fields, upload=None, by=people.kai, now=LATER)
    stranger = world.delivered()
    with pytest.raises(AdvocacyRefused, match="anderen Forderung"):
        replies.note_reply(world.released(), delivery=stranger, fields=fields, upload=None, by=people.kai, now=LATER)


def test_when_the_status_cannot_follow_nothing_is_noted(world, people):
    delivery = world.delivered()
    with pytest.raises(AdvocacyRefused) as refused:
        answered(delivery, by=people.kai, kind="interim", upload=text_file(), set_status=True)
    assert refused.value.field == "set_status"
    assert not Reply.objects.exists()
    assert not Document.objects.exists()


def test_a_correction_needs_a_reason_and_overwrites_nobody(world, people):
    reply = answered(world.delivered(), by=people.kai)
    fields = {"kind": "interim", "way": "mail", "day": DAY, "summary": "Es dauert noch.", "pasted": "Es dauert noch."}
    seen = reply.updated_at.isoformat()
    with pytest.raises(AdvocacyRefused, match="Warum"):
        replies.change_reply(reply, fields=fields, reason=" ", seen=seen, by=people.kai, now=LATER)
    changed = replies.change_reply(
        reply, fields=fields, reason="nur Zwischenstand", seen=seen, by=people.kai, now=LATER
    )
    changed.delivery.refresh_from_db()
    assert changed.delivery.settled_on is None  # an interim notice is no answer
    assert changed.document is not None
    assert changed.document.media_type == "text/plain"
    with pytest.raises(AdvocacyRefused, match="Jemand anders"):
        replies.change_reply(reply, fields=fields, reason="noch einmal", seen=seen, by=world.mia, now=LATER)


def test_what_something_rests_on_is_not_taken_out(world, people):
    reply = answered(world.delivered(), by=people.kai, set_status=True)
    with pytest.raises(AdvocacyRefused, match="beantwortet"):
        replies.remove_reply(reply, reason="vertan", by=people.kai)
    second = answered(reply.delivery, by=people.kai, summary="Noch eine.", day=date(2027, 1, 9))
    promised(second, by=people.kai)
    with pytest.raises(AdvocacyRefused, match="Zusage"):
        replies.remove_reply(second, reason="vertan", by=people.kai)
    replies.remove_reply(reply, reason="doppelt", by=people.kai)
    replies.remove_reply(reply, reason="doppelt", by=people.kai)
    reply.delivery.refresh_from_db()
    assert reply.delivery.settled_on == date(2027, 1, 9)
    assert Entry.objects.first().reason == "doppelt"


def test_a_quotation_finds_its_page_and_is_compared(world, people):
    reply = answered(world.delivered(), by=people.kai, upload=text_file())
    for number, words in ((1, "Sehr geehrte Damen"), (2, "wir stellen bis zum Som-\nmer zwölf „Leuchten“ auf")):
        DocumentPage.objects.update_or_create(document=reply.document, number=number, defaults={"text": words})
    Document.objects.update(text_state="read", pages=2)
    reply.refresh_from_db()
    fields = {"text": "bis zum Sommer […] Leuchten auf", "who": "Amtsleitung", "day": DAY, "reply": reply}
    note = lambda **more: quotations.note_quotation(reply.demand, fields=fields | more, by=people.kai, now=LATER)  # noqa: E731
    assert note().page == 2
    assert note(page=2) == Quotation.objects.get()
    with pytest.raises(AdvocacyRefused, match="auf Seite 2"):
        note(page=1)
    with pytest.raises(AdvocacyRefused, match="2 Seiten"):
        note(page=3)
    with pytest.raises(AdvocacyRefused, match="Wort für Wort"):
        note(text="bis zum Herbst Leuchten auf")
    assert note(text="bis zum Herbst", page=2, as_typed=True).page == 2
    with pytest.raises(AdvocacyRefused, match="Fundstelle"):
        note(reply=None)


def test_the_page_keeps_what_was_typed_and_shows_what_came_back(world, people, client):
    delivery = world.delivered(day=date(2026, 1, 2), arrived=date(2026, 1, 5))
    Demand.objects.update(since=date(2026, 1, 2))
    client.force_login(people.kai, backend=BACKEND)
    address = reverse("advocacy:reply_new", args=[delivery.demand.uid])
    shown = client.get(f"{address}?zustellung={delivery.uid}").content.decode()
    assert f'value="{delivery.uid}" selected' in shown
    typed = {"delivery": delivery.uid, "kind": "answer", "way": "post", "day": "3.1.2026", "summary": "Wir prüfen das."}
    wrong = client.post(address, typed)
    assert wrong.status_code == 422
    assert "erst am 05.01.2026" in wrong.content.decode()
    assert "Wir prüfen das." in wrong.content.decode()
    for garbage in ({"delivery": "9" * 400}, {"delivery": str(world.council.uid)}, {"addressee": "\x00"}):
        assert client.post(address, typed | garbage).status_code == 422
    assert client.post(address, typed | {"day": "8.1.2026", "set_status": "on"}).status_code == 302
    page = client.get(reverse("advocacy:answers", args=[delivery.demand.uid])).content.decode()
    assert "Wir prüfen das." in page
    assert "Hier fehlt eine Antwort" not in page
    assert Demand.objects.get().status == "answered"


def test_the_police_read_what_came_back_on_appeals_that_they_bear(world, people, client):
    appeal = world.released(kind="appeal", bearers=[world.crafts, world.trade, world.police])
    other = world.delivered()
    reply = answered(world.delivered(appeal), by=people.kai)
    client.force_login(people.peter, backend=BACKEND)
    page = client.get(reverse("advocacy:answers", args=[appeal.uid]))
    assert "Zwölf Leuchten kommen." in page.content.decode()
    assert "Berichtigen" not in page.content.decode()
    assert client.get(reverse("advocacy:answers", args=[other.demand.uid])).status_code == 404
    assert client.get(reverse("advocacy:reply_edit", args=[reply.uid])).status_code == 403


def test_a_chamber_that_bears_no_part_changes_nothing(world, people, client):
    alone = world.released(bearers=[world.crafts])
    reply = answered(world.delivered(alone), by=people.kai)
    client.force_login(world.mia, backend=BACKEND)
    assert client.get(reverse("advocacy:answers", args=[alone.uid])).status_code == 200
    for name, arguments in (
        ("reply_new", [alone.uid]),
        ("reply_edit", [reply.uid]),
        ("publish", ["antwort", reply.uid]),
    ):
        assert client.get(reverse(f"advocacy:{name}", args=arguments)).status_code == 404
