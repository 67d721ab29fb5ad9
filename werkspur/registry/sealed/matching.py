"""A chunk of queries -> the best marks of each, from segments alone.

Rules and order are those of a single look-up (registry.queries.finding), of which this is the same for many at once.

Memory for one chunk: what `joining` needs, and some 150 bytes for each pair found. A chunk that finds more than `PAIRS`
pairs is halved until it does not, or is a single query; so it stays below 500 MB beside the mapped files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from werkspur.marks.weights import Table
from werkspur.registry.sealed import asking
from werkspur.registry.sealed.asking import Asked
from werkspur.registry.sealed.joining import join
from werkspur.registry.sealed.letters import FOLDED
from werkspur.registry.sealed.nearness import distances
from werkspur.registry.sealed.ordering import Match, Weighed, best, nearest
from werkspur.registry.sealed.pairs import Ints, Pairs, by_lengths, joined
from werkspur.registry.sealed.segment import Segment
from werkspur.registry.sealed.weighing import weights

#: most pairs of queries and readings kept at once
PAIRS = 2_000_000

_DECIMALS = 6  # of a weight, as in `marks.rank.order`


@dataclass(frozen=True)
class Register:
    """What is matched against.

    segments   the sealed readings, and if there are any those stored since
    gone       sorted numbers of sealed readings that have been removed since
    renewed    sorted numbers of marks stored or changed since: their sealed readings hold no more
    hidden     sorted numbers of marks that are not to be found
    table      what each misreading weighs
    """

    segments: Sequence[Segment]
    gone: Ints
    renewed: Ints
    hidden: Ints
    table: Table


@dataclass
class Answers:
    """For each query (its place) how many marks it finds and the best of them; `others` are to be asked one by one."""

    found: dict[int, tuple[int, list[Match]]] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)


def match(texts: Sequence[str], register: Register, *, limit: int) -> Answers:
    """Return the marks within the promise of a look-up, the best `limit` of each query."""
    taken = asking.questions(texts)
    near = _near(taken.asked, register)
    if near is None:
        half = len(texts) // 2
        first, second = (match(some, register, limit=limit) for some in (texts[:half], texts[half:]))
        return _put_together(first, second, half)
    pairs, heavy = near
    query, mark, kept = nearest(_there(pairs, register), taken.asked, register.segments)
    weighed = Weighed(query, mark, kept, _weights(kept, taken.asked, register))
    asked = {one.query for one in taken.asked} - heavy
    found = {one: (0, list[Match]()) for one in asked} | best(weighed, register.segments, limit=limit)
    return Answers(found, sorted({*taken.others, *heavy}))


def _put_together(first: Answers, second: Answers, shift: int) -> Answers:
    later = {query + shift: found for query, found in second.found.items()}
    return Answers(first.found | later, first.others + [query + shift for query in second.others])


def _near(asked: Sequence[Asked], register: Register) -> tuple[Pairs, set[int]] | None:
    """Return the pairs within the edits, and the queries too heavy to be asked here; None: too many for one go."""
    parts, heavy, count = list[Pairs](), set[int](), 0
    several = len({one.query for one in asked}) > 1
    for block in asking.blocks(asked):
        for number, segment in enumerate(register.segments):
            near, too_heavy = join(block, segment)
            heavy.update(asked[one].query for one in block.asked[too_heavy])
            of_segment = np.full(len(near.rows), number, np.int64)
            parts.append(Pairs(block.asked[near.rows], of_segment, near.places, near.distance))
            count += len(near.rows)
            if several and count > PAIRS:
                return None
    left_out = np.array([number for number, one in enumerate(asked) if one.query in heavy], np.int64)
    pairs = joined(parts)
    return _with_gaps(pairs.some(~np.isin(pairs.asked, left_out)), asked, register), heavy


def _with_gaps(pairs: Pairs, asked: Sequence[Asked], register: Register) -> Pairs:
    """Take pairs of readings with `?` once, not once for each way to spell it; there a `?` counts as an edit."""
    unknown = np.array([one.unknown for one in asked], np.int64)
    gaps = unknown[pairs.asked] > 0
    if not gaps.any():
        return pairs
    some = pairs.some(gaps)
    once = np.unique(np.stack([some.asked, some.segment, some.place]), axis=1, return_index=True)[1]
    some = some.some(once)
    most = max(one.edits + one.unknown for one in asked)
    for at, queries, stored in by_lengths(some, [one.folded for one in asked], register.segments):
        some.distance[at] = distances(FOLDED[queries], FOLDED[stored], most)
    return joined([pairs.some(~gaps), some])


def _there(pairs: Pairs, register: Register) -> Pairs:
    """Leave out what was removed or changed since it was sealed, or is not to be found."""
    sealed = pairs.segment == 0
    out = sealed & _contained(pairs.stored("number", register.segments), register.gone)
    mark = pairs.stored("mark", register.segments)
    out |= sealed & _contained(mark, register.renewed)
    return pairs.some(~(out | _contained(mark, register.hidden)))


def _contained(values: Ints, among: Ints) -> NDArray[np.bool_]:
    if not len(among):
        return np.zeros(len(values), bool)
    at = np.minimum(np.searchsorted(among, values), len(among) - 1)
    found: NDArray[np.bool_] = among[at] == values
    return found


def _weights(pairs: Pairs, asked: Sequence[Asked], register: Register) -> NDArray[np.float64]:
    out = np.zeros(len(pairs))
    for at, queries, stored in by_lengths(pairs, [one.clean for one in asked], register.segments):
        out[at] = weights(queries, stored, register.table)
    return np.round(out, _DECIMALS)
