"""Addressees for staff: the list by level, one with its parts, and what each one owes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Addressee, Commitment, Delivery, Demand
from werkspur.base.sorting import sort_key

DEEPEST = 8  # no body has so many above it; a ring of parents would never end
LEVELS = {value: at for at, value in enumerate(Addressee.Level.values)}
KINDS = {value: at for at, value in enumerate(Addressee.Kind.values)}


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


def owing_whole(addressees: Iterable[Addressee], *, today: date) -> list[tuple[Addressee, Owed]]:
    """Return what a body and its parts owe, each with who owes it, the most urgent first."""
    who = {one.pk: one for one in addressees}
    found = [(who[key], one) for key, rows in owing_of(who.values(), today=today).items() for one in rows]
    return sorted(found, key=lambda both: (both[1].due is None, both[1].due or today))


def _owed(kind: str, thing: Delivery | Commitment, *, text: str, today: date) -> Owed:
    late = thing.due is not None and thing.due < today
    return Owed(kind=kind, thing=thing, demand=thing.demand, text=text, due=thing.due, overdue=late)


@dataclass(kw_only=True)
class Line:
    """A body in the list with the parts that are listed too. owed: what all of them owe."""

    addressee: Addressee
    parts: list[Addressee] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)

    @property
    def late(self) -> int:
        return sum(one.overdue for one in self.owed)


def listed(*, today: date, level: str = "", words: str = "", only: str = "") -> list[Line]:
    """Return the bodies in the order of their levels, parts with their wholes.

    Args:
        level: of Addressee.Level, '' all.
        words: in name or place; a part that is found without its whole stands alone.
        only: "offen" who owes something, "pruefen" to be verified, "frueher" who exists no more; '' who exists.
    """
    exist = Addressee.objects.valid_on(today).values("pk")
    rows = Addressee.objects.exclude(pk__in=exist) if only == "frueher" else Addressee.objects.filter(pk__in=exist)
    if level:
        rows = rows.filter(level=level)
    if only == "pruefen":
        rows = rows.filter(to_be_verified=True)
    if words:
        rows = rows.filter(Q(sort_key__contains=sort_key(words)) | Q(city__icontains=words))
    found = list(rows.select_related("parent"))
    owed = owing_of(found, today=today)
    if only == "offen":
        found = [one for one in found if one.pk in owed]
    return _lines(found, owed=owed)


def parts_of(addressee: Addressee) -> list[Addressee]:
    """Return the body itself and everything that belongs to it, however deep."""
    found, above = [addressee], [addressee]
    for _level in range(DEEPEST):
        seen = {one.pk for one in found}
        above = [one for one in Addressee.objects.filter(parent__in=above) if one.pk not in seen]
        if not above:
            break
        found += above
    return found


def demands_for(addressees: Iterable[Addressee]) -> list[Demand]:
    """Return the demands that the public reads, or drafts, to any of these, the newest first."""
    keys = [one.pk for one in addressees]
    asked = Q(released__addressees__in=keys) | Q(released=None, current__addressees__in=keys)
    rows = Demand.objects.filter(pk__in=Demand.objects.filter(asked).values("pk"))
    return list(rows.select_related("released", "current", "lead"))


def _lines(rows: list[Addressee], *, owed: dict[int, list[Owed]]) -> list[Line]:
    """Put parts with their wholes, however deep; who is part of a ring stands alone."""
    found = {one.pk: one for one in rows}
    lines: dict[int, Line] = {}
    for one in sorted(rows, key=_place):
        whole = one
        for _level in range(DEEPEST):
            whole = found.get(whole.parent_id or 0, whole)
        lines.setdefault(whole.pk, Line(addressee=whole))
        if whole != one:
            lines[whole.pk].parts.append(one)
        lines[whole.pk].owed += owed.get(one.pk, [])
    return sorted(lines.values(), key=lambda line: _place(line.addressee))


def _place(addressee: Addressee) -> tuple[int, str, int, str]:
    """Sort by level; in a town the council stands before the administration, elsewhere kinds stand together."""
    local = addressee.level in {Addressee.Level.TOWN, Addressee.Level.DISTRICT}
    town = sort_key(addressee.city) if local else ""
    return LEVELS[addressee.level], town, KINDS[addressee.kind], addressee.sort_key
