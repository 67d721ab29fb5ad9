"""What to offer somebody on the telephone: the next free time where they want it, and what comes nearest to that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_noop as _

from werkspur.advice.models import Adviser, Offer, Place, Slot, Topic
from werkspur.advice.queries import diary
from werkspur.advice.queries.free import free_slots
from werkspur.advice.rules import travel
from werkspur.advice.rules.phone import FAR
from werkspur.base.calendar.wallclock import day_of, span_of, stored

#: what is shown of each kind; so many other offices are looked at
BEST, OTHERS, OFFICES = 4, 2, 3
NOON = time(12)
#: so many days are looked through for a free morning or afternoon
HALVES = 21


@dataclass(frozen=True, kw_only=True)
class Asked:
    """place: an office's, or that of a municipality; None: anywhere. Days as in `rules.phone.Wish`."""

    since: date
    until: date | None = None
    half: str = ""
    topic: Topic | None = None
    place: Place | None = None
    adviser: Adviser | None = None


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A free time, and how it differs from what was asked for. minutes: on the way from there to another office."""

    slot: Slot
    kind: str
    minutes: int = 0
    place: Place | None = None


@dataclass
class Answer:
    """best: as asked for. others: groups of the nearest that differ, in order: heading and suggestions."""

    best: list[Suggestion] = field(default_factory=list)
    others: list[tuple[str, list[Suggestion]]] = field(default_factory=list)


def next_free(asked: Asked, *, now: datetime) -> Answer:
    """Search, the earliest first; so few slots are read that their number does not matter."""
    offers = _offers(asked.topic)
    here = asked.place if asked.place and asked.place.office_id else None
    in_offices = [one for one in offers if one.kind == Offer.Kind.OFFICE]
    answer = Answer()
    if here is not None:
        answer.best = _in(here, in_offices, asked, now=now, most=BEST)
        sooner = _sooner(here, in_offices, asked, now=now)
        near = [one for place, way in _nearest(here) for one in _in(place, in_offices, asked, now=now, most=1, way=way)]
        answer.others = [(_("Anderer Tag"), sooner), (_("Anderes Büro"), near)]
    elif asked.place is not None:
        near = [one for place, way in _nearest(asked.place)
                for one in _in(place, in_offices, asked, now=now, most=OTHERS, way=way)]  # fmt: skip
        answer.best = sorted(near, key=lambda one: one.slot.start)[:BEST]
    else:
        answer.best = _found(in_offices, asked, now=now, most=BEST)
    for heading, kind in ((_("Im Betrieb"), Offer.Kind.VISIT), (_("Am Telefon"), Offer.Kind.CALL)):
        answer.others.append((heading, _elsewhere(kind, offers, asked, now=now)))
    answer.others = [(heading, some) for heading, some in answer.others if some]
    return answer


def _offers(topic: Topic | None) -> list[Offer]:
    found = Offer.objects.filter(is_active=True, urgent=False)
    return list(found.filter(topics=topic) if topic else found)


def _nearest(start: Place) -> list[tuple[Place, timedelta]]:
    """Return the places of other offices, the nearest first, with the way there."""
    by_hand, home = diary.minutes_by_hand(), diary.place_of(start)
    city, far = start.office.city if start.office else start.name, timedelta(days=1)
    others = Place.objects.filter(office__isnull=False).exclude(pk=start.pk).select_related("office__partner")

    def way(place: Place, *, unknown: timedelta) -> timedelta:
        return travel.duration(home, diary.place_of(place), by_hand=by_hand, unknown=unknown)

    def key(place: Place) -> tuple[bool, timedelta]:
        return place.office is None or place.office.city != city, way(place, unknown=far)

    return [(place, way(place, unknown=diary.UNKNOWN)) for place in sorted(others, key=key)[:OFFICES]]


def _in(
    place: Place, offers: Iterable[Offer], asked: Asked, *, now: datetime, most: int, way: timedelta = timedelta()
) -> list[Suggestion]:  # fmt: skip
    found = _slots(offers, asked, place=place, now=now, most=most)
    minutes = int(way.total_seconds() // 60)
    return [Suggestion(slot=slot, kind="office", minutes=minutes, place=place) for slot in found]


def _found(offers: Iterable[Offer], asked: Asked, *, now: datetime, most: int) -> list[Suggestion]:
    return [Suggestion(slot=slot, kind="office") for slot in _slots(offers, asked, place=None, now=now, most=most)]


def _sooner(place: Place, offers: Iterable[Offer], asked: Asked, *, now: datetime) -> list[Suggestion]:
    """Return what is free there before the days asked for, or after them when they end."""
    today = day_of(now)
    found: list[Suggestion] = []
    if asked.since > today:
        before = Asked(since=today, until=asked.since - timedelta(days=1), topic=asked.topic, adviser=asked.adviser)
        found += _in(place, offers, before, now=now, most=1)
    if asked.until is not None:
        after = Asked(since=asked.until + timedelta(days=1), topic=asked.topic, adviser=asked.adviser)
        found += _in(place, offers, after, now=now, most=1)
    return found


def _elsewhere(kind: str, offers: Iterable[Offer], asked: Asked, *, now: datetime) -> list[Suggestion]:
    """Return visits where the company is, or calls."""
    town = asked.place if kind == Offer.Kind.VISIT else None
    if town is not None and town.office is not None:
        town = Place.objects.filter(office=None, name=town.office.city).first() or town
    of_kind = [one for one in offers if one.kind == kind]
    found = _slots(of_kind, asked, place=town, now=now, most=OTHERS)
    return [Suggestion(slot=slot, kind=kind, place=town) for slot in found]


def _slots(offers: Iterable[Offer], asked: Asked, *, place: Place | None, now: datetime, most: int) -> list[Slot]:
    office = place.office if place is not None else None
    found: list[Slot] = []
    for since, until in _spans(asked, now=now):
        for offer in offers:
            found += free_slots(
                offer=offer, office=office if offer.kind == Offer.Kind.OFFICE else None, topic=asked.topic,
                adviser=asked.adviser, since=since, until=until, now=now, place=place, staff=True, most=most,
            )  # fmt: skip
        if len(found) >= most:
            break
    return sorted(found, key=lambda slot: (slot.start, slot.pk))[:most]


def _spans(asked: Asked, *, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the times to search, one after the other: all at once, or the halves of the next days."""
    last = min(asked.until or date.max, day_of(now) + FAR)
    if not asked.half:
        if asked.since <= last:
            yield span_of(asked.since)[0], span_of(last)[1]
        return
    days = min((last - asked.since).days + 1, HALVES)
    for day in (asked.since + timedelta(days=at) for at in range(days)):
        begin, end = span_of(day)
        noon = stored(day, NOON)
        yield (begin, noon) if asked.half == "am" else (noon, end)
