"""The calendar of staff: what is booked, free and closed between two days, as somebody may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from werkspur.advice.models import Adviser, Booking, Closure, ConsultationDay, DayChange, Offer, Slot
from werkspur.advice.models.slots import LONGEST
from werkspur.advice.queries import diary
from werkspur.advice.rules import travel
from werkspur.base.calendar import holidays
from werkspur.base.calendar.wallclock import MissingHour, day_of, span_of, stored
from werkspur.partners.models import Office

#: so many appointments and free times one page shows; beyond it counts
MOST = 400


@dataclass(frozen=True, kw_only=True)
class Pick:
    """What a calendar is narrowed to; None: all."""

    adviser: Adviser | None = None
    office: Office | None = None
    offer: Offer | None = None

    def of_slots(self, *, prefix: str = "") -> Q:
        """Return the condition on slots, or on what leads to them by `prefix`."""
        wanted = {"adviser": self.adviser, "office": self.office, "offer": self.offer}
        return Q(**{f"{prefix}{name}": value for name, value in wanted.items() if value is not None})


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something in a calendar.

    kind   booked, ask, held, free, choice (several times, that may overlap), road, off
    slots  free ones, one when kind is free
    """

    kind: str
    start: datetime
    end: datetime
    adviser: Adviser
    booking: Booking | None = None
    slots: tuple[Slot, ...] = ()
    reason: str = ""


@dataclass
class Day:
    """What a day is, beside its appointments. off: why nobody is there; notice: what is worth knowing."""

    day: date
    off: str = ""
    notice: str = ""
    held: list[ConsultationDay] = field(default_factory=list)


@dataclass
class Found:
    """Days and events between two days; `too_many` leaves the events out."""

    days: dict[date, Day]
    events: list[Event] = field(default_factory=list)
    too_many: bool = False


def seen_bookings(person: Any, *, pick: Pick, since: date, until: date, now: datetime) -> QuerySet[Booking]:
    """Return the bookings that take their slot, both days included."""
    first, last = span_of(since)[0], span_of(until)[1]
    seen = Booking.objects.visible_to(person).taking(now)
    # When an adviser is busy says the same once more: by it few bookings are found, not many slots.
    seen = seen.filter(busy_from__gt=first - LONGEST, busy_from__lt=last)
    return seen.filter(pick.of_slots(prefix="slot__"), slot__start__gte=first, slot__start__lt=last)


def today(person: Any, *, now: datetime) -> int:
    """Count today's appointments: an adviser's own, everybody's for all others."""
    own = Adviser.objects.filter(person=person, is_active=True).first()
    day = day_of(now)
    return seen_bookings(person, pick=Pick(adviser=own), since=day, until=day, now=now).count()


def free_times(*, pick: Pick, since: date, until: date, now: datetime) -> QuerySet[Slot]:
    """Return the slots that staff could book, but for the way there; both days included."""
    first, last = span_of(since)[0], span_of(until)[1]
    return offered(Slot.objects.at_leisure(now, since=first).filter(pick.of_slots(), start__lt=last))


def offered(found: QuerySet[Slot]) -> QuerySet[Slot]:
    """Leave out advisers who are gone and offers that nobody plans ahead."""
    gone, hidden = Adviser.objects.filter(is_active=False), Offer.objects.filter(Q(is_active=False) | Q(urgent=True))
    return found.exclude(adviser__in=gone).exclude(offer__in=hidden)


def calendar(person: Any, *, pick: Pick, since: date, until: date, now: datetime) -> Found:
    """Return everything between two days, in eight statements."""
    days = days_of(pick=pick, since=since, until=until)
    found = Found({one.day: one for one in days})
    values: dict[str, Any] = {"pick": pick, "since": since, "until": until, "now": now}
    rows = seen_bookings(person, **values).select_related(
        "slot__offer", "slot__office__partner", "adviser__start", "place", "topic"
    )
    bookings = list(rows.order_by("slot__start", "pk")[: MOST + 1])
    free = list(
        free_times(**values).select_related("offer", "office", "adviser").prefetch_related("offer__topics")
        .order_by("start", "pk")[: MOST + 1]
    )  # fmt: skip
    if len(bookings) + len(free) > MOST:
        found.too_many = True
        return found
    events = [_booked(one) for one in bookings] + _gathered(free)
    events += _ways(bookings) + _absences(pick=pick, since=since, until=until)
    found.events = sorted(events, key=lambda one: (one.start, one.end, one.adviser.pk))
    return found


def days_of(*, pick: Pick, since: date, until: date) -> list[Day]:
    """Return days with holidays, closures and consultation days, in three statements."""
    days = [Day(since + timedelta(days=at)) for at in range((until - since).days + 1)]
    places = Q(office=None) | Q(office=pick.office)
    people = Q(adviser=None) | Q(adviser=pick.adviser)
    closures = list(Closure.objects.filter(places, people, last__gte=since, first__lte=until))
    whole = DayChange.objects.filter(adviser=pick.adviser, start=None, away=True, day__range=(since, until))
    away = {one.day: one.reason or one.public_reason for one in whole} if pick.adviser else {}
    held = _consultations(pick=pick, since=since, until=until)
    for one in days:
        today = [closure for closure in closures if closure.first <= one.day <= closure.last]
        closed = next((closure.public_reason for closure in today if closure.closes), "")
        one.off = holidays.name_of(one.day) or closed or away.get(one.day, "")
        one.notice = ", ".join(closure.public_reason for closure in today if not closure.closes)
        one.held = held.get(one.day, [])
    return days


def _consultations(*, pick: Pick, since: date, until: date) -> dict[date, list[ConsultationDay]]:
    rows = ConsultationDay.objects.filter(pick.of_slots(), day__range=(since, until), state="planned")
    found = defaultdict(list)
    for one in rows.select_related("office__partner").order_by("start", "office__city", "pk"):
        found[one.day].append(one)
    return found


def _booked(booking: Booking) -> Event:
    kinds = {Booking.State.REQUESTED: "ask", Booking.State.HELD: "held"}
    return Event(
        kind=kinds.get(Booking.State(booking.state), "booked"), start=booking.slot.start, end=booking.slot.end,
        adviser=booking.adviser, booking=booking,
    )  # fmt: skip


def _gathered(slots: Iterable[Slot]) -> list[Event]:
    """Make one event of free slots of an adviser that overlap or follow each other: a choice of times."""
    last: dict[int, Event] = {}
    found: list[Event] = []
    for slot in slots:
        before = last.get(slot.adviser_id)
        if before is not None and (slot.start < before.end or _goes_on(before, slot)):
            whole = replace(before, kind="choice", end=max(before.end, slot.end), slots=(*before.slots, slot))
            found[found.index(before)] = whole
        else:
            whole = Event(kind="free", start=slot.start, end=slot.end, adviser=slot.adviser, slots=(slot,))
            found.append(whole)
        last[slot.adviser_id] = whole
    return found


def _goes_on(before: Event, slot: Slot) -> bool:
    """Whether somebody out of the office is still free: times for calls and visits that follow each other are one."""
    return slot.start == before.end and slot.office_id is None and before.slots[-1].office_id is None


def _ways(bookings: Iterable[Booking]) -> list[Event]:
    """Return the ways to appointments, the first of a day from where the adviser starts."""
    by_hand = diary.minutes_by_hand()
    seen: set[tuple[int, date]] = set()
    found = []
    for booking in bookings:
        start, key = booking.slot.start, (booking.adviser_id, day_of(booking.slot.start))
        way = start - booking.busy_from
        if key not in seen:
            home, there = diary.place_of(booking.adviser.start), diary.place_of(booking.place)
            way = travel.duration(home, there, by_hand=by_hand, unknown=timedelta())
        seen.add(key)
        if way:
            found.append(Event(kind="road", start=start - way, end=start, adviser=booking.adviser))
    return found


def _absences(*, pick: Pick, since: date, until: date) -> list[Event]:
    """Return blocks in which an adviser is elsewhere, with the reason that partners read."""
    rows = DayChange.objects.filter(away=True, start__isnull=False, end__isnull=False, day__range=(since, until))
    if pick.adviser is not None:
        rows = rows.filter(adviser=pick.adviser)
    found = []
    for one in rows.select_related("adviser"):
        try:
            begin, end = stored(one.day, one.start or time.min), stored(one.day, one.end or time.max)
        except MissingHour:
            continue
        reason = one.reason or one.public_reason
        found.append(Event(kind="off", start=begin, end=end, adviser=one.adviser, reason=reason))
    return found
