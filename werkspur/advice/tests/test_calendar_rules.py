"""Columns of a calendar: beside each other when they overlap, weeks of a month, the clock in both nights."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from werkspur.advice.models import Adviser
from werkspur.advice.queries.calendar import Event
from werkspur.advice.queries.calendar_sheet import _quarters
from werkspur.advice.rules.week import Spot, months_on, spots, weeks
from werkspur.base.calendar.wallclock import clock

ONE = Spot(1, 1)


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([], []),
        ([(0, 4), (4, 8)], [ONE, ONE]),
        ([(0, 4), (2, 6)], [Spot(1, 2), Spot(2, 2)]),
        ([(0, 8), (1, 3), (3, 5)], [Spot(1, 2), Spot(2, 2), Spot(2, 2)]),
        ([(0, 4), (2, 6), (6, 8)], [Spot(1, 2), Spot(2, 2), ONE]),
    ],
)
def test_what_overlaps_stands_beside_each_other(spans, found):
    assert spots(spans) == found


def test_a_month_is_whole_weeks():
    assert weeks(date(2026, 11, 23))[0][0] == date(2026, 10, 26)
    assert len(weeks(date(2027, 2, 1))) == 4
    assert all(len(week) == 7 for week in weeks(date(2026, 8, 31)))
    assert (months_on(date(2026, 12, 31), 1), months_on(date(2026, 1, 15), -1)) == (date(2027, 1, 1), date(2025, 12, 1))


def utc(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "told", "quarters"),
    [
        # on 28 March 2027 the clock goes from 2 to 3: an hour that begins at 1:30 ends at 3:30
        (utc(28, 0, 30), utc(28, 1, 30), "1:30", (6, 14)),
        # on 31 October 2027 the hour from 2 to 3 comes twice
        (utc(31, 0, 30, month=10), utc(31, 1, 0, month=10), "2:30 Sommerzeit", (10, 12)),
        (utc(31, 1, 30, month=10), utc(31, 2, 0, month=10), "2:30 Winterzeit", (10, 12)),
        (utc(31, 2, 0, month=10), utc(31, 3, 0, month=10), "3:00", (12, 16)),
        (utc(1, 8), utc(1, 8, 40), "9:00", (36, 39)),
        (utc(1, 22, 30), utc(1, 23, 30), "23:30", (94, 96)),
    ],
)
def test_the_clock_on_the_wall_in_both_nights(start, end, told, quarters):
    assert clock(start) == told
    assert _quarters(Event(kind="booked", start=start, end=end, adviser=Adviser())) == quarters
