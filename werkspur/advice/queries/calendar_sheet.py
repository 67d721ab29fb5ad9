"""The calendar as columns: the days of a week, or on one day the advisers beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from django.utils.translation import gettext as _

from werkspur.advice.models import Adviser, Slot
from werkspur.advice.queries.calendar import Day, Event, Found, Pick, calendar
from werkspur.advice.rules.week import QUARTERS, monday, spots
from werkspur.base.calendar.wallclock import day_of, shown

#: the hours that a column shows at least
OPENS, CLOSES = 8, 17
QUARTER = timedelta(minutes=15)
#: so many beside each other can be read: in a column of a week, on a day
LANES_IN_WEEK, LANES_ON_DAY = 2, 4
#: advisers beside each other on a day
COLUMNS = 6


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An event where it stands in its column: from row `begin` on, `rows` quarters of an hour high.

    times: of a choice, each slot with its own begin and rows.
    """

    event: Event
    begin: int
    rows: int
    lane: int
    wide: int
    times: tuple[tuple[Slot, int, int], ...] = ()

    @property
    def size(self) -> str:
        """Whether only one line fits, or two without air."""
        return {1: "tiny", 2: "short", 3: "close"}.get(self.rows, "")


@dataclass
class Column:
    """A day, or on one day an adviser. lanes: how many things stand beside each other at most."""

    day: Day
    note: str = ""
    adviser: Adviser | None = None
    placed: list[Placed] = field(default_factory=list)
    lanes: int = 1


@dataclass
class Sheet:
    """Columns from hour `opens` to `closes`. is_grid: times are rows; otherwise each column is a list."""

    columns: list[Column]
    opens: int
    closes: int
    is_grid: bool
    found: Found
    people: int = 0

    @property
    def rows(self) -> int:
        return (self.closes - self.opens) * QUARTERS

    @property
    def hours(self) -> list[tuple[int, int]]:
        """Every full hour with the row that it begins in."""
        return [(hour, (hour - self.opens) * QUARTERS + 1) for hour in range(self.opens, self.closes)]

    @property
    def free(self) -> int:
        """How many times are free."""
        return sum(len(event.slots) for event in self.found.events)

    def of_kind(self, *kinds: str) -> list[Event]:
        return [event for event in self.found.events if event.kind in kinds]


def week_sheet(person: Any, *, pick: Pick, day: date, now: datetime) -> Sheet:
    """Return the week of a day; Saturday and Sunday only when there is something."""
    first = monday(day)
    found = calendar(person, pick=pick, since=first, until=first + timedelta(days=6), now=now)
    by_day: dict[date, list[Event]] = {}
    for event in found.events:
        by_day.setdefault(day_of(event.start), []).append(event)
    last = max((at for at in by_day), default=first)
    shown_days = max(5, (last - first).days + 1)
    columns = [Column(found.days[first + timedelta(days=at)]) for at in range(shown_days)]
    sheet = _sheet(columns, [by_day.get(column.day.day, []) for column in columns], found, most=LANES_IN_WEEK)
    for column in columns:
        column.note = _where(column, by_day.get(column.day.day, []), alone=pick.adviser is not None)
    return sheet


def day_sheet(person: Any, *, pick: Pick, day: date, now: datetime) -> Sheet:
    """Return one day: a column for each adviser who has something, or one list when they are too many."""
    found = calendar(person, pick=pick, since=day, until=day, now=now)
    people = sorted({event.adviser.pk: event.adviser for event in found.events}.values(), key=lambda one: one.title)
    if pick.adviser is not None or not 1 < len(people) <= COLUMNS:
        return _sheet([Column(found.days[day])], [found.events], found, most=LANES_ON_DAY)
    columns = [Column(found.days[day], adviser=one, note=_held_by(one, found.days[day])) for one in people]
    parts = [[event for event in found.events if event.adviser.pk == one.pk] for one in people]
    return _sheet(columns, parts, found, most=LANES_ON_DAY)


def _sheet(columns: list[Column], parts: Sequence[list[Event]], found: Found, *, most: int) -> Sheet:
    every = [_quarters(event) for part in parts for event in part]
    opens = min([OPENS, *(begin // QUARTERS for begin, _end in every)])
    closes = max([CLOSES, *(ceil(end / QUARTERS) for _begin, end in every)])
    for column, events in zip(columns, parts, strict=True):
        _place(column, events, opens=opens)
    is_grid = all(column.lanes <= most for column in columns)
    people = len({event.adviser.pk for event in found.events})
    return Sheet(columns, opens, closes, is_grid, found, people)


def _place(column: Column, events: list[Event], *, opens: int) -> None:
    first = 1 - opens * QUARTERS
    for event in events:
        if event.kind == "off":  # behind everything else, over the whole width
            begin, end = _quarters(event)
            column.placed.append(Placed(event=event, begin=begin + first, rows=end - begin, lane=1, wide=1))
    ordered = sorted((one for one in events if one.kind != "off"), key=lambda one: (_quarters(one), one.adviser.pk))
    spans = [_quarters(event) for event in ordered]
    found = spots(spans)
    column.lanes = max((spot.lanes for spot in found), default=1)
    for event, (begin, end), spot in zip(ordered, spans, found, strict=True):
        wide = column.lanes if spot.lanes == 1 else 1
        times = tuple((slot, at + first, until - at) for slot in event.slots for at, until in [_quarters(slot)])
        column.placed.append(
            Placed(event=event, begin=begin + first, rows=end - begin, lane=spot.lane, wide=wide, times=times)
        )


def _quarters(event: Event | Slot) -> tuple[int, int]:
    """Return the quarters of the day on the wall that an event takes, at least one.

    In the night to the last Sunday of October the clock shows an hour twice: what ends before it began by the clock
    is as long as it takes.
    """
    start, end = shown(event.start), shown(event.end)
    begin = start.hour * QUARTERS + start.minute // 15
    midnight = QUARTERS * 24
    if end.date() > start.date():
        return begin, midnight
    until = end.hour * QUARTERS + ceil(end.minute / 15)
    long = max(1, ceil((event.end - event.start) / QUARTER))
    return begin, min(until if until > begin else begin + long, midnight)


def _where(column: Column, events: list[Event], *, alone: bool) -> str:
    """Return where one adviser is on a day, or in how many offices somebody is."""
    held = column.day.held
    cities = list(dict.fromkeys(one.office.city for one in held))
    if alone or len(cities) <= 2:
        out = any(event.kind in {"booked", "ask", "free", "choice"} and not _in_office(event) for event in events)
        return ", ".join([*cities, *([_("unterwegs")] if out and not cities else [])])
    return _("%(count)s Büros") % {"count": len(cities)}


def _in_office(event: Event) -> bool:
    slot = event.booking.slot if event.booking else event.slots[0]
    return slot.office_id is not None


def _held_by(adviser: Adviser, day: Day) -> str:
    return ", ".join(dict.fromkeys(one.office.city for one in day.held if one.adviser_id == adviser.pk))
