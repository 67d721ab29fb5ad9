"""The log of contacts, for chamber staff."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from werkspur.advocacy.models import Addressee, Contact, Demand

LAST = 5


def listed(person: Any, *, addressee: Addressee | None = None, words: str = "", only: str = "") -> QuerySet[Contact]:
    """Return the log, the newest first.

    Args:
        words: in subject or result.
        only: "offen" with something to come back to, "eigene" of the own chamber; '' everything.
    """
    rows = Contact.objects.kept_by(person) if only == "eigene" else Contact.objects.visible_to(person)
    if addressee is not None:
        rows = rows.filter(addressee=addressee)
    if words:
        rows = rows.filter(Q(subject__icontains=words) | Q(result__icontains=words))
    if only == "offen":
        rows = rows.filter(follow_up__isnull=False, done_on__isnull=True).order_by("follow_up", "-start", "-id")
    return rows.select_related("addressee", "partner")


def last_with(addressees: list[Addressee], *, person: Any, now: datetime, most: int = LAST) -> list[Contact]:
    """Return the last contacts with any of these."""
    rows = Contact.objects.visible_to(person).filter(addressee__in=addressees, start__lte=now)
    return list(rows.select_related("addressee", "partner").prefetch_related("participants")[:most])


def about(demand: Demand, *, person: Any, most: int = LAST) -> list[Contact]:
    """Return the last contacts that were about a demand, and appointments that will be."""
    rows = Contact.objects.visible_to(person).filter(demands=demand)
    return list(rows.select_related("addressee", "partner")[:most])


def next_with(addressees: list[Addressee], *, person: Any, now: datetime) -> Contact | None:
    """Return the next appointment with any of these."""
    rows = Contact.objects.visible_to(person).filter(addressee__in=addressees, start__gt=now).order_by("start", "id")
    return rows.select_related("addressee", "partner").first()
