"""Where appointments stand in a column of a calendar: beside each other when they overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: a calendar counts in quarters of an hour
QUARTERS = 4


@dataclass(frozen=True)
class Spot:
    """Which of `lanes` lanes something stands in, from 1."""

    lane: int
    lanes: int


def spots(spans: Sequence[tuple[int, int]]) -> list[Spot]:
    """Place spans (first, last + 1), ordered by their beginning, beside each other where they overlap.

    Those that hang together through overlaps share the same number of lanes; each takes the first lane that is free.
    """
    found: list[Spot] = []
    group: list[int] = []
    ends: list[int] = []
    reach = -1
    for begin, end in spans:
        if begin >= reach:
            found += [Spot(lane, len(ends)) for lane in group]
            group, ends = [], []
        lane = next((at for at, until in enumerate(ends) if until <= begin), len(ends))
        ends[lane : lane + 1] = [end]
        group.append(lane + 1)
        reach = max(reach, end)
    return found + [Spot(lane, len(ends)) for lane in group]


def weeks(month: date) -> list[list[date]]:
    """Return the weeks that touch a month, Monday first, each with its seven days."""
    first = month.replace(day=1)
    at = monday(first)
    found: list[list[date]] = []
    while not found or at.month == first.month:
        found.append([at + timedelta(days=ahead) for ahead in range(7)])
        at += timedelta(days=7)
    return found


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def months_on(day: date, months: int) -> date:
    """Return the first day of the month so many months later (or earlier)."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)
