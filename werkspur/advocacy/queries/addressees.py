"""Addressees for staff: the list by level, and what each one owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Commitment, Delivery, Demand


@dataclass(frozen=True, kw_only=True)
class Owed:
    """Something that an addressee owes.

    kind  "delivery": an answer; "commitment": what was promised
    thing the row itself; due: the last day, None when nobody has set one
    """

    kind: str
    thing: Delivery | Commitment
    demand: Demand
    text: str
    due: date | None
    overdue: bool


def owing(addressee: Addressee, *, today: date) -> list[Owed]:
    """Return the answers that we wait for and the promises that are open, the most urgent first."""
    return owing_of([addressee], today=today).get(addressee.pk, [])


def owing_of(addressees: Iterable[Addressee], *, today: date) -> dict[int, list[Owed]]:
    """Return what several addressees owe, by primary key; who owes nothing is missing."""
    keys = [one.pk for one in addressees]
    owed: dict[int, list[Owed]] = {}
    waiting = (
        Delivery.objects.waiting().filter(addressee__in=keys).select_related("demand__released", "demand__current")
    )
    for one in waiting:
        told = _("Antwort auf „%(title)s“") % {"title": one.demand.title}
        owed.setdefault(one.addressee_id, []).append(_owed("delivery", one, text=told, today=today))
    promised = Commitment.objects.open().filter(addressee__in=keys)
    for promise in promised.select_related("demand__released", "demand__current"):
        owed.setdefault(promise.addressee_id, []).append(
            _owed("commitment", promise, text=promise.wording, today=today)
        )
    return {key: sorted(rows, key=lambda row: (row.due is None, row.due or today)) for key, rows in owed.items()}


def _owed(kind: str, thing: Delivery | Commitment, *, text: str, today: date) -> Owed:
    late = thing.due is not None and thing.due < today
    return Owed(kind=kind, thing=thing, demand=thing.demand, text=text, due=thing.due, overdue=late)
