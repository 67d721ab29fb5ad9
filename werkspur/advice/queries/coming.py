"""Appointments to come, for the overview of those signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from werkspur.advice.models import Booking
from werkspur.advice.rules import hoarding
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


@dataclass(frozen=True)
class Heap:
    """Appointments of one name or number under several addresses, for staff to look at."""

    by: str
    bookings: list[Booking]


def heaps(person: Any) -> list[Heap]:
    """Return who has taken more than one company needs (`rules.hoarding`); nothing for those who are not staff."""
    if not (person.is_authenticated and person.has_role(*_STAFF)):
        return []
    coming = Booking.objects.visible_to(person).filter(slot__start__gt=timezone.now()).taking(timezone.now())
    rows = coming.order_by("slot__start", "pk").values_list("pk", "company_name", "phone", "mailbox")
    found = hoarding.heaps(
        hoarding.Taken(number=number, name=name, phone=phone, mailbox=mailbox) for number, name, phone, mailbox in rows
    )
    wanted = Booking.objects.select_related("slot__office", "slot__offer", "topic", "company")
    bookings = wanted.in_bulk([number for heap in found for number in heap.numbers])
    return [Heap(heap.by, [bookings[number] for number in heap.numbers]) for heap in found]
