"""Places that are to be covered, while somebody is still choosing them: kept in the form, not in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from werkspur.base.pdfpages import Box

#: millimetres of a point of 1/72 inch
MM = 25.4 / 72
#: longest text of marks that is read
MOST_CHARACTERS = 60_000


def read(text: str, *, pages: int) -> list[Box]:
    """Return the places a form carried; whatever is no place on one of the pages is left out."""
    if len(text) > MOST_CHARACTERS:
        return []
    try:
        rows = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    found = [_box(row, pages=pages) for row in rows] if isinstance(rows, list) else []
    return [box for box in found if box is not None]


def write(marks: Sequence[Box]) -> str:
    """Return places as a form carries them."""
    return json.dumps([[mark.page, mark.x, mark.y, mark.width, mark.height] for mark in marks], separators=(",", ":"))


def joined(marks: Sequence[Box], more: Iterable[Box]) -> list[Box]:
    """Return places with more of them, each once, as they are read: by page, from above."""
    return sorted({*marks, *more}, key=lambda box: (box.page, box.y, box.x))


def _box(row: object, *, pages: int) -> Box | None:
    if not isinstance(row, list) or len(row) != 5 or not all(type(one) in (int, float) for one in row):
        return None
    page, *sides = row
    if page not in range(1, pages + 1) or not all(abs(side) < 100_000 for side in sides) or min(sides[2:]) <= 0:
        return None
    x, y, width, height = (round(float(side), 1) for side in sides)
    return Box(int(page), x, y, width, height)
