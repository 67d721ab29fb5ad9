"""Where an offence key stands in the tree, and which area or key somebody means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from werkspur.facts.models import Area, Offence
from werkspur.facts.rules import keys

#: more neighbours are on the page of the key
MOST = 6
_LONGEST = 120
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """above: what holds the key; below: what it holds; beside: what else those above hold. Never to be added."""

    above: Sequence[Offence] = ()
    below: Sequence[Offence] = ()
    beside: Sequence[Offence] = ()


def neighbours(offence: Offence, *, most: int = MOST) -> Neighbours:
    """Return the keys around this one, those for companies first, at most `most` of each; three statements."""
    above = list(offence.parents.order_by("order", "key")[:most])
    first = Offence.objects.order_by("-for_business", "order", "key")
    below = list(first.filter(parents=offence)[:most])
    beside = first.filter(parents__in=above).exclude(pk=offence.pk).distinct() if above else Offence.objects.none()
    return Neighbours(above=above, below=below, beside=list(beside[:most]))


def area_meant(text: str) -> Area | None:
    """Return the area that a chosen or typed text means: its key, its name, or the first name that holds it."""
    return _meant(Area.objects.defer("outline").order_by("order", "key"), text)


def offence_meant(text: str) -> Offence | None:
    """Return the offence key that a chosen or typed text means, see `area_meant`."""
    words = text.split()
    found = keys.normalise(words[0]) if words else None
    return _meant(Offence.objects.order_by("order", "key"), f"{found} {text}" if found else text)


def _meant(rows: QuerySet[Row], text: str) -> Row | None:
    wanted = " ".join(text[:_LONGEST].split())
    if not wanted:
        return None
    first = wanted.split(" ", 1)[0]
    found = rows.filter(Q(key=first) | Q(name__iexact=wanted)).first()
    return found or rows.filter(name__icontains=wanted).first()
