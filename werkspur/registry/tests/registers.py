"""Random registers for the tests of finding, and what a full scan says about them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from tests.people import make_item, make_people
from werkspur.marks import fragments
from werkspur.marks.compare import damage
from werkspur.marks.fold import fold
from werkspur.marks.readings import Reading, readings
from werkspur.registry.models import Item, Mark
from werkspur.registry.services import index_marks


def store(texts: Iterable[str]) -> dict[int, str]:
    """Put marks on one item and index them; return their texts by number."""
    item = make_item(owner=make_people().anna)
    marks = Mark.objects.bulk_create([Mark(item=item, text=text, folded=fold(text)) for text in texts])
    index_marks(marks)
    return {mark.pk: mark.text for mark in marks}


def spread(texts: Iterable[str]) -> dict[int, str]:
    """Put each mark on an item of its own and index them; return the texts by number of the item."""
    first = make_item(owner=make_people().anna)
    like = {"company": first.company, "category": first.category}
    kept = list(texts)
    items = Item.objects.bulk_create([Item(name=f"Gerät {number}", **like) for number in range(len(kept))])
    marks = [Mark(item=item, text=text, folded=fold(text)[:200]) for item, text in zip(items, kept, strict=True)]
    index_marks(Mark.objects.bulk_create(marks))
    return {mark.item_id: mark.text for mark in marks}


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


def scanned(query: str, register: dict[int, str], *, misread_parts: bool = True) -> set[int]:
    """Return the marks within the promise of docs/finding.md, by looking at every one."""
    asked = readings(query)
    return {
        mark
        for mark, text in register.items()
        if any(_promised(read, stored, misread_parts=misread_parts) for stored in _stored(text) for read in asked)
    }


@lru_cache(maxsize=64)
def _described(query: str) -> re.Pattern[str]:
    """Return the pattern that a mark must begin with: anything first, unless the query is the beginning of a mark."""
    asked = fragments.ranges(query)
    begins = asked.whole or (not asked.ranges and "*" in query and not query.startswith("*"))
    return re.compile(("" if begins else ".*") + "".join({"?": ".", "*": ".*"}.get(c, c) for c in query))


@lru_cache(maxsize=5_000)
def _stored(text: str) -> list[str]:
    """Return the folded readings that a mark is stored with: no gap but in the text itself, and no short serial."""
    read = enumerate(readings(text))
    return [one.folded for place, one in read if place == 0 or not ("*" in one.folded or one.origin == "short_serial")]


def _promised(read: Reading, stored: str, *, misread_parts: bool) -> bool:
    if read.origin == "short_serial":  # of a number typed in full: one edit or what cannot be read, and never a part
        return damage(read.folded, stored).edits <= 1 - min(1, read.folded.count("?"))
    return _whole(read.folded, stored) or _part(read.folded, stored, misread=misread_parts)


def _whole(query: str, stored: str) -> bool:
    if "*" in query:
        return False
    unknown, long = query.count("?"), len(stored) >= 5
    if unknown >= 3 and len(query) - unknown < 8:
        return len(query) == len(stored) and all(a in ("?", b) for a, b in zip(query, stored, strict=True))
    if unknown:
        return damage(query, stored).edits <= min(max(1, 3 - unknown), 2 if long else 1)
    return OSA.distance(query, stored) <= (2 if long else 1)


def _part(query: str, stored: str, *, misread: bool) -> bool:
    """Tell whether the mark contains the query, or (seven characters and more) something one edit from it."""
    if not ("*" in query or (len(query) >= 5 and sum(c != "?" for c in query) >= 3)):
        return False
    if _described(query).match(stored):
        return True
    if not misread or "?" in query or "*" in query or len(query) < 7:
        return False
    lengths = range(len(query) - 1, len(query) + 2)
    pieces = (stored[at : at + length] for length in lengths for at in range(len(stored) - length + 1))
    return any(OSA.distance(query, piece, score_cutoff=1) <= 1 for piece in pieces)


def serials(start: int, count: int) -> list[str]:
    """Return numbers as a maker counts them, with gaps."""
    return [f"TS{number:07}K" for number in range(start, start + count * 17, 17)]
