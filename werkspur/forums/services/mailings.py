"""Letters to everybody of one event: planned by rules of time or because something changed, each written once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from werkspur.base.calendar import reminding
from werkspur.forums.models import Event, Mailing, MailingRule
from werkspur.partners.models import Person

State = Mailing.State


def plan_mailings(event: Event, *, now: datetime, moved: bool = False) -> None:
    """Plan every letter that is still to come for an announced event, in the caller's transaction."""
    for rule in MailingRule.objects.filter(is_active=True):
        due = reminding.due_at(event.start if rule.hours < 0 else event.end, hours=rule.hours)
        if due > now:
            values = {"rule": rule, "letter": rule.letter, "due_at": due}
            Mailing.objects.get_or_create(event=event, key=rule.code, defaults=values)


def tell_change(event: Event, *, changes: list[str], by: Person | str, now: datetime) -> None:
    """Tell everybody who is registered or waits what has changed, one sentence each."""
    number = Mailing.objects.filter(event=event, letter="event_changed").count() + 1
    _plan(event, key=f"changed-{number}", letter="event_changed", values={"changes": "\n".join(changes)}, due=now)


def tell_cancellation(event: Event, *, now: datetime) -> None:
    """Tell everybody who is registered or waits that an event falls out; nothing else goes out any more."""
    drop_mailings(event, now=now)
    _plan(event, key="cancelled", letter="cancelled_event", values={}, due=now)


def tell_answers(event: Event, *, now: datetime) -> None:
    """Tell everybody who was registered that questions are answered; several answers make one letter."""
    if not Mailing.objects.filter(event=event, letter="answer", state=State.PLANNED).exists():
        number = Mailing.objects.filter(event=event, letter="answer").count() + 1
        due = now + timedelta(hours=12)
        _plan(event, key=f"answers-{number}", letter="answer", values={}, due=due)


def drop_mailings(event: Event, *, now: datetime) -> None:
    """Let nothing more go out about an event but its cancellation."""
    waiting = Mailing.objects.filter(event=event, state__in=[State.PLANNED, State.FAILED])
    waiting.exclude(letter="cancelled_event").update(state=State.DROPPED, done_at=now)


def send_due(now: datetime | None = None) -> int:
    """Write what is due; answer how many letters."""
    now = now or timezone.now()
    return 0


def _plan(event: Event, *, key: str, letter: str, values: dict[str, str], due: datetime) -> None:
    defaults = {"letter": letter, "values": values, "due_at": due}
    Mailing.objects.get_or_create(event=event, key=key, defaults=defaults)
