"""Letters of events: in the words of staff for one kind or all, with the calendar part when seats are certain."""

from __future__ import annotations

import pytest
from django.test import Client
from icalendar import Calendar

from werkspur.base import filling
from werkspur.base.models import Mail
from werkspur.forums.models import Event, EventKind, Letter, Registration
from werkspur.forums.services import letter_editing, letters
from werkspur.forums.services.letter_texts import BOOK, PLACEHOLDERS, TEXTS
from werkspur.forums.services.letters import wording
from werkspur.forums.tests.world import NOW, ForumWorld, forum_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/foren/verwaltung/briefe/confirmed/"
OWN = {"subject": "Bis {day}", "text": "{title}, {time} Uhr in {where} für {people}.\n\nCode: {codes} am {day}"}


@pytest.fixture
def world() -> ForumWorld:
    return forum_world()


@pytest.fixture
def peter(people) -> Client:
    client = Client()
    client.force_login(people.peter, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("code", TEXTS)
def test_every_letter_that_comes_with_werkspur_can_be_written_and_saved_again(code, people):
    shipped = TEXTS[code]
    BOOK.check(code, subject=str(shipped.subject), text=shipped.text)
    values = BOOK.sample(shipped)
    assert set(shipped.placeholders) <= set(PLACEHOLDERS)
    assert "{" not in filling.fill(f"{shipped.subject} {shipped.text}", values)
    letter_editing.save_letter(code, kind=None, subject=str(shipped.subject), text=shipped.text, by=people.peter)
    assert not Letter.objects.exists()


def test_the_text_of_a_kind_goes_before_the_one_for_all_and_that_before_ours(world, people):
    other = EventKind.objects.create(slug="vortrag-eigen", name="Vortrag", plural="Vorträge")
    for kind, subject in ((None, "Alle {day}"), (world.kind, "Forum {day}")):
        letter_editing.save_letter("confirmed", kind=kind, subject=subject, text=OWN["text"], by=people.peter)

    assert wording("confirmed", kind=world.kind)[0] == "Forum {day}"
    assert wording("confirmed", kind=other)[0] == wording("confirmed", kind=None)[0] == "Alle {day}"
    letter_editing.save_letter("confirmed", kind=world.kind, subject="Alle {day}", text=OWN["text"], by=people.peter)
    assert Letter.objects.count() == 1  # what says the same as the one for all is none of its own
    for _click in range(2):
        letter_editing.reset_letter("confirmed", kind=None, by=people.peter)
    assert wording("confirmed", kind=world.kind)[0] == str(TEXTS["confirmed"].subject)
    verbs = Entry.objects.filter(verb__startswith="forums.letter_").order_by("number").values_list("verb", flat=True)
    assert [verb.rpartition("_")[2] for verb in verbs] == ["changed", "changed", "reset", "reset"]


def test_who_is_registered_reads_when_where_and_the_code_and_has_it_in_the_calendar(world):
    registration = world.register(size=2)
    letters.send_letter("confirmed", registration=registration, token="a" * 32)
    (letter,) = Mail.objects.filter(to=registration.email)
    codes = [f"{one.code[:4]} {one.code[4:]}" for one in registration.participants.all()]

    assert "17.12.2026, 18:00 Uhr, Haus des Handwerks, Musterstraße 1, 04103 Leipzig, Großer Saal" in letter.text
    assert "für 2 Personen" in letter.text
    assert ", ".join(codes) in letter.text
    assert f"/foren/anmeldung/{'a' * 32}/" in letter.text
    (event,) = Calendar.from_ical(letter.calendar).walk("VEVENT")
    assert "METHOD:PUBLISH" in letter.calendar
    assert (str(event["summary"]), int(event["sequence"])) == (world.event.title, 0)
    assert "attendee" not in event


def test_whoever_comes_online_reads_of_the_access_and_never_the_address_itself(world):
    Event.objects.update(form="online", online_url="https://werkspur.example/geheim", venue=None, room=None)
    registration = Registration.objects.get(pk=world.register().pk)
    letters.send_letter("confirmed", registration=registration, token="a" * 32)
    letter = Mail.objects.get(to=registration.email)
    assert "einer Stunde vorher" in letter.text
    assert "geheim" not in letter.text + letter.html + letter.calendar
    assert "METHOD:PUBLISH" in letter.calendar


def test_what_was_never_certain_is_not_taken_out_of_a_calendar(world):
    sure, unsure = world.register(), world.register(confirmed_at=None, state="waiting", waiting_since=NOW)
    for registration in (sure, unsure):
        letters.send_letter("withdrawn", registration=registration, values={"reason": "Auf Ihren Wunsch."})
    assert "METHOD:CANCEL" in Mail.objects.get(to=sure.email).calendar
    assert Mail.objects.get(to=unsure.email).calendar == ""


def test_without_an_address_nothing_is_written(world):
    letters.send_letter("confirmed", registration=world.register(email="", mailbox=""), token="a" * 32)
    assert not Mail.objects.exists()


def test_staff_of_the_police_edits_previews_and_goes_back(peter, world):
    page = f"{PAGE}?art={world.kind.slug}"
    assert "Gilt nur für: Sicherheitsforum" in peter.get(page).content.decode()
    refused = peter.post(page, OWN | {"text": "Nur {title} und {uhrzeit}"})
    assert refused.status_code == 422
    assert "„{uhrzeit}“ gibt es in diesem Brief nicht." in refused.content.decode()
    preview = peter.post(f"{PAGE}vorschau/", OWN | {"text": OWN["text"] + " <b>fett</b>"}).content.decode()
    assert "Sicherheitsforum Baustelle, 18:00 Uhr" in preview
    assert "<b>fett</b>" not in preview
    assert not Letter.objects.exists()

    peter.post(page, OWN)
    assert Letter.objects.get().kind == world.kind
    assert "eigener Text dieser Art" in peter.get(f"/foren/verwaltung/briefe/?art={world.kind.slug}").content.decode()
    assert "eigener Text" not in peter.get("/foren/verwaltung/briefe/").content.decode()
    assert "{title}" not in peter.get(f"{PAGE}zuruecksetzen/?art={world.kind.slug}").content.decode()
    peter.post(f"{PAGE}zuruecksetzen/?art={world.kind.slug}")
    assert not Letter.objects.exists()
    assert peter.get(f"{PAGE}?art=gibtsnicht").status_code == 404
    assert peter.get("/foren/verwaltung/briefe/gibtsnicht/").status_code == 404


def test_what_a_host_types_stays_text(world):
    Event.objects.update(title="{day.__class__} <i>Forum</i>")
    registration = Registration.objects.get(pk=world.register().pk)
    letters.send_letter("confirmed", registration=registration, token="a" * 32)
    letter = Mail.objects.get(to=registration.email)
    assert "{day.__class__} <i>Forum</i>" in letter.text
    assert "<i>" not in letter.html
