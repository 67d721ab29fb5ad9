"""Choosing a time: the address says topic, place and week; the same for a first booking and for moving one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest

from werkspur.advice.models import Booking, Offer, Place, Topic
from werkspur.advice.queries import offered
from werkspur.advice.queries.offered import Where
from werkspur.base.calendar.wallclock import day_of

WEEK = timedelta(days=7)


@dataclass
class Choice:
    """What has been chosen so far. where None: not yet."""

    topic: Topic
    places: list[Where]
    where: Where | None
    town: Place | None
    now: datetime

    @property
    def offers(self) -> list[Offer]:
        return offered.offers_of(self.topic, kind=self.where.kind) if self.where else []

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the page with the week shows."""
        towns = Place.objects.filter(office=None) if self.where and self.where.kind == Offer.Kind.VISIT else []
        found: dict[str, Any] = {"choice": self, "towns": towns}
        if self.where is None or (towns and self.town is None):
            return found
        values: dict[str, Any] = {"where": self.where, "topic": self.topic, "now": self.now, "place": self.town}
        offers = self.offers
        monday = _monday(request) or offered.first_monday(offers, **values)
        this = day_of(self.now) - timedelta(days=day_of(self.now).weekday())
        last = this + timedelta(days=max((offer.horizon_days for offer in offers), default=0)) + WEEK
        monday = min(max(monday, this), last)
        return found | {
            "days": offered.week_of(monday=monday, offers=offers, **values),
            "monday": monday,
            "friday": monday + timedelta(days=4),
            "before": monday - WEEK if monday > this else None,
            "after": monday + WEEK if monday + WEEK <= last else None,
            "offer": offers[0] if offers else None,
        }


def choice_of(request: HttpRequest, *, now: datetime) -> Choice | None:
    """Read topic, place and municipality from the address; None while no topic is chosen."""
    topic = next((one for one in offered.topics() if one.slug == request.GET.get("thema", "")), None)
    return _with_topic(request, topic, offered.places(topic, now=now), now=now) if topic else None


def choice_for(request: HttpRequest, booking: Booking, *, now: datetime) -> Choice:
    """What a booking can be moved to: the same kind of appointment, about the same topic."""
    kind = booking.slot.offer.kind
    same = [one for one in offered.places(booking.topic, now=now) if one.kind == kind]
    choice = _with_topic(request, booking.topic, same, now=now)
    office = booking.slot.office_id
    if choice.where is None:
        choice.where = next((one for one in same if one.office is None or one.office.pk == office), None)
    choice.town = booking.place if kind == Offer.Kind.VISIT else None
    return choice


def _with_topic(request: HttpRequest, topic: Topic, places: list[Where], *, now: datetime) -> Choice:
    key, town = request.GET.get("ort", ""), request.GET.get("gemeinde", "")
    where = next((one for one in places if one.key == key), places[0] if len(places) == 1 else None)
    return Choice(topic, places, where, Place.objects.filter(key=town, office=None).first(), now)


def _monday(request: HttpRequest) -> date | None:
    try:
        day = date.fromisoformat(request.GET.get("woche", ""))
        return day - timedelta(days=day.weekday())
    except (ValueError, OverflowError):
        return None
