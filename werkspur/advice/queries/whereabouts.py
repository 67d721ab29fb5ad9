"""Who is where, and when: every adviser on one day, across all offices, without naming a company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from werkspur.advice.models import Adviser, Booking, ConsultationDay, DayChange
from werkspur.advice.queries.plans import AdviserPlan, plans
from werkspur.advice.queries.wording import office_name
from werkspur.advice.rules import plan
from werkspur.base.calendar import holidays
from werkspur.base.calendar.wallclock import shown, span_of
from werkspur.partners.models import Office


@dataclass(frozen=True, kw_only=True)
class Stay:
    """An adviser at a place. booked None: nothing can be booked there (away)."""

    adviser: Adviser
    start: time
    end: time
    place: str
    what: str
    booked: int | None = None

    @property
    def all_day(self) -> bool:
        return self.start == time.min and self.end >= time(23, 59)


SORTS = {"berater": ("title", "start"), "von": ("start", "title"), "ort": ("place", "start")}


def whereabouts(person: Any, *, day: date, now: datetime, sort: str = "") -> list[Stay]:
    """Return the day of every active adviser, in ten statements."""
    advisers = list(Adviser.objects.filter(is_active=True).order_by("title"))
    first, last = span_of(day)
    seen = Booking.objects.visible_to(person).taking(now).filter(slot__start__gte=first, slot__start__lt=last)
    booked: dict[int, list[Booking]] = defaultdict(list)
    for booking in seen.select_related("slot__offer", "place").order_by("slot__start"):
        booked[booking.adviser_id].append(booking)
    offices = {one.pk: one for one in Office.objects.select_related("partner")}
    planned = plans(advisers, first=day, last=day)
    away: dict[int, list[DayChange]] = defaultdict(list)
    for change in DayChange.objects.filter(day=day, away=True):
        away[change.adviser_id].append(change)
    found = []
    for adviser in advisers:
        found += [_away(adviser, change) for change in away[adviser.pk]]
        found += _day_of(adviser, planned[adviser.pk], booked[adviser.pk], day=day, offices=offices)
    return sorted(found, key=lambda one: _key(one, sort))


def _key(stay: Stay, sort: str) -> tuple[Any, ...]:
    values = {"title": stay.adviser.title, "start": stay.start, "place": stay.place}
    return tuple(values[name] for name in SORTS.get(sort, SORTS["berater"]))


def _day_of(
    adviser: Adviser, own: AdviserPlan, booked: list[Booking], *, day: date, offices: dict[int, Office]
) -> list[Stay]:
    held = own.days.get(day, [])
    found = [_consultation(adviser, one, booked, offices=offices) for one in held]
    blocked = [plan.Change(day=day, away=True, start=one.start, end=one.end) for one in held]
    closed = own.closed_on(day) or holidays.name_of(day)
    spans = plan.spans(day, hours=own.hours, changes=[*own.changes, *blocked], closed=closed)
    visits = [one for one in booked if one.slot.office_id is None]
    for span in spans:
        if span.place:
            office = offices.get(int(span.place))
            found.append(
                Stay(adviser=adviser, start=span.start, end=span.end, place=office_name(office) if office else "",
                     what=_("Sprechzeit"), booked=_within(booked, span.start, span.end, office=int(span.place)))
            )  # fmt: skip
        else:
            found.append(
                Stay(adviser=adviser, start=span.start, end=span.end, place=_("unterwegs oder am Telefon"),
                     what=_("Besuche und Anrufe"), booked=_within(visits, span.start, span.end, office=None))
            )  # fmt: skip
    return found + [_visit(adviser, one) for one in visits]


def _consultation(
    adviser: Adviser, one: ConsultationDay, booked: Iterable[Booking], *, offices: dict[int, Office]
) -> Stay:
    place = office_name(offices[one.office_id])
    return Stay(
        adviser=adviser, start=one.start, end=one.end, place=f"{place}, {one.room}" if one.room else place,
        what=_("Sprechtag"), booked=_within(booked, one.start, one.end, office=one.office_id),
    )  # fmt: skip


def _away(adviser: Adviser, change: DayChange) -> Stay:
    return Stay(
        adviser=adviser, start=change.start or time.min, end=change.end or time.max, place=_("nicht da"),
        what=change.reason or change.public_reason,
    )  # fmt: skip


def _visit(adviser: Adviser, booking: Booking) -> Stay:
    where = booking.place.name if booking.place else ""
    return Stay(
        adviser=adviser, start=shown(booking.slot.start).time(), end=shown(booking.slot.end).time(),
        place=where or _("am Telefon"), what=str(booking.slot.offer.get_kind_display()), booked=1,
    )  # fmt: skip


def _within(booked: Iterable[Booking], start: time, end: time, *, office: int | None) -> int:
    return sum(one.slot.office_id == office and start <= shown(one.slot.start).time() < end for one in booked)
