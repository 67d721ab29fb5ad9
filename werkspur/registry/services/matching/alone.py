"""Queries looked up one by one in the database, their matches weighed together."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from werkspur.marks.clean import ANY_RUN, clean
from werkspur.marks.readings import QUERY_LONGEST
from werkspur.marks.weights import Table
from werkspur.registry.queries.finding import Near, candidates, table_that_holds, verified
from werkspur.registry.queries.finding.candidates import Readings
from werkspur.registry.queries.finding.ranking import rows, stored_text
from werkspur.registry.sealed.asking import answerable
from werkspur.registry.sealed.ordering import Match
from werkspur.registry.sealed.weighing import weigh_texts

# Marks of several queries that are read and weighed together.
_MARKS_AT_ONCE = 10_000
_DECIMALS = 6  # of a weight, as in `marks.rank.order`


@dataclass(frozen=True)
class Matched:
    """What the register has for one query.

    total      marks that may be meant
    complete   no mark within the promise is missing
    matches    the best: number of the mark, weight (less is better), edits; by weight, edits, the mark as displayed
    """

    query: str
    total: int = 0
    complete: bool = True
    matches: list[Match] = field(default_factory=list)


@dataclass(frozen=True)
class _Found:
    query: str
    complete: bool
    near: Mapping[int, Near]


def match_alone(
    chunks: Iterable[Sequence[str]], *, limit: int, parts: bool = False
) -> Generator[list[Matched], None, None]:
    """Yield the answers to each chunk, all of it by the weight table that holds when its turn comes."""
    for chunk in chunks:
        yield look_up(chunk, limit=limit, parts=parts, table=table_that_holds())


def look_up(texts: Iterable[str], *, limit: int, parts: bool, table: Table) -> list[Matched]:
    """Return the answers to some queries, in order."""
    out, waiting, marks = list[Matched](), list[_Found](), 0
    for text in texts:
        found = _found(text, parts=parts)
        waiting.append(found)
        marks += len(found.near)
        if marks >= _MARKS_AT_ONCE:
            out += _matched(waiting, limit=limit, table=table)
            waiting, marks = [], 0
    return out + _matched(waiting, limit=limit, table=table)


def _found(text: str, *, parts: bool) -> _Found:
    """Return the marks within the promise; without `parts` only whole ones, unless the query has a gap."""
    shown = text[:QUERY_LONGEST]
    if not shown.strip():
        return _Found(text, complete=True, near={})
    found = candidates(shown, misread_parts=parts)
    complete = found.complete and shown == text
    if not parts and not any(ANY_RUN in one.reading.folded for one in found.question.asked):
        found = replace(found, parts=Readings([], []))
        complete |= answerable(text)  # what is missing could only contain it
    return _Found(text, complete, verified(found))


def _matched(found: Sequence[_Found], *, limit: int, table: Table) -> list[Matched]:
    """Read the marks of several queries, weigh and order them."""
    there = {row.mark: row for row in rows({mark for one in found for mark in one.near}, category="", words=False)}
    pairs = [(there[mark], near) for one in found for mark, near in one.near.items() if mark in there]
    texts = [(clean(near.asked.reading.text), clean(stored_text(row, near))) for row, near in pairs]
    weights = iter(weigh_texts(texts, table))
    out = []
    for one in found:
        ordered = sorted(
            (round(next(weights), _DECIMALS), _distance(near), there[mark].text, mark)
            for mark, near in one.near.items()
            if mark in there
        )
        best = [(mark, weight, distance) for weight, distance, _text, mark in ordered[:limit]]
        out.append(Matched(one.query, len(ordered), one.complete, best))
    return out


def _distance(near: Near) -> int:
    return int(OSA.distance(near.asked.reading.folded, near.folded))
