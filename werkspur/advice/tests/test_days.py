"""Consultation days: a series makes them once, then each is a thing of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from werkspur.advice import services
from werkspur.advice.models import Closure, ConsultationDay, DaySeries, Slot
from werkspur.advice.services import PlanRefused
from werkspur.advice.tests.world import NOW, advice_world
from werkspur.base.calendar.wallclock import shown
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db
WEDNESDAYS = "FREQ=WEEKLY;BYDAY=WE"


@pytest.fixture(autouse=True)
def _now(stand_still):
    stand_still(NOW)


@pytest.fixture
def world(people):
    made = advice_world()
    made.people = people
    return made


def plan(world, **other) -> DaySeries:
    values = {
        "offer": world.offer, "adviser": world.adviser, "office": world.offices["borna"], "rule": WEDNESDAYS,
        "first": date(2026, 12, 2), "last": date(2026, 12, 30), "start": time(9), "end": time(11),
        "by": world.people.kai,
        "now": NOW,
    }  # fmt: skip
    return services.plan_series(**values | other)


def told(**filters) -> list[str]:
    days = ConsultationDay.objects.filter(**filters).order_by("wanted")
    return [f"{one.day:%d.%m.} {one.start:%H:%M} {one.state}" for one in days]


def times(day: date) -> list[str]:
    return [shown(slot.start).strftime("%H:%M") for slot in Slot.objects.filter(day__day=day).order_by("start")]


def the(day: date) -> ConsultationDay:
    return ConsultationDay.objects.get(wanted=day)


def refused(action, *args, **values) -> str:
    with pytest.raises(PlanRefused) as caught:
        action(*args, **values)
    return caught.value.field


def test_a_series_makes_its_days_and_their_slots(world):
    plan(world, last=date(2026, 12, 9))

    assert told() == ["02.12. 09:00 planned", "09.12. 09:00 planned"]
    assert times(date(2026, 12, 2)) == ["09:00", "10:00"]
    assert Entry.objects.filter(verb="advice.series_planned").exists()


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("skip", "18.11. 09:00 cancelled"), ("next", "19.11. 09:00 planned"), ("ask", "18.11. 09:00 asking")],
)
def test_buss_und_bettag_is_left_out_moved_or_asked_about_and_its_name_is_told(world, policy, expected):
    early = datetime(2026, 11, 1, tzinfo=UTC)
    plan(world, first=date(2026, 11, 18), last=date(2026, 11, 18), policy=policy, now=early)

    assert told() == [expected]
    assert the(date(2026, 11, 18)).reason == "Buß- und Bettag"


def test_somebody_decides_about_a_day_but_not_for_another_holiday(world):
    plan(world, rule="FREQ=MONTHLY;BYMONTHDAY=25", first=date(2026, 12, 25), last=date(2026, 12, 25), policy="ask")
    asked = the(date(2026, 12, 25))

    assert refused(services.decide_day, asked, to=date(2026, 12, 26), by=world.people.kai, now=NOW) == "day"
    services.decide_day(asked, to=date(2026, 12, 28), by=world.people.kai, now=NOW)
    assert told() == ["28.12. 09:00 planned"]
    assert times(date(2026, 12, 28)) == ["09:00", "10:00"]
    assert refused(services.decide_day, asked, to=None, by=world.people.kai, now=NOW) == "day"


def test_one_day_is_changed_by_itself_and_a_change_of_all_leaves_it_alone(world):
    plan(world)
    services.change_days(the(date(2026, 12, 9)), scope="this", changes={"start": time(8)}, by=world.people.kai, now=NOW)
    services.change_days(the(date(2026, 12, 2)), scope="all", changes={"end": time(12)}, by=world.people.kai, now=NOW)

    assert times(date(2026, 12, 9)) == ["08:00", "09:00", "10:00"]
    assert times(date(2026, 12, 16)) == ["09:00", "10:00", "11:00"]
    assert DaySeries.objects.get().end == time(12)


def test_from_one_day_on_a_new_series_begins(world):
    plan(world)
    services.change_days(
        the(date(2026, 12, 16)), scope="following", changes={"start": time(10)}, by=world.people.kai, now=NOW
    )

    old, new = DaySeries.objects.order_by("first")
    assert told(series=old) == ["02.12. 09:00 planned", "09.12. 09:00 planned"]
    assert told(series=new) == ["16.12. 10:00 planned", "23.12. 10:00 planned", "30.12. 10:00 planned"]
    assert (old.last, new.first, new.last) == (date(2026, 12, 9), date(2026, 12, 16), date(2026, 12, 30))
    assert times(date(2026, 12, 16)) == ["10:00"]


def test_a_change_tells_which_bookings_it_leaves_out(world):
    plan(world)
    day = the(date(2026, 12, 2))
    booking = world.book(day.slots.get(start=datetime(2026, 12, 2, 8, tzinfo=UTC)))

    assert services.change_days(day, scope="this", changes={"start": time(10)}, by=world.people.kai, now=NOW) == [
        booking
    ]
    booking.refresh_from_db()
    assert booking.state == "confirmed"
    assert services.change_days(day, scope="this", changes={"start": time(9)}, by=world.people.kai, now=NOW) == []
    assert Slot.objects.get(pk=booking.slot_id).state == "open"


def test_a_change_of_office_tells_the_bookings_that_stay_behind(world):
    plan(world)
    day = the(date(2026, 12, 2))
    booking = world.book(day.slots.order_by("start").first())
    changes = {"office": world.offices["torgau"]}

    assert services.change_days(day, scope="this", changes=changes, by=world.people.kai, now=NOW) == [booking]


def test_what_is_dropped_has_a_reason_and_whoever_booked_gets_it(world):
    plan(world)
    day = the(date(2026, 12, 9))
    booking = world.book(day.slots.order_by("start").first())

    assert refused(services.cancel_days, day, scope="this", reason="  ", by=world.people.kai, now=NOW) == "reason"
    assert services.cancel_days(day, scope="following", reason="Büro wird umgebaut", by=world.people.kai, now=NOW) == 1
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == ("cancelled", "Büro wird umgebaut")
    assert [one.split()[-1] for one in told()] == ["planned", "cancelled", "cancelled", "cancelled", "cancelled"]
    assert not Slot.objects.filter(start__gt=datetime(2026, 12, 3, tzinfo=UTC), state="open").exists()


def test_what_is_over_stays_as_it_was(world):
    plan(world)
    later = {"by": world.people.kai, "now": datetime(2026, 12, 10, tzinfo=UTC)}
    services.change_days(the(date(2026, 12, 16)), scope="all", changes={"start": time(10)}, **later)

    assert told()[:3] == ["02.12. 09:00 planned", "09.12. 09:00 planned", "16.12. 10:00 planned"]
    first = the(date(2026, 12, 2))
    assert refused(services.change_days, first, scope="this", changes={"room": "2"}, **later) == "day"


def test_an_adviser_is_in_one_place_at_a_time_and_a_room_has_one_consultation(world):
    plan(world, room="1.04")
    elsewhere = {"office": world.offices["torgau"], "rule": "FREQ=DAILY", "start": time(10), "end": time(12)}

    assert refused(plan, world, **elsewhere) == "adviser"
    assert told(office=world.offices["torgau"]) == []
    world.adviser.pk, world.adviser.uid = None, "6a9c2d0e-0000-4000-8000-000000000001"
    world.adviser.save()
    assert refused(plan, world, room="1.04") == "room"
    plan(world, room="1.05")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rule": "FREQ=SECONDLY"}, "rule"),
        ({"rule": "FREQ=DAILY", "last": date(2031, 1, 1)}, "rule"),
        ({"end": time(9)}, "end"),
        ({"rule": "FREQ=YEARLY;BYMONTH=6", "first": date(2026, 12, 2), "last": date(2026, 12, 30)}, "last"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_at_its_field(world, wrong, field):
    assert refused(plan, world, **wrong) == field
    assert not DaySeries.objects.exists()


def test_a_closed_office_counts_like_a_holiday(world):
    Closure.objects.create(
        first=date(2026, 12, 7), last=date(2026, 12, 11), office=world.offices["borna"], public_reason="Umzug"
    )
    plan(world, policy="next", last=date(2026, 12, 9))

    assert told() == ["02.12. 09:00 planned", "14.12. 09:00 planned"]
    single = {"offer": world.offer, "adviser": world.adviser, "office": world.offices["borna"]}
    hours = {"start": time(14), "end": time(15), "by": world.people.kai, "now": NOW}
    assert refused(services.plan_day, day=date(2026, 12, 8), **single, **hours) == "day"
    assert services.plan_day(day=date(2026, 12, 4), **single, **hours).slots.count() == 1


def test_the_hour_that_is_missing_in_march_has_no_slot(world):
    services.plan_day(
        offer=world.offer, adviser=world.adviser, office=world.offices["borna"], day=date(2027, 3, 28),
        start=time(1), end=time(5), by=world.people.kai, now=datetime(2027, 3, 1, tzinfo=UTC),
    )  # fmt: skip

    made = Slot.objects.order_by("start")
    assert [shown(slot.start).strftime("%H:%M") for slot in made] == ["01:00", "03:00", "04:00"]
    assert made[1].start - made[0].start == timedelta(hours=1)
