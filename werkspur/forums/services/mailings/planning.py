"""What is to go out about an event: by rules of time, and when something changed. Always in the caller's transaction.

Doing it twice changes nothing. What went out is never written again; of an event that moves, the rules begin anew.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from werkspur.base import mail, queue
from werkspur.base.calendar import reminding
from werkspur.base.calendar.wallclock import day_of, stored
from werkspur.forums.models import Event, Mailing, MailingReceipt, MailingRule, Registration
from werkspur.partners.models import Person

State = Mailing.State
#: what is still to be written
OPEN = (State.PLANNED, State.FAILED)
#: the queue wakes for what is due within this time; for the rest every night comes soon enough
SOON = timedelta(hours=30)
#: when letters about answers go out, on the clock on the wall, the day after the first one
ANSWERS_AT = time(8)


class MailingRefused(ValueError):
    """What cannot be done with a mailing, in a sentence."""


def plan_mailings(event: Event, *, now: datetime, moved: bool = False) -> None:
    """Plan every letter by time that is still to come for an announced event.

    With `moved` what was written about the old time counts no longer: what waits in the outbox is taken back, and
    what went out is planned anew when there is time for it.
    """
    if event.state != Event.State.ANNOUNCED:
        return
    if moved:
        _take_back_reminders(event)
    rules = MailingRule.objects.filter(Q(kind=None) | Q(kind=event.kind_id))
    special = {rule.letter for rule in rules if rule.kind_id}
    for rule in rules:
        wanted = rule.is_active and (rule.kind_id is not None or rule.letter not in special)
        _plan_rule(event, rule, wanted=wanted, now=now, moved=moved)


def tell_change(event: Event, *, changes: list[str], by: Person | str, now: datetime) -> None:
    """Tell everybody who is registered or waits what has changed, one sentence each.

    A change that nobody has read of yet is told together with the new one.
    """
    held = Mailing.objects.filter(event=event, letter="event_changed")
    unread = held.filter(state=State.PLANNED).exclude(Exists(_receipts())).order_by("pk").last()
    if unread is not None:
        changes = [*unread.values["changes"].splitlines(), *changes]
        Mailing.objects.filter(pk=unread.pk).update(state=State.DROPPED, done_at=now)
    _plan(event, key=f"changed-{held.count() + 1}", letter="event_changed", due=now, now=now,
          values={"changes": "\n".join(changes)})  # fmt: skip


def tell_cancellation(event: Event, *, now: datetime) -> None:
    """Tell everybody who is registered or waits that an event falls out; nothing else goes out any more."""
    drop_mailings(event, now=now)
    _plan(event, key="cancelled", letter="cancelled_event", due=now, now=now)


def tell_answers(event: Event, *, now: datetime) -> None:
    """Tell everybody who was registered that questions are answered, the next morning: several make one letter."""
    held = Mailing.objects.filter(event=event, letter="answer")
    if held.filter(state=State.PLANNED).exists():
        return
    due = stored(day_of(now) + timedelta(days=1), ANSWERS_AT)
    last = held.order_by("pk").last()
    values = {"since": (last.done_at if last and last.done_at else event.start).isoformat()}
    _plan(event, key=f"answers-{held.count() + 1}", letter="answer", due=due, now=now, values=values)


def drop_mailings(event: Event, *, now: datetime) -> None:
    """Let nothing more go out about an event but its cancellation; reminders in the outbox are taken back."""
    waiting = Mailing.objects.filter(event=event, state__in=OPEN).exclude(letter="cancelled_event")
    waiting.update(state=State.DROPPED, done_at=now)
    _take_back_reminders(event)


def take_back(registration: Registration) -> None:
    """Take back the reminders of a registration that still wait in the outbox."""
    mail.withdraw(reminder_thread(registration))


def reminder_thread(registration: Registration) -> str:
    """Return the thread in the outbox by which the reminders of a registration are taken back."""
    return f"forum-reminder:{registration.uid}"


def replan_rule(rule: MailingRule, *, now: datetime | None = None) -> int:
    """Bring the letters of all coming events to what a rule says now; answer how many events were looked at."""
    now = now or timezone.now()
    since = now - max(timedelta(hours=rule.hours), timedelta(0))
    numbers = list(Event.objects.filter(state=Event.State.ANNOUNCED, end__gt=since).values_list("pk", flat=True))
    for number in numbers:
        with transaction.atomic():
            plan_mailings(Event.objects.select_for_update().get(pk=number), now=now)
    return len(numbers)


def wake(moment: datetime, *, now: datetime) -> None:
    """Have the queue look when something is due."""
    from werkspur.forums.tasks import send_mailings

    if moment <= now:
        queue.enqueue(send_mailings)
    elif moment <= now + SOON:
        queue.enqueue(send_mailings.using(run_after=moment))


def _plan_rule(event: Event, rule: MailingRule, *, wanted: bool, now: datetime, moved: bool) -> None:
    due = reminding.due_at(event.start if rule.hours < 0 else event.end, hours=rule.hours)
    wanted = wanted and due > now
    held = Mailing.objects.filter(event=event, rule=rule).annotate(begun=Exists(_receipts())).order_by("pk")
    last = held.last()
    if last is None or last.begun or last.state in (State.SENT, State.MISSED):
        if wanted and (last is None or moved):
            if last is not None and last.state in OPEN:
                Mailing.objects.filter(pk=last.pk).update(state=State.DROPPED, done_at=now)
            key = f"{rule.code}-{held.count() + 1}" if last else rule.code
            _plan(event, key=key, letter=rule.letter, due=due, now=now, rule=rule)
        return
    if last.values.get("stopped") or (not wanted and last.state == State.DROPPED):
        return
    last.due_at, last.letter, last.failed = due, rule.letter, ""
    last.state, last.done_at = (State.PLANNED, None) if wanted else (State.DROPPED, now)
    last.save()
    if wanted:
        wake(due, now=now)


def _plan(
    event: Event, *, key: str, letter: str, due: datetime, now: datetime, values: dict[str, Any] | None = None,
    rule: MailingRule | None = None,
) -> None:  # fmt: skip
    defaults = {"letter": letter, "values": values or {}, "due_at": due, "rule": rule}
    Mailing.objects.get_or_create(event=event, key=key, defaults=defaults)
    wake(due, now=now)


def _take_back_reminders(event: Event) -> None:
    reminded = MailingReceipt.objects.filter(mailing__event=event, mailing__rule__hours__lt=0)
    found = Registration.objects.filter(pk__in=reminded.values("registration"))
    mail.withdraw(*[reminder_thread(one) for one in found])


def _receipts() -> Any:
    return MailingReceipt.objects.filter(mailing=OuterRef("pk"))
