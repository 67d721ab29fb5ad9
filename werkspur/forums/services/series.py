"""Series of events: the rule makes drafts once, then every one is an event of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.calendar import holidays, series
from werkspur.base.calendar.series import Day
from werkspur.base.calendar.wallclock import MissingHour, shown
from werkspur.forums.models import Event, EventSeries
from werkspur.forums.rules import times
from werkspur.forums.services.events.making import made
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.services.tasks import plan_tasks
from werkspur.journal.services import record

#: no series makes more evenings than these at once
MOST = 60
State = Event.State
#: of a change, what the series itself remembers
KEPT = ("kind", "title", "summary", "venue", "room", "seats")


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a rule has made: events, and the days it left out with the reason."""

    series: EventSeries
    events: list[Event]
    left_out: list[Day]


def create_series(
    *, values: Mapping[str, Any], rule: str, first: date, last: date, begins: time, ends: time,
    policy: str = EventSeries.Policy.SKIP, by: Any, now: datetime | None = None,
) -> Made:  # fmt: skip
    """Make a series and its events as drafts; one on a holiday is left out, moved, or waits for a decision.

    Args:
        values: fields of every event, without its time.

    Raises:
        EventRefused: a rule that we do not read, no day at all, or something does not fit together.
    """
    minutes = _minutes(first, begins=begins, ends=ends)
    one = EventSeries(
        rule=rule, first=first, last=last, start=begins, minutes=minutes, policy=policy,
        **{name: values[name] for name in KEPT if name in values},
    )  # fmt: skip
    with transaction.atomic():
        days = _days(one, after=first)
        one.save()
        one.hosts.set(values.get("hosts", []))
        events = [_event(one, day, values=values) for day in days if day.day or day.asking]
        record("forums.series_planned", by=by, object=one, details={"events": len(events)})
    return Made(series=one, events=events, left_out=[day for day in days if day.day is None and not day.asking])


def extend_series(one: EventSeries, *, last: date, by: Any, now: datetime | None = None) -> Made:
    """Let a series go on until a later day, with what its last event says now. Raises EventRefused."""
    with transaction.atomic():
        one = EventSeries.objects.select_for_update(of=("self",)).get(pk=one.pk)
        if last <= one.last:
            raise EventRefused("last", _("Die Reihe geht schon bis zu diesem Tag."))
        model = one.events.order_by("wanted").last()
        after, one.last = one.last + timedelta(days=1), last
        known = set(one.events.values_list("wanted", flat=True))
        days = [day for day in _days(one, after=after) if day.wanted not in known]
        one.save()
        values = _values(one, model)
        events = [_event(one, day, values=values) for day in days if day.day or day.asking]
        record("forums.series_extended", by=by, object=one, details={"events": len(events)})
    return Made(series=one, events=events, left_out=[day for day in days if day.day is None and not day.asking])


def decide_event(event: Event, *, to: date | None, by: Any, now: datetime | None = None) -> Event | None:
    """Say what becomes of an event whose day is a holiday: on another day as a draft, or (None) not at all.

    Raises:
        EventRefused: decided already, or the day cannot be.
    """
    now = now or timezone.now()
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        if event.state != State.ASKING:
            raise EventRefused("to", _("Darüber ist schon entschieden."))
        if to is None:
            uid = event.uid
            event.delete()
            event.uid = uid
            record("forums.event_removed", by=by, object=event)
            return None
        if to < shown(now).date():
            raise EventRefused("to", _("Das liegt in der Vergangenheit."))
        begins, ends = (shown(moment).time().replace(tzinfo=None) for moment in (event.start, event.end))
        event.start, event.end = _span(to, begins=begins, ends=ends)
        event.state, event.reason, event.detached = State.DRAFT, "", True
        event.save()
        plan_tasks(event)
        record("forums.event_decided", by=by, object=event, details={"to": to.isoformat()})
    return event


def change_series(event: Event, *, scope: str, changes: Mapping[str, Any], events: Iterable[Event]) -> None:
    """Change the series too; with the following ones a new one begins, so that the old one tells what was.

    In the caller's transaction, which holds the events.
    """
    one = EventSeries.objects.select_for_update(of=("self",)).get(events=event)
    if scope == "following" and event.wanted and event.wanted > one.first:
        one = _split(one, event=event, events=events)
    for name in KEPT:
        if name in changes:
            setattr(one, name, changes[name])
    if "begins" in changes or "ends" in changes:
        begins = changes.get("begins", one.start)
        ends = changes.get("ends") or (datetime.combine(one.first, one.start) + timedelta(minutes=one.minutes)).time()
        one.minutes, one.start = _minutes(one.first, begins=begins, ends=ends), begins
    one.save()
    if "hosts" in changes:
        one.hosts.set(changes["hosts"])


def _split(one: EventSeries, *, event: Event, events: Iterable[Event]) -> EventSeries:
    hosts = list(one.hosts.all())
    wanted = event.wanted or one.first
    later = EventSeries(
        kind=one.kind, title=one.title, summary=one.summary, venue=one.venue, room=one.room, seats=one.seats,
        rule=one.rule, first=wanted, last=one.last, start=one.start, minutes=one.minutes, policy=one.policy,
    )  # fmt: skip
    one.last = max(one.first, wanted - timedelta(days=1))
    one.save()
    later.save()
    later.hosts.set(hosts)
    Event.objects.filter(series=one, wanted__gte=wanted).update(series=later)
    for other in events:
        other.series = later
    return later


def _minutes(day: date, *, begins: time, ends: time) -> int:
    start, end = datetime.combine(day, begins), datetime.combine(day, ends)
    length = (end if end > start else end + timedelta(days=1)) - start
    if length > times.LONGEST:
        raise EventRefused("ends", _("Das Ende liegt nicht nach dem Beginn."))
    return int(length.total_seconds() // 60)


def _days(one: EventSeries, *, after: date) -> list[Day]:
    """The days of a series from one on."""
    try:
        every = series.days(one.rule, first=one.first, last=one.last, policy=series.Policy(one.policy))
    except series.BadRule as error:
        raise EventRefused("repeat", _("Diese Regel ergibt keine Reihe, oder mehr als 500 Tage.")) from error
    except LookupError as error:
        raise EventRefused("policy", _("Zum Verschieben findet sich zwei Monate lang kein Arbeitstag.")) from error
    found = [day for day in every if day.wanted >= after]
    if not found:
        raise EventRefused("last", _("In diese Zeit fällt kein einziger Tag."))
    if len(found) > MOST:
        raise EventRefused("last", _("Das wären %(n)d Termine, höchstens %(most)d.") % {"n": len(found), "most": MOST})
    return found


def _event(one: EventSeries, day: Day, *, values: Mapping[str, Any]) -> Event:
    """Make the draft of one day; on a holiday somebody has to decide about, it says which."""
    on = day.day or day.wanted
    ends = (datetime.combine(on, one.start) + timedelta(minutes=one.minutes)).time()
    start, end = _span(on, begins=one.start, ends=ends)
    mine = {"series": one, "wanted": day.wanted, "start": start, "end": end}
    if day.asking:
        mine |= {"state": State.ASKING, "reason": holidays.name_of(day.wanted) or day.reason}
    return made(dict(values) | mine)


def _span(day: date, *, begins: time, ends: time) -> tuple[datetime, datetime]:
    try:
        return times.span(day, begins=begins, ends=ends)
    except MissingHour as error:
        told = _("In der Nacht zum %(day)s wird die Uhr vorgestellt, diese Uhrzeit fehlt.")
        raise EventRefused("begins", told % {"day": f"{day:%d.%m.%Y}"}) from error


def _values(one: EventSeries, model: Event | None) -> dict[str, Any]:
    """What a later event of a series begins with: what the last one says, or the series."""
    values: dict[str, Any] = {name: getattr(one, name) for name in KEPT} | {"hosts": one.hosts.all()}
    if model is not None:
        names = ("text", "audience", "form", "reserved", "party_most", "contact", "asking")
        values |= {name: getattr(model, name) for name in names} | {"regions": model.regions.all()}
        if values["seats"] is None or model.reserved > values["seats"]:
            values["reserved"] = 0
    return values
