"""Events for everybody: what comes, what was, and one of them with all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from werkspur.base.calendar.wallclock import day_of
from werkspur.forums.models import AgendaItem, Event, EventKind, Question, Registration, Speaker
from werkspur.forums.models.events import EventQuerySet
from werkspur.forums.models.registrations import TAKING
from werkspur.forums.queries import seats
from werkspur.partners.models import Partner, Region

#: states in which somebody comes or may come yet
OPEN = (*TAKING, Registration.State.WAITING)
#: events on the start page, and how many are looked at for one that takes registrations
FEW, LOOK_AT = 3, 10


@dataclass(frozen=True)
class Listed:
    """An event in a list, with what somebody finds there who wants to come. free: seats can be had now."""

    event: Event
    seats: str
    free: bool


def about(
    events: EventQuerySet,
    *,
    kind: EventKind | None = None,
    region: Region | None = None,
    partner: Partner | None = None,
) -> EventQuerySet:
    """Keep events of a kind, in a region or for it, held by a partner. A part of a region is in it."""
    if kind is not None:
        events = events.filter(kind=kind)
    if partner is not None:
        events = events.filter(hosts=partner)
    if region is not None:
        inside = Q(key=region.key) | Q(parent__key=region.key) | Q(wholes__key=region.key)
        held = Region.objects.filter(inside)
        events = events.filter(Q(regions__in=held) | Q(venue__region__in=held)).distinct()
    return events


def in_lists(events: EventQuerySet) -> EventQuerySet:
    """Read along what a line of a list tells."""
    return events.select_related("kind", "venue", "room").prefetch_related("hosts")


def listed(events: Iterable[Event], *, now: datetime) -> list[Listed]:
    """Return events with their seats in words."""
    found = list(events)
    left = seats.left_of_all(found, now=now)
    return [_listed(event, free=left[event.pk], now=now) for event in found]


def _listed(event: Event, *, free: int | None, now: datetime) -> Listed:
    room = free != 0 and seats.open_for_registration(event, now=now)
    return Listed(event, seats.in_words(event, free=free, now=now), room)


def has_room(event: Event, *, now: datetime) -> bool:
    """Say whether somebody can have a seat now, without waiting for one."""
    return seats.open_for_registration(event, now=now) and seats.left(event, now=now) != 0


def by_month(found: list[Listed]) -> list[tuple[date, list[Listed]]]:
    """Return what is listed under the first day of its month."""
    months = groupby(found, key=lambda one: day_of(one.event.start).replace(day=1))
    return [(month, list(those)) for month, those in months]


def archived(*, now: datetime) -> EventQuerySet:
    """Return what is over, the latest first, with how much there is to read: nothing of what was cancelled."""
    answered = Count("questions", filter=Q(questions__state=Question.State.ANSWERED), distinct=True)
    readable = Q(materials__audience="public") & (Q(materials__visible_from=None) | Q(materials__visible_from__lte=now))
    files = Count("materials", filter=readable, distinct=True)
    past = Event.objects.past(now).exclude(state=Event.State.CANCELLED)
    return in_lists(past).annotate(answered=answered, files=files)


def years(*, now: datetime) -> list[int]:
    """Return the years of the archive, the latest first."""
    starts = Event.objects.past(now).exclude(state=Event.State.CANCELLED).values_list("start", flat=True)
    return sorted({day_of(start).year for start in starts}, reverse=True)


def regions() -> QuerySet[Region]:
    """Return the districts that events can be in."""
    return Region.objects.filter(level=Region.Level.DISTRICT).order_by("key")


def hosts() -> QuerySet[Partner]:
    """Return the partners that announced an event."""
    return Partner.objects.filter(events__in=Event.objects.public()).distinct().order_by("order", "name")


def kinds() -> QuerySet[EventKind]:
    """Return the kinds of which something was announced."""
    return EventKind.objects.filter(events__in=Event.objects.public()).distinct()


def event_at(slug: str, *, person: Any) -> Event | None:
    """Return the event at an address, with its agenda; staff also read what is not announced."""
    agenda = AgendaItem.objects.select_related("room").prefetch_related("speakers__partner")
    related = Event.objects.visible_to(person).select_related("kind", "venue", "room", "contact__partner")
    return related.prefetch_related("hosts", "regions", Prefetch("agenda", agenda)).filter(slug=slug).first()


def own_registration(event: Event, *, company: Any) -> Registration | None:
    """Return what the company somebody is signed in for has for an event."""
    if company is None:
        return None
    return Registration.objects.filter(event=event, company=company, state__in=OPEN).order_by("pk").first()


def programme(event: Event) -> list[tuple[date, list[AgendaItem]]]:
    """Return the agenda by days on the wall."""
    items = event.agenda.all()
    return [(day, list(those)) for day, those in groupby(items, key=lambda item: day_of(item.starts))]


def speakers(event: Event) -> list[Speaker]:
    """Return those who speak and say something about themselves, in the order of the agenda."""
    found = [one for item in event.agenda.all() for one in item.speakers.all()]
    return [one for one in dict.fromkeys(found) if one.biography]


def next_few(*, now: datetime) -> list[Listed]:
    """Return the next events that take place, for the start page."""
    coming = Event.objects.coming(now).filter(state=Event.State.ANNOUNCED)
    return listed(in_lists(coming)[:FEW], now=now)


def next_open(*, now: datetime) -> Event | None:
    """Return the next event that takes registrations."""
    coming = Event.objects.coming(now).filter(state=Event.State.ANNOUNCED)
    return next((event for event in coming[:LOOK_AT] if seats.open_for_registration(event, now=now)), None)


def next_of(event: Event, *, now: datetime) -> Event | None:
    """Return what of the same kind comes next, for whoever finds this one over, cancelled or full."""
    return Event.objects.coming(now).filter(kind=event.kind, state=Event.State.ANNOUNCED).exclude(pk=event.pk).first()
