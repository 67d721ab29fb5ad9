"""Where an adviser is and when: what travel needs to know."""

from __future__ import annotations

from datetime import datetime, timedelta

from werkspur.advice.models import Adviser, Booking, Place, Slot, TravelTime
from werkspur.advice.rules import travel
from werkspur.advice.rules.travel import Stay
from werkspur.base.calendar.wallclock import day_of, span_of

#: travel beyond this is not thought of: appointments further away do not matter to each other
REACH = timedelta(hours=6)
#: the way to a place of which nobody knows where it is
UNKNOWN = timedelta(hours=1)


def place_of(place: Place | None) -> travel.Place | None:
    """Return a place as the rules know it."""
    return travel.Place(place.key, place.latitude, place.longitude) if place else None


def minutes_by_hand() -> dict[tuple[str, str], int]:
    """Return the minutes that somebody entered, by the keys of both places."""
    rows = TravelTime.objects.values_list("origin__key", "target__key", "minutes")
    return {(origin, target): minutes for origin, target, minutes in rows}


def stays(adviser: Adviser, *, around: datetime, now: datetime, without: Booking | None = None) -> list[Stay]:
    """Return where an adviser is within hours of a moment, and that the day begins and ends at the start place."""
    bookings = Booking.objects.filter(
        adviser=adviser, slot__start__gte=around - REACH, slot__start__lte=around + REACH
    ).taking(now)
    if without is not None and without.pk:
        bookings = bookings.exclude(pk=without.pk)
    held = [
        Stay(start=booking.slot.start, end=booking.slot.end, place=place_of(booking.place))
        for booking in bookings.select_related("slot", "place")
    ]
    begin, end = span_of(day_of(around))
    home = place_of(adviser.start)
    return [Stay(start=begin, end=begin, place=home), *held, Stay(start=end, end=end, place=home)]


def is_reachable(slot: Slot, *, place: Place | None, now: datetime, without: Booking | None = None) -> bool:
    """Say whether the adviser of a slot can be at a place for it."""
    stay = Stay(start=slot.start, end=slot.end, place=place_of(place))
    others = stays(slot.adviser, around=slot.start, now=now, without=without)
    return travel.reachable(stay, others=others, by_hand=minutes_by_hand(), unknown=UNKNOWN)
