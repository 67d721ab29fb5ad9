"""Slots come from plans: weekly hours, consultation days, exceptions, holidays, closures."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from werkspur.advice import services
from werkspur.advice.models import Closure, ConsultationDay, DayChange, Offer, Slot, WorkHours
from werkspur.advice.tests.world import NOW, advice_world, at
from werkspur.base.calendar.wallclock import shown

pytestmark = pytest.mark.django_db
WEDNESDAY = 2


@pytest.fixture
def world():
    made = advice_world()
    WorkHours.objects.create(
        adviser=made.adviser, weekday=WEDNESDAY, start=time(9), end=time(12), office=made.offices["borna"]
    )
    return made


def make(since: date, until: date, *, now: datetime = NOW) -> list[str]:
    services.make_slots(since=since, until=until, now=now)
    return [shown(slot.start).strftime("%d.%m. %H:%M") for slot in Slot.objects.order_by("start")]


def test_weekly_hours_make_slots_and_making_them_again_changes_nothing(world):
    first = make(date(2026, 11, 30), date(2026, 12, 6))

    assert first == ["02.12. 09:00", "02.12. 10:00", "02.12. 11:00"]
    assert services.make_slots(since=date(2026, 11, 30), until=date(2026, 12, 6), now=NOW) == 0


def test_none_on_buss_und_bettag_and_none_in_the_past(world):
    early = datetime(2026, 11, 1, tzinfo=UTC)

    assert make(date(2026, 11, 18), date(2026, 11, 18), now=early) == []
    assert make(date(2026, 12, 2), date(2026, 12, 2), now=at(10, 30, day=2)) == ["02.12. 11:00"]


def test_a_day_off_takes_free_slots_away_and_closes_booked_ones(world):
    make(date(2026, 12, 2), date(2026, 12, 2))
    booked = Slot.objects.get(start=at(10, day=2))
    world.book(booked)
    DayChange.objects.create(adviser=world.adviser, day=date(2026, 12, 2), public_reason="heute im Betrieb unterwegs")

    assert make(date(2026, 12, 2), date(2026, 12, 2)) == ["02.12. 10:00"]
    booked.refresh_from_db()
    assert booked.state == "closed"
    assert booked.bookings.get().state == "confirmed"


def test_a_closed_office_has_no_slots_and_school_holidays_only_tell(world):
    values = {"first": date(2026, 12, 1), "last": date(2026, 12, 3), "public_reason": "Inventur"}
    told = Closure.objects.create(kind="school", closes=False, **values)

    assert len(make(date(2026, 12, 2), date(2026, 12, 2))) == 3
    told.closes, told.office = True, world.offices["borna"]
    told.save()
    assert make(date(2026, 12, 2), date(2026, 12, 2)) == []


def test_a_consultation_day_goes_before_weekly_hours(world):
    talk = Offer.objects.create(kind=Offer.Kind.OFFICE, title="Kurzgespräch", minutes=30, pause=0)
    ConsultationDay.objects.create(
        offer=talk, adviser=world.adviser, office=world.offices["torgau"], day=date(2026, 12, 2), start=time(9),
        end=time(10),
    )  # fmt: skip

    assert make(date(2026, 12, 2), date(2026, 12, 2)) == [
        "02.12. 09:00", "02.12. 09:30", "02.12. 10:00", "02.12. 11:00",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), ["03:00"]), (date(2026, 10, 25), ["02:00", "03:00"])])
def test_the_nights_when_the_clock_changes(world, day, hours):
    WorkHours.objects.all().delete()
    WorkHours.objects.create(
        adviser=world.adviser, weekday=6, start=time(2), end=time(4), office=world.offices["borna"]
    )
    services.make_slots(since=day, until=day, now=datetime(2026, 9, 1, tzinfo=UTC))

    assert [shown(slot.start).strftime("%H:%M") for slot in Slot.objects.order_by("start")] == hours
