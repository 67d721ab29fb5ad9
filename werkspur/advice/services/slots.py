"""Making slots ahead from what advisers have planned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from werkspur.advice.models import Adviser, Booking, Slot
from werkspur.advice.queries.plans import Wanted, plans
from werkspur.advice.services import busy
from werkspur.base.calendar.wallclock import day_of, span_of

#: how far ahead the nightly duty makes slots, in days
AHEAD = 120
_BATCH = 1_000


def make_slots(
    *, advisers: Iterable[Adviser] | None = None, since: date | None = None, until: date | None = None,
    now: datetime | None = None,
) -> int:  # fmt: skip
    """Make the slots that plans want and take away those they no longer want; what was ever booked stays.

    Doing it twice changes nothing. One transaction for each adviser, so that nobody waits long to book.

    Returns:
        how many slots were made or taken away.
    """
    now = now or timezone.now()
    since = max(since or day_of(now), day_of(now))
    until = until or since + timedelta(days=AHEAD)
    chosen = list(Adviser.objects.filter(is_active=True) if advisers is None else advisers)
    planned = plans(chosen, first=since, last=until)
    days = [since + timedelta(days=at) for at in range((until - since).days + 1)]
    changed = 0
    for adviser in chosen:
        held = days if adviser.is_active else []
        wanted = [one for day in held for one in planned[adviser.pk].wanted(day) if one.start > now]
        with transaction.atomic():
            busy.lock([adviser], now=now)
            changed += _settle(adviser, wanted, since=max(span_of(since)[0], now), until=span_of(until)[1])
    return changed


def _settle(adviser: Adviser, wanted: list[Wanted], *, since: datetime, until: datetime) -> int:
    """Bring the slots of one adviser, who is locked, to what the plan wants."""
    there = Slot.objects.filter(adviser=adviser, start__gte=since, start__lt=until)
    known = {(slot.offer_id, slot.start): slot for slot in there}
    by_key = {one.key: one for one in wanted}
    gone = [slot.pk for key, slot in known.items() if key not in by_key and not slot.by_hand]
    new = [_slot(adviser, one) for key, one in by_key.items() if key not in known]
    moved = [slot for key, slot in known.items() if key in by_key and _adopt(slot, by_key[key])]
    Slot.objects.bulk_create(new, batch_size=_BATCH)
    Slot.objects.bulk_update(moved, ["end", "office", "day", "state"], batch_size=200)
    return len(new) + len(moved) + _take_away(gone)


def _slot(adviser: Adviser, one: Wanted) -> Slot:
    return Slot(offer_id=one.offer, adviser=adviser, day_id=one.day, office_id=one.office, start=one.start, end=one.end)


def _adopt(slot: Slot, one: Wanted) -> bool:
    """Take over what the plan says now, and open a slot that it wants again.

    A booked slot keeps its place and its length until somebody moves it.
    """
    if slot.by_hand:
        return False
    same = (slot.end, slot.office_id, slot.day_id) == (one.end, one.office, one.day)
    if (same and slot.state == Slot.State.OPEN) or (not same and slot.bookings.exists()):
        return False
    slot.end, slot.office_id, slot.day_id, slot.state = one.end, one.office, one.day, Slot.State.OPEN
    return True


def _take_away(slots: list[int]) -> int:
    """Delete slots nobody ever had, and close the others so that nobody else gets them."""
    count = 0
    for at in range(0, len(slots), _BATCH):
        some = Slot.objects.filter(pk__in=slots[at : at + _BATCH]).annotate(
            booked=Exists(Booking.objects.filter(slot=OuterRef("pk")))
        )
        count += some.filter(booked=True, state=Slot.State.OPEN).update(state=Slot.State.CLOSED)
        count += some.filter(booked=False).delete()[0]
    return count
