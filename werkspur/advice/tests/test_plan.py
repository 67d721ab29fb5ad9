"""When advisers are there, and whether they can get there."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from werkspur.advice.rules import plan, travel
from werkspur.advice.rules.plan import Change, Hours, Span
from werkspur.advice.rules.travel import Place, Stay

MONDAYS = Hours(weekday=0, start=time(9), end=time(12), place="grimma")
MONDAY = date(2026, 11, 2)


def test_hours_hold_on_their_day_in_their_weeks_and_time():
    even = Hours(weekday=0, start=time(9), end=time(12), weeks="even")
    later = Hours(weekday=0, start=time(9), end=time(12), first=date(2026, 12, 1))

    assert MONDAYS.holds(MONDAY)
    assert not MONDAYS.holds(MONDAY + timedelta(days=1))
    assert [even.holds(MONDAY + timedelta(weeks=week)) for week in range(3)] == [False, True, False]  # week 45, 46, 47
    assert not later.holds(MONDAY)


def test_two_odd_weeks_follow_each_other_in_a_year_of_53():
    odd = Hours(weekday=0, start=time(9), end=time(12), weeks="odd")

    assert odd.holds(date(2026, 12, 28))
    assert odd.holds(date(2027, 1, 4))


def test_an_absence_cuts_a_day_and_an_addition_holds_even_on_a_holiday():
    away = Change(day=MONDAY, away=True, start=time(10), end=time(10, 30))
    added = Change(day=MONDAY, away=False, start=time(14), end=time(15), place="borna")

    assert plan.spans(MONDAY, hours=[MONDAYS], changes=[away, added]) == [
        Span(time(9), time(10), "grimma"),
        Span(time(10, 30), time(12), "grimma"),
        Span(time(14), time(15), "borna"),
    ]
    assert plan.spans(MONDAY, hours=[MONDAYS], changes=[added], closed="Feiertag") == [
        Span(time(14), time(15), "borna")
    ]
    assert plan.spans(MONDAY, hours=[MONDAYS], changes=[Change(day=MONDAY, away=True)]) == []


def test_appointments_fill_a_span_with_pauses_and_never_beyond_it():
    span = Span(time(9), time(11))

    assert plan.starts(span, length=timedelta(minutes=45), pause=timedelta(minutes=15)) == [time(9), time(10)]
    assert plan.starts(span, length=timedelta(hours=3)) == []
    assert plan.starts(Span(time(22), time(23, 59)), length=timedelta(hours=1)) == [time(22)]
    with pytest.raises(ValueError, match="length"):
        plan.starts(span, length=timedelta())


BORNA = Place("borna", 51.124, 12.496)
TORGAU = Place("torgau", 51.560, 13.005)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 3, hour, minute, tzinfo=UTC)


def test_from_borna_until_eleven_nobody_is_in_torgau_at_a_quarter_past():
    borna = Stay(start=at(10), end=at(11), place=BORNA)

    assert not travel.reachable(Stay(start=at(11, 15), end=at(12), place=TORGAU), others=[borna], by_hand={})
    assert travel.reachable(Stay(start=at(13), end=at(14), place=TORGAU), others=[borna], by_hand={})


def test_the_way_to_the_next_appointment_counts_too():
    borna = Stay(start=at(13), end=at(14), place=BORNA)

    assert not travel.reachable(Stay(start=at(11), end=at(12, 45), place=TORGAU), others=[borna], by_hand={})


def test_minutes_entered_by_hand_go_first_and_hold_both_ways():
    by_hand = {("borna", "torgau"): 15}

    for one, other in ((BORNA, TORGAU), (TORGAU, BORNA)):
        assert travel.duration(one, other, by_hand=by_hand, unknown=timedelta(hours=1)) == timedelta(minutes=15)


def test_a_call_on_the_way_does_not_shorten_it():
    stays = [Stay(start=at(10), end=at(11), place=BORNA), Stay(start=at(11), end=at(11, 15))]

    assert not travel.reachable(Stay(start=at(11, 15), end=at(12), place=TORGAU), others=stays, by_hand={})


def test_a_place_that_nobody_knows_counts_an_hour():
    assert travel.duration(Place("nowhere"), BORNA, by_hand={}, unknown=timedelta(hours=1)) == timedelta(hours=1)


def test_overlapping_appointments_are_never_reachable():
    call = Stay(start=at(10), end=at(11))

    assert not travel.reachable(Stay(start=at(10, 30), end=at(11, 30)), others=[call], by_hand={})
    assert travel.reachable(Stay(start=at(11), end=at(11, 30)), others=[call], by_hand={})
