"""Letters by time: on the clock on the wall, once, never after a cancellation, and seen when they were missed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from werkspur.advice import services
from werkspur.advice.models import Booking, Offer, Recommendation, Reminder, ReminderRule, Slot, Visit
from werkspur.advice.queries.tasks import open_tasks
from werkspur.advice.services import reminders
from werkspur.advice.services.reminder_rules import save_rule
from werkspur.advice.services.visits import finish_visit
from werkspur.advice.tests.followed import ANSWERS, answer
from werkspur.advice.tests.visited import make_visit
from werkspur.advice.tests.world import NOW, AdviceWorld, advice_world, at
from werkspur.base import mail, queue
from werkspur.base.calendar import reminding
from werkspur.base.models import Mail

HOUR = timedelta(hours=1)
SUBJECT = "Ihr Beratungstermin am 01.12.2026"


@pytest.fixture
def world(db) -> AdviceWorld:
    return with_rules()


def with_rules() -> AdviceWorld:
    """Two days and one before, two weeks after."""
    ReminderRule.objects.all().delete()
    for code, hours in (("remind_48", -48), ("remind_24", -24), ("tasks_14", 14 * 24)):
        ReminderRule.objects.create(code=code, letter=code, hours=hours)
    return advice_world()


def states(booking: Booking) -> dict[str, str]:
    return dict(Reminder.objects.filter(booking=booking).values_list("rule__code", "state"))


def told(booking: Booking) -> list[str]:
    """The reminders that a company got."""
    sent = Mail.objects.filter(to=booking.email, thread=reminders.thread_of(booking)).exclude(state="withdrawn")
    return list(sent.order_by("pk").values_list("subject", flat=True))


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (datetime(2027, 3, 29, 7, tzinfo=UTC), -48, datetime(2027, 3, 27, 8, tzinfo=UTC)),  # nine, before it nine too
        (datetime(2026, 10, 26, 8, tzinfo=UTC), -24, datetime(2026, 10, 25, 8, tzinfo=UTC)),
        (datetime(2026, 10, 26, 8, tzinfo=UTC), -48, datetime(2026, 10, 24, 7, tzinfo=UTC)),
        (datetime(2027, 3, 29, 0, 30, tzinfo=UTC), -24, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # missing
        (datetime(2026, 10, 11, 0, 30, tzinfo=UTC), 14 * 24, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first
        (datetime(2026, 12, 1, 8, tzinfo=UTC), 365 * 24, datetime(2027, 12, 1, 8, tzinfo=UTC)),
        (datetime(2026, 12, 1, 8, tzinfo=UTC), 90 * 24, datetime(2027, 3, 1, 8, tzinfo=UTC)),
        (datetime(2027, 3, 1, 8, tzinfo=UTC), 90 * 24, datetime(2027, 5, 30, 7, tzinfo=UTC)),
    ],
)
def test_hours_count_on_the_clock_on_the_wall(start, hours, due):
    assert reminding.due_at(start, hours=hours) == due


def test_planned_with_the_confirmation_written_in_time_and_once(world):
    _held, token = world.hold(world.slot(9))
    assert not Reminder.objects.exists()
    booking = services.confirm_booking(token, now=NOW)[0]
    assert dict(Reminder.objects.values_list("rule__code", "due_at")) == {
        "remind_48": at(9) - 48 * HOUR, "remind_24": at(9) - 24 * HOUR,
    }  # fmt: skip

    assert reminders.send_due(now=at(9) - 48 * HOUR - timedelta(seconds=1)) == 0
    for _turn in range(2):
        reminders.send_due(now=at(9) - 47 * HOUR)
    assert told(booking) == [SUBJECT]
    assert "/beratung/meine/" in Mail.objects.get(subject=SUBJECT).text
    reminders.send_due(now=at(9) - 24 * HOUR)
    assert told(booking) == [SUBJECT, f"{SUBJECT} um 09:00 Uhr"]
    assert states(booking) == {"remind_48": "sent", "remind_24": "sent"}


def test_who_books_at_short_notice_is_not_reminded_of_what_they_just_read(world):
    _held, token = world.hold(world.slot(9), now=at(9) - 30 * HOUR)
    services.confirm_booking(token, now=at(9) - 30 * HOUR)

    assert list(Reminder.objects.values_list("rule__code", flat=True)) == ["remind_24"]


def test_what_staff_has_to_accept_is_planned_when_it_is_accepted(world, people):
    world.offer.by_staff = True
    world.offer.save()
    booking = world.book(world.slot(9))
    assert states(booking) == {}
    services.accept_booking(booking, by=people.kai, now=NOW)
    assert states(booking) == {"remind_48": "planned", "remind_24": "planned"}


def test_moved_with_the_appointment_and_written_again_only_about_the_new_time(world):
    booking = world.book(world.slot(9))
    reminders.send_due(now=at(9) - 47 * HOUR)
    assert told(booking) == [SUBJECT]
    services.rebook(booking, slot=world.slot(11, day=8), by="public", now=at(9) - 46 * HOUR)

    assert told(booking) == []  # it had not left the house yet
    assert set(states(booking).values()) == {"planned"}
    assert reminders.send_due(now=at(9) - 24 * HOUR) == 0
    reminders.send_due(now=at(11, day=8) - 48 * HOUR)
    assert told(booking) == ["Ihr Beratungstermin am 08.12.2026"]


def test_moved_closer_what_would_be_late_falls_away(world):
    booking = world.book(world.slot(9, day=8))
    services.rebook(booking, slot=world.slot(9), by="public", now=at(9) - 30 * HOUR)

    assert states(booking) == {"remind_48": "dropped", "remind_24": "planned"}


def test_nothing_goes_out_after_a_cancellation_not_even_what_waits_for_the_mail_server(world):
    booking = world.book(world.slot(9))
    reminders.send_due(now=at(9) - 47 * HOUR)
    services.cancel_booking(booking, by="public", now=at(9) - 46 * HOUR)

    assert told(booking) == []
    assert reminders.send_due(now=at(9) - 20 * HOUR) == 0
    assert states(booking) == {"remind_48": "sent", "remind_24": "dropped"}
    waiting = Mail.objects.filter(thread=reminders.thread_of(booking))
    assert [mail.claim(row.pk) for row in waiting] == [False]


@pytest.mark.parametrize("change", [{"state": "missed"}, {"state": "expired"}, {"email": ""}])
def test_who_did_not_come_or_was_erased_gets_nothing(world, change):
    booking = world.book(world.slot(9))
    Booking.objects.filter(pk=booking.pk).update(**change)
    assert reminders.send_due(now=at(9) - 20 * HOUR) == 0
    assert set(states(booking).values()) == {"dropped"}


@pytest.mark.parametrize(("late", "state"), [(11, "sent"), (13, "missed")])
def test_too_late_is_missed_and_staff_sees_it(world, people, late, state):
    booking = world.book(world.slot(9))
    Reminder.objects.filter(rule__code="remind_24").delete()
    reminders.send_due(now=at(9) + (late - 48) * HOUR)

    assert states(booking) == {"remind_48": state}
    assert len(told(booking)) == (state == "sent")


def test_staff_reads_what_was_missed(world, people, client):
    booking = world.book(world.slot(9))
    reminders.send_due(now=at(9))
    Reminder.objects.update(due_at=datetime.now(UTC) - HOUR)
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/beratung/briefe/erinnerungen/").content.decode()

    assert set(states(booking).values()) == {"missed"}
    assert page.count("nicht verschickt") == 2
    assert f"/beratung/buchungen/{booking.uid}/" in page


def test_a_letter_that_fails_stops_no_other_and_is_tried_again(world, monkeypatch):
    first, second = world.book(world.slot(9)), world.book(world.slot(11))
    write = reminders.send_reminder

    def broken(code: str, *, booking: Booking, **other: Any) -> None:
        if booking.pk == first.pk:
            raise RuntimeError("Vorlage")
        write(code, booking=booking, **other)

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "send_reminder", broken)
        assert reminders.send_due(now=at(9) - 46 * HOUR) == 1
    assert (told(first), told(second)) == ([], [SUBJECT])
    assert reminders.send_due(now=at(9) - 46 * HOUR) == 1
    assert (told(first), told(second)) == ([SUBJECT], [SUBJECT])


def test_a_rule_that_changes_takes_its_letters_along(world, people):
    booking = Booking.objects.get(pk=world.book(soon(world)).pk)
    rule = ReminderRule.objects.get(code="remind_48")
    for hours, active, state in ((-72, True, "planned"), (-72, False, "dropped"), (-48, True, "planned")):
        rule.hours, rule.is_active = hours, active
        save_rule(rule, by=people.kai)
        queue.work_off()
        reminder = Reminder.objects.get(booking=booking, rule=rule)
        assert (reminder.state, reminder.due_at) == (state, reminding.due_at(booking.slot.start, hours=hours))


def soon(world: AdviceWorld) -> Slot:
    """A slot ten days from now, whatever day it is."""
    slot = world.slot(9)
    start = (datetime.now(UTC) + timedelta(days=10)).replace(hour=9, minute=0, second=0, microsecond=0)
    Slot.objects.filter(pk=slot.pk).update(start=start, end=start + HOUR)
    return Slot.objects.get(pk=slot.pk)


def test_the_queue_wakes_when_a_letter_is_due(world):
    slot = soon(world)
    begin = datetime.now(UTC) + timedelta(hours=49)
    Slot.objects.filter(pk=slot.pk).update(start=begin, end=begin + HOUR)
    _held, token = world.hold(Slot.objects.get(pk=slot.pk), now=datetime.now(UTC))
    booking = services.confirm_booking(token)[0]
    wakes = DBTaskResult.objects.filter(task_path__endswith="send_reminders")
    due = Reminder.objects.get(rule__code="remind_48").due_at
    assert sorted(wakes.values_list("run_after", flat=True)) == [due, due + 24 * HOUR]

    Reminder.objects.filter(rule__code="remind_48").update(due_at=due - 2 * HOUR)
    wakes.filter(run_after=due).update(run_after=due - 2 * HOUR)
    queue.work_off()
    assert len(told(booking)) == 1


def test_the_night_looks_after_what_lies_further_ahead(world):
    world.book(world.slot(9))
    wakes = DBTaskResult.objects.filter(task_path__endswith="send_reminders")
    assert not wakes.exists()
    reminders.remind_nightly(at(9) - 60 * HOUR)
    assert list(wakes.values_list("run_after", flat=True)) == [at(9) - 48 * HOUR]


@pytest.fixture
def visit(world, people) -> Visit:
    """A visit an hour ago that ended with tasks."""
    made = make_visit(people, world=world)
    answer(made, ANSWERS, by=people.peter)
    return finish_visit(visit=made, by=people.peter)


def in_two_weeks(visit: Visit) -> datetime:
    return reminding.due_at(visit.booking.slot.start, hours=14 * 24) + HOUR


def test_two_weeks_after_the_visit_about_what_is_open_without_saying_what(visit):
    assert states(visit.booking) == {"tasks_14": "planned"}
    reminders.send_due(now=in_two_weeks(visit))
    (letter,) = Mail.objects.filter(thread=reminders.thread_of(visit.booking))

    count = open_tasks(visit).count()
    assert count > 0
    assert f"Offene Empfehlungen: {count}." in letter.text
    assert re.search(r"/beratung/aufgabe/[\w-]{32}/", letter.text)
    assert not [task for task in open_tasks(visit) if task.item and task.item.question in letter.text]


def test_nothing_when_everything_is_done(visit):
    Recommendation.objects.filter(visit=visit).update(state=Recommendation.State.ACCEPTED)
    assert reminders.send_due(now=in_two_weeks(visit)) == 0
    assert states(visit.booking) == {"tasks_14": "dropped"}


def test_a_visit_left_open_waits_a_week_and_is_then_missed(visit):
    Visit.objects.filter(pk=visit.pk).update(state=Visit.State.RUNNING)
    now = in_two_weeks(visit)
    assert (reminders.send_due(now=now), states(visit.booking)) == (0, {"tasks_14": "planned"})
    assert (reminders.send_due(now=now + timedelta(days=8)), states(visit.booking)) == (0, {"tasks_14": "missed"})


def test_without_a_visit_there_is_nothing_to_ask_about(world):
    Offer.objects.update(kind=Offer.Kind.VISIT)
    booking = world.book(world.slot(9))
    assert states(booking)["tasks_14"] == "planned"
    reminders.send_due(now=at(9) + timedelta(days=30))
    assert states(booking)["tasks_14"] == "dropped"
