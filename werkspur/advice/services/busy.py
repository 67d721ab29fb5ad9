"""An adviser's time with the ways between: locked, cleared of expired holds, and kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from werkspur.advice.models import Adviser, Booking, Place, Slot
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.queries import diary
from werkspur.advice.rules import travel
from werkspur.advice.rules.travel import Stay
from werkspur.advice.services.freed import offer_freed


def lock(advisers: Iterable[Adviser], *, now: datetime) -> None:
    """Let nobody else book these advisers until the transaction ends, and end the holds that have expired.

    What an expired hold leaves goes to the waiting list first, before anybody who came to take it.
    Always in the same order, so that two that rebook crosswise do not wait for each other. On SQLite the transaction
    has the whole database from its beginning (IMMEDIATE).
    """
    keys = sorted({adviser.pk for adviser in advisers})
    list(Adviser.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    held = Booking.objects.filter(adviser__in=keys, state=BookingState.HELD, held_until__lte=now)
    expired = list(held.select_related("slot__offer", "slot__adviser", "slot__office__partner").order_by("pk"))
    Booking.objects.filter(pk__in=[one.pk for one in expired]).update(state=BookingState.EXPIRED, updated_at=now)
    for one in expired:
        close_gap(one.slot, now=now)
        offer_freed(one.slot, now=now)


def expire_holds(*, now: datetime | None = None) -> int:
    """End every hold that is over: the nightly duty, should a task have been lost. Answers how many there were."""
    now = now or timezone.now()
    over = Booking.objects.filter(state=BookingState.HELD, held_until__lte=now)
    found = list(over.select_related("adviser"))
    for adviser in {one.adviser_id: one.adviser for one in found}.values():
        with transaction.atomic():
            lock([adviser], now=now)
    return len(found)


def settle(booking: Booking, *, slot: Slot, place: Place | None, now: datetime) -> None:
    """Give a booking its busy time and shorten that of the next one, which now begins its way here.

    The way from the booking before belongs to the booking it leads to; so no two of an adviser overlap.
    """
    by_hand, stay = diary.minutes_by_hand(), _stay(slot, place)
    before, after = _around(slot, without=booking, now=now)
    booking.busy_to = slot.end
    booking.busy_from = slot.start - _way(_stay(before.slot, before.place), stay, by_hand) if before else slot.start
    if after is not None:
        way = _way(stay, _stay(after.slot, after.place), by_hand)
        Booking.objects.filter(pk=after.pk).update(busy_from=after.slot.start - way)


def close_gap(slot: Slot, *, now: datetime) -> None:
    """Let the booking after a slot that was left begin its way where the one before it is."""
    before, after = _around(slot, without=None, now=now)
    if after is None:
        return
    begins = after.slot.start
    if before is not None:
        way = _way(_stay(before.slot, before.place), _stay(after.slot, after.place), diary.minutes_by_hand())
        begins = max(before.slot.end, begins - way)
    Booking.objects.filter(pk=after.pk).update(busy_from=begins)


def _around(slot: Slot, *, without: Booking | None, now: datetime) -> tuple[Booking | None, Booking | None]:
    """Return the bookings just before and just after a slot."""
    day = _neighbours(slot, without=without, now=now)
    return (
        max((one for one in day if one.slot.end <= slot.start), key=lambda one: one.slot.end, default=None),
        min((one for one in day if one.slot.start >= slot.end), key=lambda one: one.slot.start, default=None),
    )


def _neighbours(slot: Slot, *, without: Booking | None, now: datetime) -> list[Booking]:
    near = Booking.objects.filter(
        adviser=slot.adviser_id, slot__start__gte=slot.start - diary.REACH, slot__start__lte=slot.start + diary.REACH
    ).taking(now)
    return list((near.exclude(pk=without.pk) if without and without.pk else near).select_related("slot", "place"))


def _stay(slot: Slot, place: Place | None) -> Stay:
    return Stay(start=slot.start, end=slot.end, place=diary.place_of(place))


def _way(one: Stay, other: Stay, by_hand: travel.Minutes) -> timedelta:
    return travel.duration(one.place, other.place, by_hand=by_hand, unknown=diary.UNKNOWN)
