"""Letters by time: planned with a booking, moved with it, dropped with it; each is written once or is seen as missed.

A worker claims a reminder and writes it into the outbox in one transaction, so that two workers never write it twice
and a crash never loses it. What still waits in the outbox is taken back when the appointment moves or falls out.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from werkspur.advice.models import Booking, Offer, Reminder, ReminderRule, Visit
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.queries.tasks import open_tasks
from werkspur.advice.services import links
from werkspur.advice.services.letters import send_reminder
from werkspur.advice.services.recommendations import reminder_link
from werkspur.advice.services.task_letters import addressee
from werkspur.base import mail, queue
from werkspur.base.calendar import reminding
from werkspur.base.locking import locked
from werkspur.journal.services import record

logger = logging.getLogger(__name__)
State = Reminder.State
#: the queue wakes for what is due within this time; for the rest every night comes soon enough
SOON = timedelta(hours=30)
#: states of a booking in which letters about it are still to come
_ALIVE = (BookingState.CONFIRMED, BookingState.DONE)


def plan_reminders(booking: Booking, *, now: datetime, moved: bool = False) -> None:
    """Plan every letter that is still to come for a certain booking, in the caller's transaction.

    Doing it twice changes nothing. With `moved` what was written about the old time counts no longer: what waits in
    the outbox is taken back, and what went out is planned anew when there is time for it.
    """
    if booking.state not in _ALIVE:
        return
    if moved:
        mail.withdraw(thread_of(booking))
    held = {one.rule_id: one for one in Reminder.objects.filter(booking=booking)}
    due = [_plan(booking, rule, held=held.get(rule.pk), now=now, moved=moved) for rule in ReminderRule.objects.all()]
    _wake([moment for moment in due if moment], now=now)


def drop_reminders(booking: Booking, *, now: datetime) -> None:
    """Let nothing more go out about a booking; what waits in the outbox is taken back."""
    Reminder.objects.filter(booking=booking, state=State.PLANNED).update(state=State.DROPPED, done_at=now)
    mail.withdraw(thread_of(booking))


def replan_rule(rule: ReminderRule, *, now: datetime | None = None) -> int:
    """Bring the letters of all bookings to what a rule says now; answer how many bookings were looked at."""
    now = now or timezone.now()
    since = now - max(timedelta(hours=rule.hours), timedelta(0))
    alive = Booking.objects.filter(state__in=_ALIVE, slot__start__gt=since)
    numbers = list(alive.values_list("pk", flat=True))
    for number in numbers:
        with transaction.atomic():
            booking = locked(Booking.objects.select_related("slot__offer"), pk=number)
            if booking.state in _ALIVE:
                held = Reminder.objects.filter(booking=booking, rule=rule).first()
                due = _plan(booking, rule, held=held, now=now, moved=False)
                _wake([due] if due else [], now=now)
    return len(numbers)


def send_due(*, now: datetime | None = None) -> int:
    """Write what is due into the outbox; answer how many letters. One that fails stops no other."""
    now = now or timezone.now()
    waiting = Reminder.objects.filter(state=State.PLANNED, due_at__lte=now).order_by("due_at", "pk")
    sent = 0
    for number in list(waiting.values_list("pk", flat=True)):
        try:
            sent += send_one(number, now=now)
        except Exception:
            logger.exception("Erinnerung %s ist fehlgeschlagen.", number)
    return sent


def remind_nightly(now: datetime | None = None) -> int:
    """Write what is due, and have the queue wake for what is due until the next night."""
    now = now or timezone.now()
    sent = send_due(now=now)
    coming = Reminder.objects.filter(state=State.PLANNED, due_at__gt=now, due_at__lte=now + SOON)
    _wake(list(coming.order_by("due_at").values_list("due_at", flat=True).distinct()), now=now)
    return sent


def send_one(number: int, *, now: datetime) -> bool:
    """Claim one reminder and write its letter, or note why not, in one transaction; answer whether it was written."""
    with transaction.atomic():
        if not _claim(number, now=now):
            return False
        found = Reminder.objects.select_related("rule", "booking__slot__offer", "booking__slot__office__partner")
        reminder = found.get(pk=number)
        state = _fate(reminder, now=now)
        if state != State.SENT:
            done_at = None if state == State.PLANNED else now
            Reminder.objects.filter(pk=number).update(state=state, done_at=done_at)
            return False
        _write(reminder)
        return True


def thread_of(booking: Booking) -> str:
    """Return the thread in the outbox by which the reminders of a booking are taken back."""
    return f"reminder:{booking.uid}"


def _plan(
    booking: Booking, rule: ReminderRule, *, held: Reminder | None, now: datetime, moved: bool
) -> datetime | None:
    """Plan one letter; return when it is due, None when it does not go out."""
    due = reminding.due_at(booking.slot.start, hours=rule.hours)
    wanted = rule.is_active and due > now and (rule.hours < 0 or _is_visit(booking))
    if held is None:
        if wanted:
            Reminder.objects.create(booking=booking, rule=rule, due_at=due)
        return due if wanted else None
    over = held.state in (State.SENT, State.MISSED) and not moved
    if over or (not wanted and held.state != State.PLANNED):
        return None
    held.due_at, held.state = due, State.PLANNED if wanted else State.DROPPED
    held.done_at = None if wanted else now
    held.save()
    return due if wanted else None


def _is_visit(booking: Booking) -> bool:
    return booking.slot.offer.kind == Offer.Kind.VISIT or Visit.objects.filter(booking=booking).exists()


def _wake(moments: list[datetime], *, now: datetime) -> None:
    from werkspur.advice.tasks import send_reminders

    for moment in sorted(set(moments)):
        if moment <= now + SOON:
            queue.enqueue(send_reminders.using(run_after=moment))


def _claim(number: int, *, now: datetime) -> bool:
    """Take one reminder; only one process ever gets it, and nobody while a cancellation drops it."""
    waiting = Reminder.objects.filter(pk=number, state=State.PLANNED, due_at__lte=now)
    return waiting.update(state=State.SENT, done_at=now) == 1


def _fate(reminder: Reminder, *, now: datetime) -> str:
    """Decide what becomes of a letter that is due. PLANNED: it waits for the end of the visit."""
    booking, start = reminder.booking, reminder.booking.slot.start
    if booking.state not in _ALIVE or not reminder.rule.is_active or not booking.email:  # '': erased on request
        return State.DROPPED
    late = now > reminding.latest(start, due=reminder.due_at)
    if reminder.rule.hours < 0:
        return State.MISSED if late else State.SENT
    visit = Visit.objects.filter(booking=booking).first()
    if visit is None or visit.state != Visit.State.FINISHED:
        return State.PLANNED if not late else State.MISSED if visit else State.DROPPED
    if not open_tasks(visit).exists() or not addressee(visit):
        return State.DROPPED
    return State.MISSED if late else State.SENT


def _write(reminder: Reminder) -> None:
    booking = reminder.booking
    to, values = booking.email, dict[str, str]()
    if reminder.rule.hours < 0:
        token = links.issue(booking, purpose=links.MANAGE, until=booking.slot.end, keep=True)
        link = reverse("advice:manage", kwargs={"token": token})
    else:
        to, link = addressee(booking.visit), reminder_link(booking.visit)
        values = {"open": str(open_tasks(booking.visit).count())}
    send_reminder(reminder.rule.letter, booking=booking, to=to, link=link, values=values, thread=thread_of(booking))
    details = {"rule": reminder.rule.code}
    record("advice.booking_reminded", by="system", object=booking, company=booking.company, details=details)
