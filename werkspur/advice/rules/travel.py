"""Whether an adviser can get from one appointment to the next, without asking anybody outside the house.

Roads are longer than the straight line: by 1.4 on average (Boscoe, Henry and Zdeb, A nationwide comparison of driving
distance versus straight-line distance to hospitals, The Professional Geographer 64 (2012), for the United States; taken
over as an assumption). Ten minutes for parking come on top. Minutes that somebody has entered by hand go before every
computed one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, ceil, cos, radians, sin, sqrt

EARTH_KM = 6371.0
ROAD_FACTOR = 1.4
KM_PER_HOUR = 55.0
PARKING = timedelta(minutes=10)


@dataclass(frozen=True)
class Place:
    """Somewhere appointments are. `key` names it in the table of minutes; None without coordinates: unknown."""

    key: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, kw_only=True)
class Stay:
    """The adviser is at a place from start to end; `place` None: anywhere, no travel (telephone, video)."""

    start: datetime
    end: datetime
    place: Place | None = None


#: minutes by hand from place to place; the way back counts the same unless it is there too
Minutes = Mapping[tuple[str, str], int]


def straight_km(one: Place, other: Place) -> float | None:
    """Return the distance on the sphere, None where a place has no coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    first, second = radians(one.latitude or 0.0), radians(other.latitude or 0.0)
    wide = radians((other.longitude or 0.0) - (one.longitude or 0.0))
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(wide / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def duration(one: Place | None, other: Place | None, *, by_hand: Minutes, unknown: timedelta) -> timedelta:
    """Return the time from door to door: 0 within a place and for appointments without one.

    unknown: what counts where neither minutes nor coordinates are known.
    """
    if one is None or other is None or one.key == other.key:
        return timedelta()
    entered = by_hand.get((one.key, other.key), by_hand.get((other.key, one.key)))
    if entered is not None:
        return timedelta(minutes=entered)
    distance = straight_km(one, other)
    if distance is None:
        return unknown
    return timedelta(minutes=ceil(distance * ROAD_FACTOR / KM_PER_HOUR * 60)) + PARKING


def reachable(stay: Stay, *, others: Sequence[Stay], by_hand: Minutes, unknown: timedelta = timedelta(hours=1)) -> bool:
    """Say whether the adviser can come from the stay before and get to the one after, and none overlaps.

    Stays without a place are passed on the way: what counts is the last known place before and the next one after.
    """
    if any(other.start < stay.end and stay.start < other.end for other in others):
        return False
    if stay.place is None:
        return True
    before = max((one for one in others if one.end <= stay.start and one.place), key=lambda one: one.end, default=None)
    after = min((one for one in others if one.start >= stay.end and one.place), key=lambda one: one.start, default=None)

    def gets(first: Stay, second: Stay) -> bool:
        return first.end + duration(first.place, second.place, by_hand=by_hand, unknown=unknown) <= second.start

    return (before is None or gets(before, stay)) and (after is None or gets(stay, after))
