"""Quarters of a year, by their first day, and when one is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

#: after the end of a quarter reports can be withdrawn for so long before it is told
SETTLES = timedelta(days=14)


def quarter_of(day: date) -> date:
    """Return the first day of the quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def month_after(month: date, count: int = 1) -> date:
    """Return the first day of the month `count` months later (or earlier)."""
    months = month.year * 12 + month.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def last_day(quarter: date) -> date:
    return month_after(quarter, 3) - timedelta(days=1)


def closed(*, since: date, today: date) -> Iterator[date]:
    """Yield the quarters from that of `since` on which are over and settled today, oldest first."""
    quarter = quarter_of(since)
    while last_day(quarter) + SETTLES < today:
        yield quarter
        quarter = month_after(quarter, 3)


def month_within(day: date) -> int:
    """Return which month of its quarter a day lies in: 1, 2 or 3."""
    return (day.month - 1) % 3 + 1
