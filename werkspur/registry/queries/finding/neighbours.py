"""The marks that are near a query: candidates, verified. No ranking, no items."""

from __future__ import annotations

from typing import NamedTuple

from werkspur.marks.readings import QUERY_LONGEST
from werkspur.registry.queries.finding.candidates import Candidates, candidates
from werkspur.registry.queries.finding.questions import Asked


class Near(NamedTuple):
    """How a mark was found: how near, by which reading of the query (and its place), and which stored reading."""

    nearness: float
    place: int
    asked: Asked
    folded: str

    @property
    def order(self) -> tuple[float, int, int, str]:
        """Sort key: the nearest, then the text as typed, then the longest stored reading, then its text."""
        return self.nearness, self.place, -len(self.folded), self.folded


class Neighbours(NamedTuple):
    """Marks within the promise by their number. `complete`: none is missing."""

    marks: dict[int, Near]
    complete: bool


def neighbours(text: str) -> Neighbours:
    """Return the marks that a typed text may be (whole marks within two edits) or may be a part of.

    The promise is that of docs/finding.md but for parts with a misread character, of which most look-ups need none.
    """
    found = candidates(text[:QUERY_LONGEST])
    return Neighbours(verified(found), found.complete and len(text) <= QUERY_LONGEST)


def verified(found: Candidates) -> dict[int, Near]:
    """Return the marks that are within the promise, each by its nearest reading."""
    best: dict[int, Near] = {}
    for place, asked in enumerate(found.question.asked):
        for stored, nearest in ((found.wholes, asked.whole), (found.parts, asked.inside)):
            texts, marks = stored.texts, stored.marks
            # one reading shares several keys with the query
            once = {(marks[at], texts[at], nearness): None for at, nearness in nearest(texts)}
            for number, text, nearness in once:
                mark = int(number)
                new = Near(nearness, place, asked, text)
                have = best.get(mark)
                if have is None or new.order < have.order:
                    best[mark] = new
    return best
