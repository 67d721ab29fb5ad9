"""Change an event, or several of its series, without losing what somebody else has changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import MissingHour, day_of, shown
from werkspur.forums.models import AgendaItem, Event
from werkspur.forums.rules import times
from werkspur.forums.services import mailings, seats
from werkspur.forums.services.events.making import MANY, check
from werkspur.forums.services.events.telling import Place, told
from werkspur.forums.services.refusals import EventRefused, RegistrationRefused
from werkspur.forums.services.series import change_series
from werkspur.forums.services.tasks import plan_tasks
from werkspur.journal.services import record

Scope = Literal["this", "following", "all"]
State = Event.State
CLOCK = ("day", "begins", "ends")
SEATS = ("seats", "reserved")
SIMPLE = (
    "kind", "title", "summary", "text", "audience", "form", "venue", "room", "room_confirmed", "online_url",
    "party_most", "opens_at", "closes_at", "contact", "asking", "result", *SEATS,
)  # fmt: skip
#: what can still be said of an event that is over
AFTERWARDS = frozenset({"title", "summary", "text", "result", "regions", "contact", "asking"})
#: what belongs to one evening only
SINGLE = frozenset({"day", "opens_at", "closes_at", "room_confirmed", "result"})


@dataclass
class _Change:
    """What one person wants: changes, and what that person had seen before."""

    changes: dict[str, Any]
    before: Mapping[str, Any] | None
    by: Any
    now: datetime
    sentences: dict[int, list[str]] = field(default_factory=dict)


def change_event(
    event: Event, *, changes: Mapping[str, Any], before: Mapping[str, Any] | None = None, scope: Scope = "this",
    by: Any, now: datetime | None = None,
) -> list[Event]:  # fmt: skip
    """Change an event, it and the following ones, or all to come of its series; who is registered is told.

    Agenda, tasks and the end of registration move with the time.

    Args:
        changes: fields by name; times as `day`, `begins`, `ends` on the clock on the wall; `hosts`, `regions` as rows.
        before: what these fields were when the page was opened; what has another value now is not overwritten.
        scope: what was changed by itself before keeps its own values.

    Returns:
        the events as they are now.

    Raises:
        EventRefused: it does not fit together, is not possible any more, or somebody else was quicker (`meanwhile`).
    """
    wanted = _Change(changes=dict(changes), before=before, by=by, now=now or timezone.now())
    scope = scope if event.series_id else "this"
    if scope != "this" and (single := SINGLE & set(wanted.changes)):
        raise EventRefused(sorted(single)[0], _("Das lässt sich nur an einem einzelnen Termin ändern."))
    with transaction.atomic():
        events = scoped(event, scope=scope, now=wanted.now)
        _check_meanwhile(events, event=event, wanted=wanted)
        if not wanted.changes:
            return events
        for one in events:
            one.detached = one.detached or (scope == "this" and one.series_id is not None)
            _apply(one, wanted)
        if scope != "this":
            change_series(event, scope=scope, changes=wanted.changes, events=events)
        for one in events:
            _set_seats(one, wanted)
        details = {"fields": sorted(wanted.changes), "scope": scope, "events": len(events)}
        record("forums.event_changed", by=by, object=event, details=details)
    return events


def is_over(event: Event, *, now: datetime) -> bool:
    """Say whether an event has taken place, so that only what came of it can be said."""
    return event.state == State.CLOSED or (event.state == State.ANNOUNCED and event.end <= now)


def scoped(event: Event, *, scope: Scope, now: datetime, detached: bool = False) -> list[Event]:
    """Return the events a change is for, locked, by their keys: none that is over, and, unless wanted, none that was
    changed by itself."""
    rows = Event.objects.filter(pk=event.pk)
    if scope != "this":
        rows = Event.objects.filter(series=event.series_id, start__gte=now, state__in=[State.DRAFT, State.ANNOUNCED])
        if scope == "following":
            rows = rows.filter(wanted__gte=event.wanted)
        if not detached:
            rows = rows.filter(Q(detached=False) | Q(pk=event.pk))
        rows = rows | Event.objects.filter(pk=event.pk)
    return [seats.lock(one) for one in rows.order_by("pk")]


def value_of(event: Event, name: str) -> Any:
    """Return what a field of a change is now: rows by key, times on the clock on the wall."""
    if name == "day":
        return day_of(event.start)
    if name in CLOCK:
        return shown(event.start if name == "begins" else event.end).time().replace(tzinfo=None)
    if name in MANY:
        return set(getattr(event, name).values_list("pk", flat=True))
    return _plain(getattr(event, name))


def _plain(value: Any) -> Any:
    """A value that can be compared: rows by their keys."""
    if hasattr(value, "pk"):
        return value.pk
    if isinstance(value, str | date | time | int) or value is None:
        return value
    return {getattr(one, "pk", one) for one in value}


def _check_meanwhile(events: list[Event], *, event: Event, wanted: _Change) -> None:
    """Leave what is already as wanted; refuse what somebody else has changed to something else."""
    this = next(one for one in events if one.pk == event.pk)
    quicker = []
    for name, value in list(wanted.changes.items()):
        stands = value_of(this, name)
        if stands == _plain(value) and len(events) == 1:
            del wanted.changes[name]
        elif wanted.before is not None and name in wanted.before and stands != _plain(wanted.before[name]):
            quicker.append(name)
    if quicker:
        raise EventRefused(
            "", _("Jemand anders hat inzwischen gespeichert. Was jetzt gilt, steht an den Feldern."), meanwhile=quicker
        )


def _apply(event: Event, wanted: _Change) -> None:
    """Change one event, without its seats, and tell those who are registered."""
    _check_possible(event, wanted)
    was = Place.of(event)
    _set(event, wanted)
    check(event, hosts=list(wanted.changes["hosts"]) if "hosts" in wanted.changes else None)
    sentences = told(was, Place.of(event)) if event.state == State.ANNOUNCED else []
    event.ical_sequence += bool(sentences)
    event.save()
    for name in MANY:
        if name in wanted.changes:
            getattr(event, name).set(wanted.changes[name])
    if "kind" in wanted.changes or day_of(was.start) != day_of(event.start):
        plan_tasks(event)
    if event.state == State.ANNOUNCED and (was.start, was.end) != (event.start, event.end):
        mailings.plan_mailings(event, now=wanted.now, moved=True)
    if sentences:
        mailings.tell_change(event, changes=sentences, by=wanted.by, now=wanted.now)


def _set(event: Event, wanted: _Change) -> None:
    for name in SIMPLE:
        if name in wanted.changes and name not in SEATS:
            setattr(event, name, wanted.changes[name])
    if any(name in wanted.changes for name in CLOCK):
        _move(event, wanted)
    if "form" in wanted.changes or "venue" in wanted.changes:
        _leave_room(event, wanted)


def _check_possible(event: Event, wanted: _Change) -> None:
    """Say what cannot be changed any more."""
    if event.state == State.CANCELLED:
        raise EventRefused("", _("Diese Veranstaltung ist abgesagt. Kopieren Sie sie, wenn sie nachgeholt wird."))
    if is_over(event, now=wanted.now) and (late := set(wanted.changes) - AFTERWARDS):
        raise EventRefused(sorted(late)[0], _("Das lässt sich nicht mehr ändern: Die Veranstaltung ist vorbei."))


def _move(event: Event, wanted: _Change) -> None:
    """Set a new time; agenda and the end of registration move along."""
    day, begins, ends = (wanted.changes.get(name, value_of(event, name)) for name in CLOCK)
    try:
        start, end = times.span(day, begins=begins, ends=ends)
    except MissingHour as error:
        raise EventRefused("begins", _("In dieser Nacht wird die Uhr vorgestellt, diese Uhrzeit fehlt.")) from error
    except times.TooLong as error:
        raise EventRefused("ends", _("Das Ende liegt nicht nach dem Beginn.")) from error
    if event.state == State.ANNOUNCED and start <= wanted.now:
        raise EventRefused("day", _("Das liegt in der Vergangenheit."))
    by = start - event.start
    if by:
        moved = AgendaItem.objects.filter(event=event)
        moved.update(starts=F("starts") + by, ends=F("ends") + by)
        if event.closes_at is not None and "closes_at" not in wanted.changes:
            event.closes_at += by
        if event.opens_at is not None and "opens_at" not in wanted.changes:
            event.opens_at = min(event.opens_at, event.opens_at + by)
    event.start, event.end = start, end


def _leave_room(event: Event, wanted: _Change) -> None:
    """Another house has other rooms, and nobody has confirmed one there."""
    if event.room is not None and event.room.venue_id != event.venue_id and "room" not in wanted.changes:
        event.room = None
    if "room_confirmed" not in wanted.changes:
        event.room_confirmed = False


def _set_seats(event: Event, wanted: _Change) -> None:
    if not any(name in wanted.changes for name in SEATS):
        return
    values = {name: wanted.changes.get(name, getattr(event, name)) for name in SEATS}
    if values["seats"] is None:
        values["reserved"] = 0
    if values == {name: getattr(event, name) for name in SEATS}:
        return
    if values["seats"] is not None and values["reserved"] > values["seats"]:
        raise EventRefused("reserved", _("Es gibt nur %(n)d Plätze.") % {"n": values["seats"]})
    try:
        made = seats.set_seats(event, **values, by=wanted.by, now=wanted.now)
    except RegistrationRefused as error:
        raise EventRefused(error.field or "seats", str(error)) from error
    event.seats, event.reserved = made.seats, made.reserved
