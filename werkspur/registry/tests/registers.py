"""Random registers for the tests of finding, and what a full scan says about them."""

from __future__ import annotations

import random
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from tests.people import make_item, make_people
from werkspur.marks import fragments
from werkspur.marks.compare import damage
from werkspur.marks.fold import fold
from werkspur.marks.readings import readings
from werkspur.registry.models import Mark
from werkspur.registry.services import index_marks


def store(texts: Iterable[str]) -> dict[int, str]:
    """Put marks on one item and index them; return their texts by number."""
    item = make_item(owner=make_people().anna)
    marks = Mark.objects.bulk_create([Mark(item=item, text=text, folded=fold(text)) for text in texts])
    index_marks(marks)
    return {mark.pk: mark.text for mark in marks}


def damaged(text: str, *, alphabet: str, r: random.Random, most: int = 2) -> str:
    """Replace, insert, drop or swap up to `most` characters."""
    for _ in range(r.randint(0, most)):
        at, kind, new = r.randrange(len(text)), r.random(), r.choice(alphabet)
        if kind < 0.3:
            text = text[:at] + new + text[at + 1 :]
        elif kind < 0.5:
            text = text[:at] + new + text[at:]
        elif kind < 0.7 and len(text) > 4:
            text = text[:at] + text[at + 1 :]
        elif at + 1 < len(text):
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def scanned(query: str, register: dict[int, str]) -> set[int]:
    """Return the marks within the promise of docs/finding.md, by looking at every one."""
    asked = [one.folded for one in readings(query)]
    return {
        mark
        for mark, text in register.items()
        if any(_promised(read, stored.folded) for stored in readings(text) for read in asked)
    }


def _promised(query: str, stored: str) -> bool:
    return _whole(query, stored) or _part(query, stored)


def _whole(query: str, stored: str) -> bool:
    if "*" in query:
        return False
    unknown, long = query.count("?"), len(stored) >= 5
    if unknown >= 3:
        return len(query) == len(stored) and all(a in ("?", b) for a, b in zip(query, stored, strict=True))
    if unknown:
        return damage(query, stored).edits <= min(3 - unknown, 2 if long else 1)
    return OSA.distance(query, stored) <= (2 if long else 1)


def _part(query: str, stored: str) -> bool:
    asked = fragments.ranges(query)
    return bool(asked.ranges) and fragments.matches(query, stored, whole=asked.whole)
