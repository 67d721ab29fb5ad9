"""The month counts exactly the free times that the week shows, though it looks them up the other way round."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from werkspur.advice.models import Adviser, Booking, Offer, Slot
from werkspur.advice.queries.calendar import Pick, free_times
from werkspur.advice.queries.calendar_month import counted
from werkspur.advice.tests.world import MINUTE, NOW, advice_world, at
from werkspur.base.calendar.wallclock import day_of

pytestmark = pytest.mark.django_db
SPAN = {"since": date(2026, 11, 16), "until": date(2026, 12, 6)}


@pytest.fixture
def world():
    """Three weeks of a few slots, some overlapping, two with a long way before them; one adviser is gone."""
    made = advice_world()
    for day in (1, 2, 3, 4):
        for hour in (9, 11, 14):
            made.slot(hour, day=day)
    call = Offer.objects.create(kind=Offer.Kind.CALL, title="Telefon", minutes=30)
    for minute in (0, 30):
        start = at(11, minute)
        Slot.objects.create(offer=call, adviser=made.adviser, start=start, end=start + 30 * MINUTE)
    gone = Adviser.objects.create(
        partner=made.police, title="Fort", email="b@werkspur.example", start=made.adviser.start, is_active=False
    )
    Slot.objects.create(offer=made.offer, adviser=gone, office=made.offices["borna"], start=at(9), end=at(10))
    Slot.objects.filter(pk=made.slot(16, day=3).pk).update(state="closed")
    return made


def told(pick: Pick, person, *, now=NOW) -> Counter[date]:
    return Counter({day: one.free for day, one in counted(person, pick=pick, now=now, **SPAN).items() if one.free})


def looked_up(pick: Pick, *, now=NOW) -> Counter[date]:
    return Counter(day_of(slot.start) for slot in free_times(pick=pick, now=now, **SPAN))


@pytest.mark.parametrize("what", ["all", "adviser", "office"])
def test_both_ways_count_the_same(world, people, what):
    pick = {
        "all": Pick(), "adviser": Pick(adviser=world.adviser), "office": Pick(office=world.offices["borna"])
    }[what]  # fmt: skip
    assert told(pick, people.kai) == looked_up(pick)

    world.book(Slot.objects.get(start=at(11), offer=world.offer))
    world.book(Slot.objects.get(start=at(14, day=2)))
    Booking.objects.filter(slot__start=at(14, day=2)).update(busy_from=at(10, 30, day=2))
    held, _token = world.hold(Slot.objects.get(start=at(9, day=3)))
    for now in (NOW, held.held_until, at(12)):
        found = told(pick, people.kai, now=now)
        assert found == looked_up(pick, now=now)
        assert found
