"""What staff does with a mailing: send it now, also after it failed or was missed, or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.forums.models import Event, Mailing
from werkspur.forums.services.mailings.planning import OPEN, MailingRefused, wake
from werkspur.journal.services import record
from werkspur.partners.models import Person

State = Mailing.State


def send_now(mailing: Mailing, *, by: Person, now: datetime) -> None:
    """Have a mailing written at once to everybody who has not had it. Raises MailingRefused."""
    with transaction.atomic():
        held = _locked(mailing)
        if held.state == State.SENT:
            raise MailingRefused(_("Dieser Brief ist schon draußen."))
        if not can_send(held, now=now):
            raise MailingRefused(_("Für diesen Brief ist es zu spät."))
        held.state, held.due_at, held.done_at = State.PLANNED, now, None
        held.values = {name: value for name, value in held.values.items() if name != "stopped"} | {"forced": True}
        held.save()
        wake(now, now=now)
        record("forums.mailing_started", by=by, object=held.event, details={"letter": held.letter})


def stop_mailing(mailing: Mailing, *, by: Person, now: datetime) -> None:
    """Let a mailing not go out; one that has begun ends here. A second click changes nothing. Raises MailingRefused."""
    with transaction.atomic():
        held = _locked(mailing)
        if held.state == State.DROPPED:
            return
        if held.state not in OPEN:
            raise MailingRefused(_("Dieser Brief ist schon draußen."))
        if held.letter == "cancelled_event":
            raise MailingRefused(_("Eine Absage erfahren alle, die angemeldet sind."))
        held.state, held.done_at, held.values = State.DROPPED, now, held.values | {"stopped": True}
        held.save()
        record("forums.mailing_withdrawn", by=by, object=held.event, details={"letter": held.letter})


def can_send(mailing: Mailing, *, now: datetime) -> bool:
    """Say whether sending it by hand would help anybody."""
    event, early = mailing.event, mailing.rule.hours < 0 if mailing.rule else mailing.letter == "event_changed"
    cancelled = event.state == Event.State.CANCELLED
    if mailing.state == State.SENT or cancelled != (mailing.letter == "cancelled_event"):
        return False
    if mailing.rule is None and mailing.state == State.DROPPED:
        return False  # told together with a later one
    return now < event.end if early or cancelled else event.end < now < event.end + timedelta(days=90)


def can_stop(mailing: Mailing) -> bool:
    """Say whether it may be kept back."""
    return mailing.state in OPEN and mailing.letter != "cancelled_event"


def _locked(mailing: Mailing) -> Mailing:
    event = Event.objects.select_for_update().get(pk=mailing.event_id)
    held = Mailing.objects.select_related("rule").get(pk=mailing.pk)
    held.event = event
    return held
