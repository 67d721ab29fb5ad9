"""Calls of the hotline: found, sorted, counted by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from werkspur.advice.models import Call
from werkspur.advice.rules.week import months_on
from werkspur.base.calendar.wallclock import ZONE, day_of, span_of

SORTS = {"zeit": "created_at", "thema": "topic__order", "gebiet": "region__name"}
MONTHS = 12


@dataclass(frozen=True)
class Month:
    """first: its first day; booked: how many of the calls led to an appointment."""

    first: date
    calls: int
    booked: int


def calls(person: Any, *, text: str = "", topic: Any = None, region: Any = None, sort: str = "") -> QuerySet[Call]:
    """Return the calls that somebody may see, the newest first unless sorted otherwise ("-zeit", "thema" …)."""
    found = Call.objects.visible_to(person).select_related("topic", "region", "booking__slot", "by")
    if text:
        found = found.filter(Q(note__icontains=text) | Q(topic__name__icontains=text) | Q(region__name__icontains=text))
    if topic is not None:
        found = found.filter(topic=topic)
    if region is not None:
        found = found.filter(region=region)
    field = SORTS.get(sort.lstrip("-"))
    if field is None:
        return found.order_by("-created_at", "-pk")
    return found.order_by(f"-{field}" if sort.startswith("-") else field, "-created_at", "-pk")


def by_month(person: Any, *, now: datetime) -> list[Month]:
    """Count the calls of the last twelve months, the newest first; months without a call are left out."""
    since = span_of(months_on(day_of(now), 1 - MONTHS))[0]
    months = Call.objects.visible_to(person).filter(created_at__gte=since).order_by()
    rows = months.annotate(month=TruncMonth("created_at", tzinfo=ZONE)).values("month")
    counted = rows.annotate(calls=Count("pk"), booked=Count("booking")).order_by("-month")
    return [Month(row["month"].date(), row["calls"], row["booked"]) for row in counted]
