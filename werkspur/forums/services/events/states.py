"""An event is announced, cancelled or closed as a whole; a draft that nobody wants is removed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.forums.models import Event, Registration
from werkspur.forums.services import closing, mailings, seats
from werkspur.forums.services.events.changing import Scope, scoped
from werkspur.forums.services.refusals import EventRefused
from werkspur.journal.services import record

State = Event.State
#: who hears of a cancellation
CONCERNED = (Registration.State.CONFIRMED, Registration.State.OFFERED, Registration.State.WAITING)


def announce_event(event: Event, *, by: Any, now: datetime | None = None) -> Event:
    """Make a draft public and open its registration; a second click changes nothing.

    Raises:
        EventRefused: what somebody has to know who comes is not there yet.
    """
    now = now or timezone.now()
    with transaction.atomic():
        event = seats.lock(event)
        if event.state == State.ANNOUNCED:
            return event
        _check_announcing(event, now=now)
        event.state, event.announced_at, event.reason = State.ANNOUNCED, now, ""
        event.save()
        mailings.plan_mailings(event, now=now)
        record("forums.event_announced", by=by, object=event)
    return event


def _check_announcing(event: Event, *, now: datetime) -> None:
    if event.state == State.ASKING:
        raise EventRefused("", _("Erst entscheiden, an welchem Tag sie stattfindet."))
    if event.state != State.DRAFT:
        raise EventRefused("", _("Ankündigen lässt sich nur ein Entwurf."))
    if event.start <= now:
        raise EventRefused("day", _("Der Beginn liegt in der Vergangenheit."))
    if not (event.summary.strip() or event.text.strip()):
        raise EventRefused("summary", _("In einem Satz: Worum geht es? Ohne ihn weiß niemand, ob es sich lohnt."))
    if event.form != Event.Form.ONLINE and event.venue_id is None:
        raise EventRefused("venue", _("Wo findet sie statt? Der Ort fehlt."))
    if not event.hosts.exists():
        raise EventRefused("hosts", _("Wer lädt ein? Ein Gastgeber gehört dazu."))


def concerned_by(event: Event) -> tuple[int, int]:
    """Return how many registrations hear of a cancellation, and how many people they bring."""
    sizes = Registration.objects.filter(event=event, state__in=CONCERNED).values_list("size", flat=True)
    return len(sizes), sum(sizes)


def cancel_event(
    event: Event, *, reason: str, scope: Scope = "this", by: Any, now: datetime | None = None
) -> int:  # fmt: skip
    """Cancel an event, it and the following ones, or all to come of its series; drafts among these are removed.

    Registrations keep their state, so that it stays known who would have come: the event's state says the rest.

    Returns:
        how many registrations learn the reason by mail.

    Raises:
        EventRefused: no reason, or there is nothing to cancel any more.
    """
    now = now or timezone.now()
    if not reason.strip():
        raise EventRefused("reason", _("Nennen Sie den Grund: Wer angemeldet ist, bekommt ihn zu lesen."))
    scope = scope if event.series_id else "this"
    with transaction.atomic():
        events = scoped(event, scope=scope, now=now, detached=True)
        this = next(one for one in events if one.pk == event.pk)
        if this.state == State.CANCELLED:
            return 0
        if this.state != State.ANNOUNCED or this.end <= now:
            raise EventRefused("", _("Absagen lässt sich nur, was angekündigt und noch nicht vorbei ist."))
        told = sum(_cancel(one, reason=reason.strip(), now=now) for one in events)
        details = {"scope": scope, "events": len(events), "registrations": told}
        record("forums.event_cancelled", by=by, object=this, reason=reason.strip(), details=details)
    return told


def _cancel(event: Event, *, reason: str, now: datetime) -> int:
    if event.state == State.DRAFT:
        event.delete()
        return 0
    told = concerned_by(event)[0]
    event.state, event.reason, event.cancelled_at = State.CANCELLED, reason, now
    event.ical_sequence += 1
    event.save()
    mailings.drop_mailings(event, now=now)
    mailings.tell_cancellation(event, now=now)
    return told


def close_event(event: Event, *, result: str | None = None, by: Any, now: datetime | None = None) -> Event:
    """Close an event that is over: its figures are frozen, its result becomes public. Once.

    Raises:
        EventRefused: it is not over yet, or was never announced.
    """
    now = now or timezone.now()
    with transaction.atomic():
        event = seats.lock(event)
        if event.state == State.CLOSED:
            return event
        if event.state != State.ANNOUNCED or event.end > now:
            raise EventRefused("", _("Abschließen lässt sich, was stattgefunden hat und vorbei ist."))
        event.state, event.closed_at = State.CLOSED, now
        if result is not None:
            event.result = result.strip()
        event.save()
        closing.freeze(event, now=now)
        record("forums.event_closed", by=by, object=event)
    return event


def remove_event(event: Event, *, by: Any) -> None:
    """Remove a draft, or one that is to be decided. Raises EventRefused for what was announced."""
    with transaction.atomic():
        event = seats.lock(event)
        if event.state not in (State.DRAFT, State.ASKING):
            raise EventRefused("", _("Was angekündigt war, wird abgesagt, nicht gelöscht."))
        if event.registrations.exists():
            raise EventRefused("", _("Es gibt schon Anmeldungen. Kündigen Sie an oder ziehen Sie diese zurück."))
        uid = event.uid
        event.delete()
        event.uid = uid
        record("forums.event_removed", by=by, object=event)
