"""Appointments to come, for the overview of those signed in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from werkspur.advice.models import Booking
from werkspur.partners.models import Company

_STAFF = ("chamber", "police_advice")


def asked_for(person: Any) -> QuerySet[Booking]:
    """Return what waits for the answer of staff; nothing for everybody else."""
    if not (person.is_authenticated and person.has_role(*_STAFF)):
        return Booking.objects.none()
    waiting = Booking.objects.visible_to(person).filter(state=Booking.State.REQUESTED)
    return waiting.filter(slot__start__gt=timezone.now())


def next_of_company(company: Company) -> Booking | None:
    """Return the next appointment of a company."""
    certain = Booking.objects.filter(company=company, state__in=[Booking.State.REQUESTED, Booking.State.CONFIRMED])
    coming = certain.filter(slot__end__gt=timezone.now()).select_related("slot")
    return coming.order_by("slot__start").first()
