"""When an adviser is there, and which appointments fit in: weekly plan, alternating weeks, dated exceptions.

All times here are those of the clock on the wall; `base.calendar.wallclock` makes moments of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

Weeks = Literal["all", "even", "odd"]


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Every week on a day, from time to time, at an office (`place` None: on the way, for visits and calls).

    weekday  0 Monday … 6 Sunday
    weeks    all, or only weeks of even or odd ISO number; a year of 53 weeks has two odd ones in a row
    """

    weekday: int
    start: time
    end: time
    place: str | None = None
    weeks: Weeks = "all"
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether these hours are on this day."""
        parity = "even" if day.isocalendar().week % 2 == 0 else "odd"
        return (
            day.weekday() == self.weekday
            and self.weeks in ("all", parity)
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


@dataclass(frozen=True, kw_only=True)
class Change:
    """On one day it is different: away (from time to time, or all day), or there in addition."""

    day: date
    away: bool
    start: time = time.min
    end: time = time.max
    place: str | None = None
    reason: str = ""


@dataclass(frozen=True, order=True)
class Span:
    """A part of a day at one place."""

    start: time
    end: time
    place: str | None = None


def spans(day: date, *, hours: Iterable[Hours], changes: Iterable[Change], closed: str = "") -> list[Span]:
    """Return when the adviser is there on a day, in order.

    closed: why nobody works on this day, '' when people do; what a change adds holds all the same, because
    somebody entered it for exactly this day.
    """
    today = [one for one in changes if one.day == day]
    there = [] if closed else [Span(one.start, one.end, one.place) for one in hours if one.holds(day)]
    there += [Span(one.start, one.end, one.place) for one in today if not one.away]
    for gone in (one for one in today if one.away):
        there = [part for span in there for part in _without(span, gone)]
    return sorted(there, key=lambda span: (span.start, span.end, span.place or ""))


def _without(span: Span, gone: Change) -> list[Span]:
    if gone.end <= span.start or span.end <= gone.start:
        return [span]
    before = [replace(span, end=gone.start)] if span.start < gone.start else []
    after = [replace(span, start=gone.end)] if gone.end < span.end else []
    return before + after


def starts(span: Span, *, length: timedelta, pause: timedelta = timedelta()) -> list[time]:
    """Return when appointments of this length begin within a span, one after the other with a pause between them."""
    if length <= timedelta():
        raise ValueError("an appointment has a length")
    day = date(2000, 1, 1)
    at, last = datetime.combine(day, span.start), datetime.combine(day, span.end)
    found = []
    while at + length <= last:
        found.append(at.time())
        at += length + pause
    return found
