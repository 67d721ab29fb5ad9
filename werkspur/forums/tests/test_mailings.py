"""Letters to everybody of an event: on the clock on the wall, to each once, on after a crash, seen when missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from werkspur.base import queue
from werkspur.base.models import Mail
from werkspur.forums.models import Event, Mailing, MailingReceipt, MailingRule, Material, Question, Registration, Scan
from werkspur.forums.services import mailings
from werkspur.forums.services.mailing_rules import load_rules, save_rule
from werkspur.forums.services.mailings import MailingRefused, sending
from werkspur.forums.tests.world import HOUR, NOW, START, ForumWorld, forum_world
from werkspur.journal.models import Entry

DAY = 24 * HOUR
END = START + 2.5 * HOUR
WEEK_BEFORE, DAY_BEFORE = START - 7 * DAY, START - DAY


@pytest.fixture
def world(db) -> ForumWorld:
    MailingRule.objects.all().delete()
    load_rules()
    return forum_world()


@pytest.fixture
def full(world) -> ForumWorld:
    """Seven registrations, letters planned."""
    for _number in range(7):
        world.register()
    mailings.plan_mailings(world.event, now=NOW)
    return world


def states(event: Event) -> dict[str, str]:
    return dict(Mailing.objects.filter(event=event).values_list("key", "state"))


def subjects(registration: Registration | None = None) -> list[str]:
    """What is in the outbox and was not taken back, for one address or all."""
    found = Mail.objects.exclude(state="withdrawn").order_by("pk")
    return list((found.filter(to=registration.email) if registration else found).values_list("subject", flat=True))


def test_planned_with_the_announcement_written_in_time_and_to_each_once(full):
    assert dict(Mailing.objects.values_list("key", "due_at")) == {
        "reminder_week": WEEK_BEFORE, "reminder": DAY_BEFORE, "thanks": END + 20 * HOUR,
    }  # fmt: skip
    assert mailings.send_due(WEEK_BEFORE - timedelta(seconds=1)) == 0
    assert [mailings.send_due(WEEK_BEFORE), mailings.send_due(WEEK_BEFORE)] == [7, 0]
    assert [mailings.send_due(DAY_BEFORE), mailings.send_due(DAY_BEFORE + HOUR)] == [7, 0]

    someone = Registration.objects.first()
    assert subjects(someone) == [
        f"Am 17.12.2026: {full.event.title}",
        f"Bald: {full.event.title}, 17.12.2026, 18:00 Uhr",
    ]
    assert states(full.event) == {"reminder_week": "sent", "reminder": "sent", "thanks": "planned"}
    assert Entry.objects.filter(verb="forums.mailing_sent").count() == 2


def test_hours_before_count_on_the_wall_over_the_change_of_the_clock(world):
    start = datetime(2027, 3, 29, 16, tzinfo=UTC)  # Monday, 18:00, the day after the clock went forward
    event = world.another(start=start, end=start + HOUR)
    mailings.plan_mailings(event, now=NOW)
    assert Mailing.objects.get(event=event, key="reminder").due_at == datetime(2027, 3, 28, 16, tzinfo=UTC)
    assert Mailing.objects.get(event=event, key="reminder_week").due_at == datetime(2027, 3, 22, 17, tzinfo=UTC)


def test_broken_off_in_the_middle_the_next_worker_goes_on_where_it_was(full, monkeypatch):
    monkeypatch.setattr(sending, "PORTION", 3)
    write, count = sending.send_letter, iter(range(100))

    def dies_at_the_fifth(*args: Any, **kwargs: Any) -> None:
        if next(count) == 4:
            raise SystemExit  # the process is gone, whatever it was about to do
        write(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(sending, "send_letter", dies_at_the_fifth)
        with pytest.raises(SystemExit):
            mailings.send_due(DAY_BEFORE)
    assert len(subjects()) == MailingReceipt.objects.count() == 3  # the first portion; the second is undone as a whole
    assert states(full.event)["reminder_week"] == "missed"
    assert states(full.event)["reminder"] == "planned"

    assert mailings.send_due(DAY_BEFORE + HOUR) == 4
    assert len(subjects()) == len(set(Mail.objects.values_list("to", flat=True))) == 7
    assert states(full.event)["reminder"] == "sent"


def test_a_letter_that_fails_stops_no_other_is_seen_and_tried_again(full, monkeypatch):
    unlucky = Registration.objects.order_by("pk")[2]
    write = sending.send_letter

    def broken(code: str, *, registration: Registration, **other: Any) -> None:
        if registration.pk == unlucky.pk:
            raise ValueError("Vorlage")
        write(code, registration=registration, **other)

    with monkeypatch.context() as patch:
        patch.setattr(sending, "send_letter", broken)
        assert mailings.send_due(WEEK_BEFORE) == 6
    mailing = Mailing.objects.get(key="reminder_week")
    assert (mailing.state, mailing.failed) == ("failed", "Ein Brief ließ sich nicht schreiben (ValueError).")
    assert DBTaskResult.objects.filter(run_after=WEEK_BEFORE + HOUR).exists()

    assert mailings.send_due(WEEK_BEFORE + HOUR) == 1
    assert len(subjects()) == 7
    assert states(full.event)["reminder_week"] == "sent"


@pytest.mark.parametrize(("late", "state"), [(11, "sent"), (13, "missed")])
def test_a_reminder_that_helps_nobody_any_more_is_missed(full, late, state):
    Mailing.objects.exclude(key="reminder").delete()
    mailings.send_due(DAY_BEFORE + late * HOUR)
    assert states(full.event) == {"reminder": state}
    assert len(subjects()) == (7 if state == "sent" else 0)


def test_who_registers_later_or_withdraws_meanwhile_is_not_written_to(full):
    gone, waits, held = [full.register(), full.register(), full.register()]
    Registration.objects.filter(pk=gone.pk).update(state="withdrawn")
    Registration.objects.filter(pk=waits.pk).update(state="waiting", waiting_since=NOW)
    Registration.objects.filter(pk=held.pk).update(state="held", held_until=NOW)
    full.register(email="")  # by telephone
    mailings.send_due(WEEK_BEFORE)
    late = full.register()
    mailings.send_due(WEEK_BEFORE + HOUR)
    assert len(subjects()) == 7
    assert subjects(late) == subjects(gone) == subjects(waits) == subjects(held) == []


def test_moved_what_was_written_about_the_old_time_is_taken_back_and_comes_anew(full):
    mailings.send_due(WEEK_BEFORE)
    Event.objects.update(start=START + 14 * DAY, end=END + 14 * DAY)
    event = Event.objects.get()
    for _again in range(2):
        mailings.plan_mailings(event, now=WEEK_BEFORE + HOUR, moved=True)
    mailings.tell_change(event, changes=["Neuer Tag: 31.12.2026"], by="system", now=WEEK_BEFORE + HOUR)
    mailings.send_due(WEEK_BEFORE + HOUR)

    assert subjects(Registration.objects.first()) == [f"Geändert: {event.title}"]
    mailings.send_due(WEEK_BEFORE + 14 * DAY)
    assert subjects(Registration.objects.first())[-1] == f"Am 31.12.2026: {event.title}"
    assert states(event) == {
        "reminder_week": "sent", "reminder_week-2": "sent", "changed-1": "sent", "reminder": "planned",
        "thanks": "planned",
    }  # fmt: skip


def test_two_changes_at_once_make_one_letter_with_both_and_the_newest_time(full):
    full.register(state="waiting", waiting_since=NOW)
    mailings.tell_change(full.event, changes=["Neuer Raum: Saal 2"], by="system", now=NOW)
    Event.objects.update(start=START + HOUR, end=END + HOUR, ical_sequence=1)
    mailings.tell_change(Event.objects.get(), changes=["Beginn: 19:00 Uhr statt 18:00 Uhr"], by="system", now=NOW)
    assert DBTaskResult.objects.filter(task_path__endswith="send_mailings").count() == 2
    mailings.send_due(NOW)

    letters = list(Mail.objects.order_by("pk"))
    assert len(letters) == 8
    assert "Neuer Raum: Saal 2\nBeginn: 19:00 Uhr" in letters[0].text
    assert "17.12.2026, 19:00 Uhr" in letters[0].text
    assert "METHOD:PUBLISH" in letters[0].calendar
    assert "SEQUENCE:1" in letters[0].calendar
    assert letters[7].calendar == ""  # who waits has nothing in the calendar
    assert states(full.event)["changed-1"] == "dropped"


def test_a_full_list_learns_of_the_cancellation_once_and_of_nothing_else(full):
    full.register(state="waiting", waiting_since=NOW)
    full.register(state="offered", waiting_since=NOW, offered_until=START)
    mailings.send_due(WEEK_BEFORE)
    now = WEEK_BEFORE + HOUR
    Event.objects.update(state="cancelled", cancelled_at=now, reason="Das Haus ist geschlossen.")
    for _click in range(2):
        mailings.drop_mailings(Event.objects.get(), now=now)
        mailings.tell_cancellation(Event.objects.get(), now=now)
    for hours in (0, 1, 24 * 6, 24 * 9):
        mailings.send_due(now + hours * HOUR)

    assert subjects() == [f"Abgesagt: {full.event.title}"] * 9
    first = Mail.objects.filter(subject__startswith="Abgesagt").first()
    assert "Das Haus ist geschlossen." in first.text
    assert "METHOD:CANCEL" in first.calendar
    assert set(states(full.event).values()) == {"dropped", "sent"}


def test_thanks_wait_for_materials_and_go_to_those_who_were_there(full):
    there = Registration.objects.first()
    Scan.objects.create(event=full.event, participant=there.participants.get(), scanned_at=START, received_at=START)
    due = END + 20 * HOUR
    assert (mailings.send_due(due), states(full.event)["thanks"]) == (0, "planned")
    Material.objects.create(event=full.event, title="Folien", address="https://werkspur.example/folien")
    assert mailings.send_due(due + 3 * DAY) == 1

    (letter,) = Mail.objects.filter(subject__startswith="Danke")
    assert letter.to == there.email
    assert "Folien: https://werkspur.example/folien" in letter.text
    assert "/foren/rueckmeldung/" in letter.text
    assert "/bescheinigung.pdf" in letter.text


def test_without_materials_thanks_are_missed_after_two_weeks_and_staff_sends_them_by_hand(full, people):
    due = END + 20 * HOUR
    mailings.send_due(due + 15 * DAY)
    thanks = Mailing.objects.get(key="thanks")
    assert thanks.state == "missed"
    mailings.send_now(thanks, by=people.kai, now=due + 16 * DAY)
    assert mailings.send_due(due + 16 * DAY) == 7
    with pytest.raises(MailingRefused, match="schon draußen"):
        mailings.send_now(thanks, by=people.kai, now=due + 17 * DAY)


def test_staff_stops_a_letter_and_a_moved_event_does_not_revive_it(full, people):
    reminder = Mailing.objects.get(key="reminder")
    for _click in range(2):
        mailings.stop_mailing(reminder, by=people.kai, now=NOW)
    mailings.plan_mailings(full.event, now=NOW, moved=True)
    assert mailings.send_due(DAY_BEFORE) == 0
    assert states(full.event)["reminder"] == "dropped"
    with pytest.raises(MailingRefused, match="zu spät"):
        mailings.send_now(reminder, by=people.kai, now=END)


def test_answers_of_one_day_make_one_letter_the_next_morning(full):
    noon = START.replace(hour=11) + 5 * DAY
    for number in (1, 2):
        Question.objects.create(event=full.event, text=f"Frage {number}", state="answered", answer="Ja.",
                                answered_at=noon)  # fmt: skip
        mailings.tell_answers(full.event, now=noon)
    assert mailings.send_due(noon + 2 * HOUR) == 0
    Mailing.objects.exclude(letter="answer").delete()
    assert mailings.send_due(noon.replace(hour=7) + DAY) == 7
    assert "– Frage 1\n– Frage 2" in Mail.objects.first().text


def test_a_rule_that_changes_takes_the_letters_of_coming_events_along(world, people):
    start = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + 20 * DAY
    event = world.another(start=start, end=start + HOUR)
    mailings.plan_mailings(event, now=datetime.now(UTC))
    rule = MailingRule.objects.get(code="reminder")
    for hours, active, state in ((-72, True, "planned"), (-72, False, "dropped"), (-24, True, "planned")):
        rule.hours, rule.is_active = hours, active
        save_rule(rule, by=people.kai)
        queue.work_off()
        assert states(event)["reminder"] == state


def test_a_kind_with_a_rule_of_its_own_does_not_follow_the_one_for_all(world):
    MailingRule.objects.create(code="reminder-forum", kind=world.kind, letter="reminder", hours=-3)
    mailings.plan_mailings(world.event, now=NOW)
    assert set(states(world.event)) == {"reminder_week", "reminder-forum", "thanks"}
    assert Mailing.objects.get(key="reminder-forum").due_at == START - 3 * HOUR


def test_the_night_wakes_the_queue_for_what_was_left_and_what_comes_until_the_next(full):
    wakes = DBTaskResult.objects.filter(task_path__endswith="send_mailings")
    mailings.wake_nightly(WEEK_BEFORE - 31 * HOUR)
    assert not wakes.exists()
    mailings.wake_nightly(WEEK_BEFORE - 20 * HOUR)
    assert wakes.filter(run_after=WEEK_BEFORE).count() == wakes.count() == 1
    mailings.wake_nightly(WEEK_BEFORE + HOUR)
    assert wakes.count() == 2
