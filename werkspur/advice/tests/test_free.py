"""Free slots: what the search shows is what booking takes, and how many slots there are does not matter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkspur.advice import services
from werkspur.advice.models import Adviser, Offer, Place, Slot, Topic
from werkspur.advice.queries.free import free_slots
from werkspur.advice.services import BookingRefused
from werkspur.advice.tests.world import MINUTE, NOW, advice_world, at
from werkspur.base.calendar.wallclock import shown

pytestmark = pytest.mark.django_db
DECEMBER = {"since": date(2026, 12, 1), "until": date(2026, 12, 31)}


@pytest.fixture
def world():
    return advice_world()


def found(world, **other) -> list[str]:
    values = {"offer": world.offer, "now": NOW, **DECEMBER} | other
    return [shown(slot.start).strftime("%d. %H:%M") for slot in free_slots(**values)]


def test_free_slots_come_in_order_and_only_of_the_office(world):
    world.slot(11)
    world.slot(10, office="torgau", day=2)
    world.slot(9)

    assert found(world) == ["01. 09:00", "01. 11:00", "02. 10:00"]
    assert found(world, office=world.offices["torgau"]) == ["02. 10:00"]
    assert found(world, until=date(2026, 12, 1)) == ["01. 09:00", "01. 11:00"]


def test_only_what_one_adviser_offers_when_the_address_names_one(world):
    world.slot(9)
    other = Adviser.objects.create(
        partner=world.police, title="Zweite Stelle", email="zwei@werkspur.example", start=world.adviser.start
    )
    Slot.objects.create(offer=world.offer, adviser=other, office=world.offices["borna"], start=at(8), end=at(9))

    assert found(world) == ["01. 08:00", "01. 09:00"]
    assert found(world, adviser=world.adviser) == ["01. 09:00"]
    assert found(world, adviser=other) == ["01. 08:00"]


def test_what_is_taken_or_closed_or_freed_a_moment_ago_is_not_free(world):
    world.slot(9)
    booking = world.book(world.slot(11))
    Slot.objects.filter(pk=world.slot(13).pk).update(state="closed")
    assert found(world) == ["01. 09:00"]

    services.cancel_booking(booking, by="public", now=NOW)
    assert found(world) == ["01. 09:00"]
    assert found(world, staff=True) == ["01. 09:00", "01. 11:00"]
    assert found(world, now=NOW + 10 * MINUTE) == ["01. 09:00", "01. 11:00"]


def test_notice_and_horizon_are_the_offers(world):
    world.offer.notice_hours, world.offer.horizon_days = 24, 12
    world.offer.save()
    for day in (1, 2, 3):
        world.slot(9, day=day)

    assert found(world, now=at(10, day=1)) == ["03. 09:00"]
    assert found(world) == ["01. 09:00", "02. 09:00"]
    assert found(world, now=at(10, day=1), staff=True) == ["02. 09:00", "03. 09:00"]


def test_torgau_at_a_quarter_past_eleven_is_not_free_after_borna_until_eleven(world):
    world.book(world.slot(10))
    world.slot(11, 15, office="torgau")
    world.slot(13, office="torgau")

    assert found(world) == ["01. 13:00"]


def test_a_visit_is_counted_from_the_municipality_of_the_company(world):
    visit = Offer.objects.create(kind=Offer.Kind.VISIT, title="Besuch", minutes=60, pause=0, horizon_days=90)
    world.book(world.slot(10))
    Slot.objects.create(offer=visit, adviser=world.adviser, start=at(11, 15), end=at(12, 15))

    assert found(world, offer=visit, place=Place.objects.get(key="borna")) == ["01. 11:15"]
    assert found(world, offer=visit, place=Place.objects.get(key="torgau")) == []


def test_a_full_day_has_nothing_free(world):
    world.adviser.most_a_day = 1
    world.adviser.save()
    world.book(world.slot(9))
    world.slot(13)
    world.slot(9, day=2)

    assert found(world) == ["02. 09:00"]


def test_an_adviser_with_topics_speaks_about_those_only(world):
    world.slot(9)
    other = Topic.objects.create(slug="video", name="Video")
    assert found(world, topic=other) == []

    world.offer.topics.add(other)
    assert found(world, topic=other) == ["01. 09:00"]
    world.adviser.topics.add(world.topic)
    assert found(world, topic=other) == []
    assert found(world, topic=world.topic) == ["01. 09:00"]
    world.adviser.topics.add(other)
    assert found(world, topic=other) == ["01. 09:00"]


def test_the_search_shows_exactly_what_booking_takes(world):
    world.adviser.most_a_day = 4
    world.adviser.save()
    for day in (1, 2):
        for hour in range(8, 17):
            world.slot(hour, 15, office="borna" if hour % 2 else "torgau", day=day)
    for hour, day in ((9, 1), (14, 1), (11, 2)):
        world.book(Slot.objects.get(start=at(hour, 15, day=day)))
    shown_free = set(free_slots(offer=world.offer, now=NOW, **DECEMBER))
    taken = set()
    for slot in Slot.objects.free(NOW):
        try:
            services.cancel_booking(world.hold(slot)[0], by="public", now=NOW)
            taken.add(slot)
        except BookingRefused:
            pass

    assert shown_free == taken
    assert shown_free


def test_a_hundred_times_the_slots_take_the_same_statements(world):
    adviser = world.adviser
    world.slot(9)
    with CaptureQueriesContext(
        connection,
    ) as few:
        found(world)
    Slot.objects.bulk_create(
        Slot(offer=world.offer, adviser=adviser, office=world.offices["borna"], start=start, end=start + MINUTE)
        for start in (at(10) + number * 5 * MINUTE for number in range(2_000))
    )
    with CaptureQueriesContext(connection) as many:
        assert len(found(world, most=50)) == 50

    assert len(many) == len(few) <= 5


def test_an_adviser_who_left_offers_nothing(world):
    world.slot(9)
    Adviser.objects.update(is_active=False)

    assert found(world) == []
    assert found(world, since=date(2026, 12, 1), until=date(2026, 12, 1) - timedelta(days=1)) == []


def test_one_of_each_time_is_the_first_that_can_be_had_however_many_advisers_there_are(world):
    """Ten advisers at nine; the first five are in Torgau until a quarter to nine."""
    many = []
    for number in range(10):
        one = Adviser.objects.create(
            partner=world.police, title=f"Berater {number}", email="b@werkspur.example", start=world.adviser.start
        )
        many.append(one)
        for start in (at(9), at(12)):
            Slot.objects.create(
                offer=world.offer, adviser=one, office=world.offices["borna"], start=start, end=start + 60 * MINUTE
            )
    for one in many[:5]:
        before = Slot.objects.create(
            offer=world.offer, adviser=one, office=world.offices["torgau"], start=at(8), end=at(8, 45)
        )
        world.book(before)

    assert found(world, one_each=True) == ["01. 09:00", "01. 12:00"]
    nine, noon = free_slots(offer=world.offer, now=NOW, one_each=True, **DECEMBER)
    assert (nine.adviser, noon.adviser) == (many[5], many[0])
    assert len(found(world)) == 15
