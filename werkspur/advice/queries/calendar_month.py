"""The calendar of a month: counted in the database, however many slots there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from werkspur.advice.models import Booking
from werkspur.advice.queries.calendar import Day, Pick, days_of, free_times, seen_bookings
from werkspur.base.calendar.wallclock import day_of


@dataclass
class Counts:
    """Numbers of a day. asked: how many of the booked ones wait for an answer; cities: where consultations are."""

    day: Day
    booked: int = 0
    asked: int = 0
    free: int = 0
    cities: list[str] = field(default_factory=list)


def counted(person: Any, *, pick: Pick, since: date, until: date, now: datetime) -> dict[date, Counts]:
    """Count what is booked and free on every day, both included, in five statements.

    The database counts by the moment of beginning, of which there are few however many begin then; which day of the
    clock on the wall a moment belongs to is decided here, where nights of 23 and 25 hours are known.
    """
    values: dict[str, Any] = {"pick": pick, "since": since, "until": until, "now": now}
    found = {one.day: Counts(one) for one in days_of(pick=pick, since=since, until=until)}
    for counts in found.values():
        counts.cities = list(dict.fromkeys(one.office.city for one in counts.day.held))
    waiting = Count("pk", filter=Q(state=Booking.State.REQUESTED))
    booked = seen_bookings(person, **values).order_by().values("slot__start").annotate(all=Count("*"), asked=waiting)
    for start, every, asked in booked.values_list("slot__start", "all", "asked"):
        found[day_of(start)].booked += every
        found[day_of(start)].asked += asked
    free: Counter[date] = Counter()
    times = free_times(**values).order_by().values("start").annotate(all=Count("*"))
    for start, every in times.values_list("start", "all"):
        free[day_of(start)] += every
    for day, every in free.items():
        found[day].free = every
    return found
