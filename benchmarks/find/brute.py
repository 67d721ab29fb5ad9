"""The oracle, and the peer "rapidfuzz brute force": look at every mark."""

from __future__ import annotations

import time

from corpus import Query
from rapidfuzz import process
from rapidfuzz.distance import OSA

from werkspur.marks.compare import damage
from werkspur.marks.fold import fold


def scan(queries: list[Query], marks: list[str]) -> tuple[list[set[int]], list[tuple[str, float]]]:
    """Return for each query the numbers (from 1) of all marks within the promise, and kind and ms of each scan.

    Two edits; three with `?` counted, of which two besides; the part itself for parts of a number.
    """
    truth, scans = [], []
    for query in queries:
        folded = fold(query.text)
        start = time.perf_counter()
        truth.append(_part(folded, marks) if query.kind.startswith("part") else _near(folded, marks))
        scans.append((query.kind, (time.perf_counter() - start) * 1000))
    return truth, scans


def _near(query: str, marks: list[str]) -> set[int]:
    unknown = query.count("?")
    found = process.extract(query, marks, scorer=OSA.distance, score_cutoff=3 if unknown else 2, limit=None)
    return {at + 1 for mark, _, at in found if not unknown or damage(query, mark).edits <= 3 - unknown}


def _part(query: str, marks: list[str]) -> set[int]:
    return {at for at, mark in enumerate(marks, 1) if query in mark}
