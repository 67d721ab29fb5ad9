"""The calendar of a month: counted in the database, however many slots there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, F, Func, Q

from werkspur.advice.models import Booking, Offer, Slot
from werkspur.advice.models.slots import LONGEST
from werkspur.advice.queries.calendar import Day, Pick, days_of, offered, seen_bookings
from werkspur.base.calendar.wallclock import day_of, span_of


@dataclass
class Counts:
    """Numbers of a day. asked: how many of the booked ones wait for an answer; cities: where consultations are."""

    day: Day
    booked: int = 0
    asked: int = 0
    free: int = 0
    cities: list[str] = field(default_factory=list)


def counted(person: Any, *, pick: Pick, since: date, until: date, now: datetime) -> dict[date, Counts]:
    """Count what is booked and free on every day, both included, in six statements.

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
    for day, every in _free(pick=pick, since=since, until=until, now=now).items():
        found[day].free = every
    return found


def _free(*, pick: Pick, since: date, until: date, now: datetime) -> Counter[date]:
    """Count what `free_times` finds: all open slots less those that a booking covers.

    There are far fewer bookings than slots, so the slots they cover are looked up from them, not the other way round.
    """
    first, last = max(span_of(since)[0], now), span_of(until)[1]
    open_ones = offered(Slot.objects.filter(pick.of_slots(), state=Slot.State.OPEN, start__gte=first, start__lt=last))
    open_ones = open_ones.filter(start__gt=now)
    free: Counter[date] = Counter()
    for start, every in open_ones.order_by().values_list("start").annotate(all=Count("*")):
        free[day_of(start)] += every
    # One join says it all: a list of the open slots would be as long as the calendar.
    covered = Booking.objects.taking(now).filter(
        pick.of_slots(prefix="adviser__slots__"),
        busy_from__gte=first - LONGEST, busy_from__lt=last + LONGEST, adviser__is_active=True,
        adviser__slots__state=Slot.State.OPEN,
        adviser__slots__offer__in=Offer.objects.filter(is_active=True, urgent=False),
        adviser__slots__start__gt=_Long(F("busy_from")), adviser__slots__start__lt=F("busy_to"),
        adviser__slots__end__gt=F("busy_from"),
    )  # fmt: skip
    slots = Count("adviser__slots__pk", distinct=True)
    for start, every in covered.order_by().values_list("adviser__slots__start").annotate(all=slots):
        if now < start and first <= start < last:
            free[day_of(start)] -= every
    return free


class _Long(Func):
    """The moment `LONGEST` before another. SQLite reckons itself; Django's minus would call Python for each row."""

    hours = LONGEST // timedelta(hours=1)
    template = f"(%(expressions)s - INTERVAL '{hours} hours')"
    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **other: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"datetime(%(expressions)s, '-{self.hours} hours')", **other)
