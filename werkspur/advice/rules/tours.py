"""A day of advice in one place: which visits lie close together, in which order, and whether a day holds them.

Nothing is asked outside the house: distance is that of municipalities (`rules.travel`), and of two companies of one
municipality in one street we take it that they are neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import permutations

from werkspur.advice.rules.travel import Minutes, Place, duration

#: door to door; further apart it is no longer one place
NEAR = timedelta(minutes=25)
#: one visit makes no day
LEAST = 2
#: every order is tried up to here; more visits than these no adviser makes in a day
MOST = 6
#: from door to door within one street, and within one municipality
NEXT_DOOR, ACROSS_TOWN = timedelta(minutes=5), timedelta(minutes=15)
#: visits begin at a quarter of an hour
QUARTER = timedelta(minutes=15)
_UNKNOWN = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Request:
    """Somebody who wants a visit.

    key                     names it: what it is and its number
    street                  of the company, as typed; '' unknown
    not_before, not_after   days, both included; None: any
    fixed                   it has a time already, which stays as it is
    """

    key: str
    place: Place
    length: timedelta
    street: str = ""
    not_before: date | None = None
    not_after: date | None = None
    fixed: datetime | None = None

    def fits(self, day: date) -> bool:
        """Say whether a visit on this day is what they want."""
        return (self.not_before is None or self.not_before <= day) and (self.not_after is None or day <= self.not_after)


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One visit of a tour. way: from the stop before, or from where the day begins."""

    key: str
    start: datetime
    end: datetime
    way: timedelta


@dataclass(frozen=True, kw_only=True)
class Tour:
    """Visits in order, and when the adviser leaves and is back."""

    stops: tuple[Stop, ...]
    leaves: datetime
    back: datetime

    @property
    def length(self) -> timedelta:
        return self.back - self.leaves


def street_of(address: str) -> str:
    """Return the street of an address without house number, postcode and town, so that spellings meet.

    "Gewerbering 12a, 04687 Trebsen" and "gewerbering 3" are one street; "Straße" and "Str." too.
    """
    first = address.split(",")[0].casefold()
    first = re.sub(r"\d.*$", "", first)
    return re.sub(r"[\W_]+", "", re.sub(r"stra(ß|ss)e\b|str\.", "str", first))


def way(one: Request, other: Request, *, by_hand: Minutes) -> timedelta:
    """Return the time from one visit to the next."""
    if one.place.key != other.place.key:
        return duration(one.place, other.place, by_hand=by_hand, unknown=_UNKNOWN)
    same = street_of(one.street)
    return NEXT_DOOR if same and same == street_of(other.street) else ACROSS_TOWN


def groups(requests: Iterable[Request], *, by_hand: Minutes) -> list[list[Request]]:
    """Return who lies close together, the largest group first; each is in one group at most.

    Every member is near the one in the middle, the one with most neighbours; among equals the shorter ways win.
    """
    left = sorted(requests, key=lambda one: one.key)
    found: list[list[Request]] = []
    while True:
        best = max((_around(one, left, by_hand=by_hand) for one in left), key=_weight(by_hand), default=[])
        if len(best) < LEAST:
            return found
        found.append(best)
        left = [one for one in left if one not in best]


def _around(middle: Request, others: Sequence[Request], *, by_hand: Minutes) -> list[Request]:
    near = [(way(middle, one, by_hand=by_hand), one.key, one) for one in others if one != middle]
    near = sorted((each for each in near if each[0] <= NEAR), key=lambda each: each[:2])
    return [middle, *(one for _way, _key, one in near)][:MOST]


def _weight(by_hand: Minutes) -> Callable[[list[Request]], tuple[int, timedelta]]:
    def weight(group: list[Request]) -> tuple[int, timedelta]:
        ways = sum((way(group[0], one, by_hand=by_hand) for one in group[1:]), timedelta())
        return len(group), -ways

    return weight


def planned(
    group: Sequence[Request], *, home: Place, spans: Sequence[tuple[datetime, datetime]], by_hand: Minutes
) -> Tour | None:
    """Return the shortest tour through all of the group within the hours of a day; None when they do not fit.

    Args:
        home: where the adviser's day begins and ends; the way to the first visit is part of the hours.
        spans: when the adviser is on the way that day, in order; no visit lies across a break.
    """
    tours = (_walked(order, home=home, spans=spans, by_hand=by_hand) for order in permutations(group))
    whole = (tour for tour in tours if tour is not None)
    return min(whole, key=lambda tour: (tour.length, [stop.key for stop in tour.stops]), default=None)


def _walked(
    order: Sequence[Request], *, home: Place, spans: Sequence[tuple[datetime, datetime]], by_hand: Minutes
) -> Tour | None:
    if not order or not spans:
        return None
    at, stops = spans[0][0], list[Stop]()
    before: Request | None = None
    for one in order:
        gone = way(before, one, by_hand=by_hand) if before else _home(home, one, by_hand=by_hand)
        start = _begin(one, ready=at + gone, spans=spans)
        if start is None:
            return None
        stops.append(Stop(key=one.key, start=start, end=start + one.length, way=gone))
        at, before = start + one.length, one
    back = at + _home(home, order[-1], by_hand=by_hand)
    return Tour(stops=tuple(stops), leaves=stops[0].start - stops[0].way, back=back)


def _begin(one: Request, *, ready: datetime, spans: Sequence[tuple[datetime, datetime]]) -> datetime | None:
    """Return when a visit begins for which the adviser is there at `ready`; None when it is too late."""
    if one.fixed is not None:
        return one.fixed if ready <= one.fixed else None
    for first, last in spans:
        start = _quarter(max(first, ready))
        if start + one.length <= last:
            return start
    return None


def _quarter(moment: datetime) -> datetime:
    over = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment - over + QUARTER if over else moment


def _home(home: Place, one: Request, *, by_hand: Minutes) -> timedelta:
    return duration(home, one.place, by_hand=by_hand, unknown=_UNKNOWN)
