"""What comes first: of the readings of a mark, and of the marks of a query. The same order as in a single look-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from werkspur.registry.sealed.asking import Asked
from werkspur.registry.sealed.letters import CLEAN, FOLDED
from werkspur.registry.sealed.pairs import Ints, Pairs
from werkspur.registry.sealed.segment import Segment

Match = tuple[int, float, int]
Mask = NDArray[np.bool_]

# Bytes of displayed marks compared in one step.
_STEP = 8


@dataclass(frozen=True)
class Weighed:
    """One entry for each mark that a query finds; weights rounded as in `marks.rank.order`."""

    query: Ints
    mark: Ints
    pairs: Pairs
    weight: NDArray[np.float64]


def nearest(pairs: Pairs, asked: Sequence[Asked], segments: Sequence[Segment]) -> tuple[Ints, Ints, Pairs]:
    """Return query, mark and the pair that counts, one for each mark of a query.

    It is the nearest, then that of the first reading of the query, of the longest stored reading, of its characters.
    """
    query = np.array([one.query for one in asked], np.int64)[pairs.asked]
    place = np.array([one.place for one in asked], np.int64)[pairs.asked]
    mark, shortness = pairs.stored("mark", segments), -pairs.lengths(segments)
    keys = (shortness, place, pairs.distance, mark, query)
    order = np.lexsort(keys)
    starts = _starts(*(key[order] for key in keys))
    for start, end in _equals(starts):
        order[start:end] = sorted(
            order[start:end], key=lambda at: _folded(pairs, int(at), -int(shortness[at]), segments)
        )
    kept = order[_starts(query[order], mark[order])]
    return query[kept], mark[kept], pairs.some(kept)


def best(found: Weighed, segments: Sequence[Segment], *, limit: int) -> dict[int, tuple[int, list[Match]]]:
    """Return for each query how many marks it finds, and the best: by weight, distance, the mark, its number."""
    columns = (found.pairs.distance, found.weight, found.query)
    order = np.lexsort(columns)
    starts = _starts(*(column[order] for column in columns))
    queries, first, totals = np.unique(found.query[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(first, totals)
    begun = rank[starts][np.cumsum(starts) - 1] < limit  # equals of the last one that counts come along
    order, starts = _by_mark(order[begun], starts[begun], found, segments)
    out = {int(query): (int(total), list[Match]()) for query, total in zip(queries, totals, strict=True)}
    shown = zip(
        found.query[order].tolist(),
        found.mark[order].tolist(),
        found.weight[order].tolist(),
        found.pairs.distance[order].tolist(),
        strict=True,
    )
    for query, mark, weight, distance in shown:
        if len(out[query][1]) < limit:
            out[query][1].append((mark, weight, distance))
    return out


def _by_mark(order: Ints, starts: Mask, found: Weighed, segments: Sequence[Segment]) -> tuple[Ints, Mask]:
    """Put equals into the order of their marks as displayed, eight bytes at a time, and of their numbers at last.

    Bytes of UTF-8 sort as the characters do.
    """
    step, longer = 0, True
    while longer and not starts.all():
        at = _in_company(starts)
        column, longer = _text(found.pairs.some(order[at]), segments, step)
        order, starts = _sorted_within(order, starts, at, column)
        step += _STEP
    at = _in_company(starts)
    return _sorted_within(order, starts, at, found.mark[order[at]])


def _sorted_within(order: Ints, starts: Mask, at: Ints, column: NDArray[np.generic]) -> tuple[Ints, Mask]:
    """Sort entries of groups of equals by one more column, and cut the groups where it differs."""
    group = np.cumsum(starts)[at]
    again = np.lexsort((column, group))
    order, starts = order.copy(), starts.copy()
    order[at] = order[at][again]
    starts[at] = _starts(group, column[again])
    return order, starts


def _starts(*columns: NDArray[np.generic]) -> Mask:
    """Tell for each entry whether it differs from the one before in any column; so the first does."""
    out = np.zeros(len(columns[0]), bool)
    out[:1] = True
    for column in columns:
        out[1:] |= column[1:] != column[:-1]
    return out


def _in_company(starts: Mask) -> Ints:
    """Return the places of entries that have equals beside them."""
    alone = starts & np.append(starts[1:], True)
    return np.flatnonzero(~alone)


def _equals(starts: Mask) -> list[tuple[int, int]]:
    """Return from and to of each group of equals of more than one."""
    first = np.flatnonzero(starts)
    ends = np.append(first[1:], len(starts))
    several = ends - first > 1
    return list(zip(first[several].tolist(), ends[several].tolist(), strict=True))


def _text(pairs: Pairs, segments: Sequence[Segment], step: int) -> tuple[NDArray[np.uint64], bool]:
    """Return eight bytes of each displayed mark from a place on, as numbers that sort alike; and if any has more."""
    out, longer = np.zeros((len(pairs), _STEP), np.uint8), False
    for number, segment in enumerate(segments):
        of_segment = np.flatnonzero(pairs.segment == number)
        place, text = pairs.place[of_segment], segment.arrays["text"]
        at, end = segment.arrays["text_at"][place] + step, segment.arrays["text_at"][place + 1]
        longer |= bool((end - at > _STEP).any())
        for shift in range(_STEP):
            there = at + shift < end
            out[of_segment[there], shift] = text[at[there] + shift]
    return out.view(">u8").ravel().astype(np.uint64), longer


def _folded(pairs: Pairs, at: int, length: int, segments: Sequence[Segment]) -> str:
    codes = segments[int(pairs.segment[at])].clean(length, pairs.place[at : at + 1])
    return "".join(CLEAN[code] for code in FOLDED[codes[0]])
