"""The oracle, and the peer "rapidfuzz": look at every mark."""

from __future__ import annotations

import time
from collections import defaultdict
from itertools import count

import numpy as np
from corpus import Texts, matrix
from rapidfuzz import process
from rapidfuzz.distance import OSA
from typed import PART, Query

from werkspur.marks.clean import UNREADABLE
from werkspur.marks.compare import damage
from werkspur.marks.fold import fold

_BLOCK = 100_000


def neighbours(queries: list[Query], folded: Texts) -> list[list[int]]:
    """Return for each query the numbers (from 1) of all marks within the promise, sorted.

    Two edits; three with `?` counted, of which two besides; the part itself for parts of a number. Every mark is
    compared with every query, in blocks of one length, two processors at a time.
    """
    texts = [fold(query.text) for query in queries]
    wholes = [at for at, query in enumerate(queries) if query.kind != PART]
    found: dict[int, list[int]] = defaultdict(list)
    lengths = (matrix(folded) != 0).sum(axis=1)
    for length in np.unique(lengths):
        of_length = np.flatnonzero(lengths == length)
        asked = [at for at in wholes if abs(len(texts[at]) - length) <= _most(texts[at])]
        for start in range(0, len(of_length) if asked else 0, _BLOCK):
            places = of_length[start : start + _BLOCK]
            marks = [text.decode() for text in folded[places].tolist()]
            for at, place in _near(asked, texts, marks):
                found[at].append(int(places[place]) + 1)
    for at in set(range(len(queries))) - set(wholes):
        found[at] = _containing(texts[at], folded)
    return [sorted(found[at]) for at in range(len(queries))]


def scans(queries: list[Query], folded: Texts, *, count: int) -> list[float]:
    """Return the milliseconds of some single scans, the best of two each: what one look-up would take."""
    marks = [text.decode() for text in folded.tolist()]
    out = []
    for query in queries[:count]:
        text, best = fold(query.text), float("inf")
        for _ in range(2):
            start = time.perf_counter()
            process.extract(text, marks, scorer=OSA.distance, score_cutoff=2, limit=None)
            best = min(best, (time.perf_counter() - start) * 1000)
        out.append(best)
    return out


def _most(text: str) -> int:
    return 3 if UNREADABLE in text else 2


def _near(asked: list[int], texts: list[str], marks: list[str]) -> list[tuple[int, int]]:
    """Return pairs (query, place in marks) within the promise."""
    distance = process.cdist(
        [texts[at] for at in asked], marks, scorer=OSA.distance, score_cutoff=3, dtype=np.uint8, workers=2
    )
    most = np.array([[_most(texts[at])] for at in asked], np.uint8)
    pairs = ((asked[row], int(place)) for row, place in zip(*np.nonzero(distance <= most), strict=True))
    return [(at, place) for at, place in pairs if _promised(texts[at], marks[place])]


def _promised(query: str, mark: str) -> bool:
    unknown = query.count(UNREADABLE)
    return not unknown or damage(query, mark).edits <= 3 - unknown


def _containing(part: str, folded: Texts) -> list[int]:
    """Return the numbers of marks that contain a part."""
    rows = np.hstack([matrix(folded), np.full((len(folded), 1), ord("\n"), np.uint8)])
    whole, width, at, out = rows.tobytes(), rows.shape[1], -1, set()
    for _ in count():
        at = whole.find(part.encode(), at + 1)
        if at < 0:
            return sorted(out)
        out.add(at // width + 1)
    raise AssertionError
