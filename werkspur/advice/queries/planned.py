"""Consultation days as planners see them: what is to come, what is to decide, how much is booked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.dates import WEEKDAYS

from werkspur.advice.models import Booking, ConsultationDay, Slot


def weekday_name(number: int) -> str:
    """Return the name of a weekday, 0 Monday."""
    return str(WEEKDAYS[number])


def days_to_come(*, today: date, now: datetime, office: Any = None, adviser: Any = None) -> QuerySet[ConsultationDay]:
    """Return the days from today on, with `total` slots and how many are `booked`; in one statement."""
    taken = Booking.objects.filter(slot=OuterRef("slots__pk")).taking(now)
    found = ConsultationDay.objects.filter(day__gte=today).select_related("office__partner", "adviser", "offer")
    if office is not None:
        found = found.filter(office=office)
    if adviser is not None:
        found = found.filter(adviser=adviser)
    is_open = Q(slots__state=Slot.State.OPEN)
    counted = found.annotate(
        total=Count("slots", filter=is_open, distinct=True),
        booked=Count("slots", filter=Q(Exists(taken)), distinct=True),
    )
    return counted.order_by("day", "start", "pk")
