"""Events are announced once, changed without losing anybody's change, cancelled as a whole, closed and copied."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import connections

from tests.people import make_people
from werkspur.forums.models import AgendaItem, Event, EventFigures, EventTask, FormQuestion, KindStep, Mailing, Speaker
from werkspur.forums.services import events, seats
from werkspur.forums.services.events import changing
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.tests.world import HOUR, NOW, START, forum_world

pytestmark = pytest.mark.django_db

STEPS = (("Raum anfragen", -28), ("Materialien einsammeln", 7))


@pytest.fixture
def world():
    made = forum_world()
    made.people = make_people()
    for title, days in STEPS:
        KindStep.objects.create(kind=made.kind, title=title, days=days)
    return made


def values(world, **other):
    return {
        "kind": world.kind, "title": "Sicherheitsforum Nordraum", "summary": "Ein Abend.", "start": START,
        "end": START + 2 * HOUR, "venue": world.venue, "room": world.room, "hosts": [world.crafts], **other,
    }  # fmt: skip


def test_a_new_event_is_a_draft_with_tasks_counted_back_from_its_day(world):
    event = events.create_event(values=values(world), by=world.people.kai, now=NOW)

    assert (event.state, event.slug) == ("draft", "sicherheitsforum-nordraum")
    assert set(event.tasks.values_list("title", "due")) == {
        ("Raum anfragen", date(2026, 11, 19)), ("Materialien einsammeln", date(2026, 12, 24)),
    }  # fmt: skip
    assert not Event.objects.public().filter(pk=event.pk).exists()


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Archiv", "archiv-2026-12"), ("Müßige Fragen", "muessige-fragen"), ("2027", "2027-2026-12"),
     ("\u202e!", "veranstaltung")],
)  # fmt: skip
def test_no_event_has_the_address_of_a_page(world, title, slug):
    assert events.create_event(values=values(world, title=title), by=world.people.kai, now=NOW).slug == slug


def test_the_second_event_of_a_name_gets_another_address(world):
    slugs = [events.create_event(values=values(world), by=world.people.kai, now=NOW).slug for _number in range(3)]
    assert slugs[1:] == ["sicherheitsforum-nordraum-2026-12", "sicherheitsforum-nordraum-2026-12-17"]


@pytest.mark.parametrize(
    ("lacking", "field"),
    [({"summary": ""}, "summary"), ({"venue": None, "room": None}, "venue"),
     ({"start": NOW - HOUR, "end": NOW + HOUR}, "day")],
)  # fmt: skip
def test_nothing_is_announced_that_nobody_could_come_to(world, lacking, field):
    event = events.create_event(values=values(world, **lacking), by=world.people.kai, now=NOW)
    with pytest.raises(EventRefused) as refused:
        events.announce_event(event, by=world.people.kai, now=NOW)

    assert refused.value.field == field
    assert Event.objects.get(pk=event.pk).state == "draft"


def test_announcing_twice_is_announcing_once(world):
    event = events.create_event(values=values(world), by=world.people.kai, now=NOW)
    events.announce_event(event, by=world.people.kai, now=NOW)
    mailings = Mailing.objects.filter(event=event).count()
    again = events.announce_event(event, by=world.people.peter, now=NOW + HOUR)

    assert again.announced_at == NOW
    assert Mailing.objects.filter(event=event).count() == mailings


def test_a_later_beginning_moves_agenda_tasks_and_the_end_of_registration_and_is_told(world):
    event = world.event
    event.closes_at = START - 24 * HOUR
    event.save()
    item = AgendaItem.objects.create(event=event, title="Begrüßung", starts=START, ends=START + HOUR / 4)
    world.register()
    changes = {"day": date(2026, 12, 18), "begins": time(18, 30), "ends": time(21)}
    (now,) = events.change_event(event, changes=changes, by=world.people.kai, now=NOW)

    item.refresh_from_db()
    assert item.starts == now.start == START + timedelta(days=1, minutes=30)
    assert item.ends == item.starts + HOUR / 4
    assert now.closes_at == START + HOUR / 2
    assert now.ical_sequence == 1
    assert EventTask.objects.get(event=event, title="Raum anfragen").due == date(2026, 11, 20)
    told = Mailing.objects.get(event=event, letter="event_changed").values["changes"]
    assert told == "Neuer Termin: 18.12.2026, 18:30 bis 21:00 Uhr."


def test_what_nobody_has_to_know_is_not_told(world):
    world.register()
    (now,) = events.change_event(world.event, changes={"text": "Mehr dazu."}, by=world.people.kai, now=NOW)

    assert now.ical_sequence == 0
    assert not Mailing.objects.filter(letter="event_changed").exists()


def test_a_change_made_meanwhile_is_not_overwritten_unseen(world):
    seen = {"title": world.event.title, "audience": world.event.audience}
    events.change_event(world.event, changes={"title": "Forum Nord"}, before=seen, by=world.people.kai, now=NOW)

    events.change_event(world.event, changes={"audience": "alle"}, before=seen, by=world.people.peter, now=NOW)
    with pytest.raises(EventRefused) as refused:
        events.change_event(world.event, changes={"title": "Forum Süd"}, before=seen, by=world.people.peter, now=NOW)

    assert refused.value.meanwhile == ("title",)
    kept = Event.objects.get(pk=world.event.pk)
    assert (kept.title, kept.audience) == ("Forum Nord", "alle")


def change_together(event, *titles):
    """Several people save another title at once, all having seen the same; how many were told of another one."""
    seen = {"title": event.title}

    def change(title):
        try:
            events.change_event(event, changes={"title": title}, before=seen, by="system", now=NOW)
        except EventRefused as error:
            return error.meanwhile
        finally:
            connections.close_all()
        return ()

    with ThreadPoolExecutor(len(titles)) as threads:
        return sorted(threads.map(change, titles))


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_of_two_changes_is_lost(world, monkeypatch):
    """Neither lock nor transaction, and whoever has read waits until the other has read too: the race is there."""
    both = Barrier(2)

    def read(event):
        found = Event.objects.get(pk=event.pk)
        both.wait(timeout=60)
        return found

    monkeypatch.setattr(seats, "lock", read)
    monkeypatch.setattr(changing, "transaction", SimpleNamespace(atomic=nullcontext))
    assert change_together(world.event, "Nord", "Süd") == [(), ()]


@pytest.mark.django_db(transaction=True)
def test_of_several_changes_in_the_same_second_one_is_saved_and_the_others_are_told(world):
    told = change_together(world.event, "Nord", "Süd", "Ost", "West")
    assert told == [(), ("title",), ("title",), ("title",)]


def test_seats_do_not_go_below_those_who_are_registered(world):
    world.register(size=3)
    with pytest.raises(EventRefused) as refused:
        events.change_event(world.event, changes={"seats": 2, "title": "X"}, by=world.people.kai, now=NOW)

    assert refused.value.field == "seats"
    assert "3" in str(refused.value)
    assert Event.objects.get(pk=world.event.pk).title != "X"


def test_another_house_has_other_rooms(world):
    other = type(world.venue).objects.create(name="Rathaus", city="Borna")
    event = events.create_event(values=values(world, room_confirmed=True), by=world.people.kai, now=NOW)
    small = world.venue.rooms.create(name="Kleiner Saal")
    with pytest.raises(EventRefused) as refused:
        events.change_event(event, changes={"venue": other, "room": small}, by=world.people.kai, now=NOW)
    (now,) = events.change_event(event, changes={"venue": other}, by=world.people.kai, now=NOW)

    assert refused.value.field == "room"
    assert (now.room, now.room_confirmed) == (None, False)


def test_a_cancelled_event_keeps_who_would_have_come_and_tells_them_the_reason(world):
    world.register(size=2)
    world.register(state="waiting", waiting_since=NOW)
    assert events.cancel_event(world.event, reason="Der Saal ist gesperrt.", by=world.people.kai, now=NOW) == 2
    again = events.cancel_event(world.event, reason="Noch einmal", by=world.people.kai, now=NOW)

    event = Event.objects.get(pk=world.event.pk)
    assert again == 0
    assert (event.state, event.reason, event.ical_sequence) == ("cancelled", "Der Saal ist gesperrt.", 1)
    assert event.registrations.filter(state="confirmed").count() == 1
    assert list(Mailing.objects.filter(event=event, state="planned").values_list("letter")) == [("cancelled_event",)]
    with pytest.raises(EventRefused):
        events.change_event(event, changes={"title": "Doch"}, by=world.people.kai, now=NOW)


def test_no_cancellation_without_a_reason(world):
    with pytest.raises(EventRefused) as refused:
        events.cancel_event(world.event, reason="  ", by=world.people.kai, now=NOW)
    assert refused.value.field == "reason"


def test_closing_freezes_the_figures_once_and_only_afterwards(world):
    with pytest.raises(EventRefused):
        events.close_event(world.event, by=world.people.kai, now=NOW)
    over = world.event.end + HOUR
    events.close_event(world.event, result="Eine Streife mehr.", by=world.people.kai, now=over)
    events.close_event(world.event, result="Anders", by=world.people.kai, now=over + HOUR)

    event = Event.objects.get(pk=world.event.pk)
    assert (event.state, event.result, event.closed_at) == ("closed", "Eine Streife mehr.", over)
    assert EventFigures.objects.get(event=event).taken_at == over
    (now,) = events.change_event(event, changes={"result": "Zwei."}, by=world.people.kai, now=over)
    assert now.result == "Zwei."
    with pytest.raises(EventRefused, match="vorbei"):
        events.change_event(event, changes={"begins": time(17)}, by=world.people.kai, now=over)


def test_a_copy_has_everything_but_the_people(world):
    event = world.event
    speaker = Speaker.objects.create(role="Beratungsstelle", organisation="Polizeidirektion Leipzig")
    AgendaItem.objects.create(event=event, title="Lage", starts=START + HOUR, ends=START + 2 * HOUR).speakers.add(
        speaker
    )
    food = FormQuestion.objects.create(event=event, key="essen", label="Essen Sie mit?", kind="yes_no")
    FormQuestion.objects.create(event=event, key="was", label="Was?", asked_if=food, equals="ja")
    world.register()
    # over the change of the clock: 18 o'clock stays 18 o'clock
    copy = events.copy_event(event, day=date(2027, 4, 15), title=" Frühjahr ", by=world.people.kai, now=NOW)

    assert (copy.title, copy.state, copy.start) == ("Frühjahr", "draft", datetime(2027, 4, 15, 16, tzinfo=UTC))
    item = copy.agenda.get()
    assert (item.starts, list(item.speakers.all())) == (copy.start + HOUR, [speaker])
    assert copy.form_questions.get(key="was").asked_if == copy.form_questions.get(key="essen")
    assert copy.tasks.count() == len(STEPS)
    assert set(copy.hosts.all()) == {world.crafts, world.police}
    assert not copy.registrations.exists()
    with pytest.raises(EventRefused):
        events.copy_event(event, day=date(2026, 11, 29), by=world.people.kai, now=NOW)


def test_only_a_draft_is_removed(world):
    draft = events.create_event(values=values(world), by=world.people.kai, now=NOW)
    events.remove_event(draft, by=world.people.kai)
    with pytest.raises(EventRefused, match="abgesagt"):
        events.remove_event(world.event, by=world.people.kai)

    assert list(Event.objects.all()) == [world.event]
