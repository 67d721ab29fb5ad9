"""A run of numbers with foreign characters now and then, and what is found in it."""

from __future__ import annotations

import random
from collections.abc import Iterable

from werkspur.marks.fold import fold
from werkspur.registry import services
from werkspur.registry.models import HotKey, Item, Mark, MarkKey
from werkspur.registry.queries.finding import neighbours
from werkspur.registry.services.hot.patterns import united

#: what follows one another in the run of the tests: KR77 and four digits
PREFIX = "KR77"
FOREIGN = "ACEFHJKMNPTWXY"


def number(r: random.Random, *, foreign: float = 0.0) -> str:
    """Return a number of the run, with a foreign character in that share of cases."""
    text = f"{PREFIX}{r.randrange(400):04}"
    if r.random() < foreign:
        at = r.randrange(4, 8)
        text = text[:at] + r.choice(FOREIGN) + text[at + 1 :]
    return text


def misread(text: str, r: random.Random) -> str:
    """Misread a foreign character (else the last one) and another one of the number."""
    strange = next((at for at in range(4, len(text)) if not text[at].isdigit()), len(text) - 1)
    for at in {strange, r.randrange(4, len(text))}:
        text = text[:at] + r.choice("0123456789") + text[at + 1 :]
    return text


def add(texts: Iterable[str]) -> list[Mark]:
    """Store marks as an import does: one transaction's worth, if the caller has one."""
    item = Item.objects.first()
    marks = Mark.objects.bulk_create([Mark(item=item, text=text, folded=fold(text)[:200]) for text in texts])
    services.index_marks(marks, new=True)
    return marks


def found(query: str) -> set[str]:
    """Return the stored readings near a query."""
    return {near.folded for near in neighbours(query).marks.values()}


def key_of(text: str, pair: int) -> str:
    """Return the key of a mark that leaves out this pair of segments; 5 leaves out the last two."""
    stored = MarkKey.objects.filter(folded=fold(text)).order_by("key").values_list("key", flat=True)
    return stored.distinct()[pair]


def pattern_of(key: str) -> list[str]:
    """Return the pattern that holds."""
    return united(HotKey.objects.filter(key=key).values_list("pattern", flat=True))
