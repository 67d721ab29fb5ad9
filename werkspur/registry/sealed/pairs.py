"""Readings of queries and stored readings near to each other, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from werkspur.registry.sealed.letters import Bytes, matrix
from werkspur.registry.sealed.segment import Segment

Ints = NDArray[np.int64]

_AT_ONCE = 16_384


@dataclass(frozen=True)
class Pairs:
    """An entry for each pair: which reading of a query, which segment, which place in it, and the distance."""

    asked: Ints
    segment: Ints
    place: Ints
    distance: Bytes

    def __len__(self) -> int:
        return len(self.asked)

    def some(self, at: Ints | NDArray[np.bool_]) -> Pairs:
        """Return the pairs at these places, or where a mask is true."""
        return Pairs(self.asked[at], self.segment[at], self.place[at], self.distance[at])

    def stored(self, name: str, segments: Sequence[Segment]) -> Ints:
        """Return for each pair what an array of its segment (int64) says of its reading."""
        out = np.zeros(len(self), np.int64)
        for number, segment in enumerate(segments):
            of_segment = self.segment == number
            out[of_segment] = segment.arrays[name][self.place[of_segment]]
        return out

    def lengths(self, segments: Sequence[Segment]) -> Ints:
        """Return for each pair the length of the stored reading."""
        out = np.zeros(len(self), np.int64)
        for number, segment in enumerate(segments):
            of_segment = self.segment == number
            ends = np.array([end for _first, end, _at in segment.starts.values()], np.int64)
            lengths = np.array(list(segment.starts), np.int64)
            out[of_segment] = lengths[np.searchsorted(ends, self.place[of_segment], side="right")]
        return out


def joined(parts: Sequence[Pairs]) -> Pairs:
    """Return all pairs of several lists in one."""
    empty = np.empty(0, np.int64)
    every = [Pairs(empty, empty, empty, np.empty(0, np.uint8)), *parts]
    return Pairs(
        np.concatenate([one.asked for one in every]),
        np.concatenate([one.segment for one in every]),
        np.concatenate([one.place for one in every]),
        np.concatenate([one.distance for one in every]),
    )


def by_lengths(pairs: Pairs, texts: Sequence[str], segments: Sequence[Segment]) -> Iterator[tuple[Ints, Bytes, Bytes]]:
    """Yield pairs of two lengths at a time: which, and the codes (characters, pairs) of query and stored reading.

    Args:
        texts: for each reading of a query its text, cleaned or folded.
    """
    sizes = np.array([len(text) for text in texts], np.int64)
    rows, codes = np.zeros(len(texts), np.int64), dict[int, Bytes]()
    for size in map(int, np.unique(sizes)):
        of_size = np.flatnonzero(sizes == size)
        rows[of_size] = np.arange(len(of_size))
        codes[size] = matrix([texts[one] for one in of_size.tolist()], size)
    read, there = sizes[pairs.asked], pairs.lengths(segments)
    order = np.lexsort((pairs.place, there, read, pairs.segment))
    for group in _groups(order, pairs.segment, read, there):
        segment = segments[int(pairs.segment[group[0]])]
        queries, length = codes[int(read[group[0]])], int(there[group[0]])
        for start in range(0, len(group), _AT_ONCE):
            at = group[start : start + _AT_ONCE]
            asked = np.ascontiguousarray(queries[rows[pairs.asked[at]]].T)
            yield at, asked, np.ascontiguousarray(segment.clean(length, pairs.place[at]).T)


def _groups(order: Ints, *columns: Ints) -> list[Ints]:
    """Cut a sorted order where one of the columns changes."""
    if not len(order):
        return []
    changes = np.zeros(len(order) - 1, bool)
    for column in columns:
        changes |= np.diff(column[order]) != 0
    return np.split(order, np.flatnonzero(changes) + 1)
