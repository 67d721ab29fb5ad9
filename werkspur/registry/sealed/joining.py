"""From rows of queries to the stored readings within the edits: look up sorted keys, sift by letters, compare.

Nothing is ever asked twice or cut in two: what a row finds is handled in one go. A row that shares its keys with more
than `HEAVY` readings (a long run of consecutive numbers) is left to the database, which spells such runs out.

Memory for one call: keys of a block (4,096 rows, some 58 keys each) and up to `CANDIDATES` + `HEAVY` candidates at 60
bytes, together below 100 MB; what is found comes on top, 24 bytes for each pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from werkspur.registry.sealed import letters
from werkspur.registry.sealed.asking import Block
from werkspur.registry.sealed.nearness import distances
from werkspur.registry.sealed.plan import kept_of_query
from werkspur.registry.sealed.segment import LENGTHS, Segment

Ints = NDArray[np.int64]

#: most candidates of one row
HEAVY = 200_000
#: candidates handled at once, or those of one row
CANDIDATES = 1_000_000

_PAIRS_AT_ONCE = 16_384


@dataclass(frozen=True)
class Near:
    """Pairs within the edits: row of the block, place in the segment, distance."""

    rows: Ints
    places: Ints
    distance: letters.Bytes


@dataclass(frozen=True)
class _Hits:
    """Stretches of the sorted keys of one pair of segments: which row asked, from where, how many."""

    rows: Ints
    first: Ints
    count: Ints

    def of(self, start: int, end: int, each: Ints) -> _Hits:
        """Return those of some rows, without the heavy ones (`each` is 0), which nobody reads here."""
        some = slice(*np.searchsorted(self.rows, (start, end)))
        light = each[self.rows[some]] > 0
        return _Hits(self.rows[some][light], self.first[some][light], self.count[some][light])


def join(block: Block, segment: Segment) -> tuple[Near, Ints]:
    """Return what the rows of a block find in a segment, each pair once, and the rows that are too heavy."""
    hits = [_hits(block, segment, pair) for pair in range(segment.scheme.most_pairs)]
    each = np.zeros(len(block.asked), np.int64)
    for one in hits:
        np.add.at(each, one.rows, one.count)
    heavy = np.flatnonzero(each > HEAVY)
    each[heavy] = 0
    found = [_compared(block, segment, *some) for some in _candidates(block, segment, hits, each)]
    empty = np.empty(0, np.int64)
    rows = np.concatenate([empty, *(one.rows for one in found)])
    places = np.concatenate([empty, *(one.places for one in found)])
    distance = np.concatenate([np.empty(0, np.uint8), *(one.distance for one in found)])
    return Near(rows, places, distance), heavy


def _hits(block: Block, segment: Segment, pair: int) -> _Hits:
    """Look up all keys of the block that leave out this pair, in sorted order, each once for each row."""
    asked = [
        letters.hashes(block.folded, kept.picks, kept.stored)
        for kept in kept_of_query(block.folded.shape[1], block.edits, segment.scheme)
        if kept.pair == pair and kept.stored in segment.starts
    ]
    if not asked:
        return _Hits(*(np.empty(0, np.int64) for _ in range(3)))
    below = np.uint64(segment.place_bits)
    wanted = np.concatenate(asked) >> below << below
    rows = np.tile(np.arange(len(block.asked)), len(asked))
    order = np.lexsort((rows, wanted))
    wanted, rows = wanted[order], rows[order]
    first_of = np.append(True, (wanted[1:] != wanted[:-1]) | (rows[1:] != rows[:-1]))
    wanted, rows = wanted[first_of], rows[first_of]
    keys = segment.keys(pair)
    first = np.searchsorted(keys, wanted)
    there = first < len(keys)
    there[there] = keys[first[there]] >> below == wanted[there] >> below
    wanted, rows, first = wanted[there], rows[there], first[there]
    last = np.searchsorted(keys, wanted | np.uint64((1 << int(below)) - 1), side="right")
    by_row = np.argsort(rows, kind="stable")
    return _Hits(rows[by_row], first[by_row], (last - first)[by_row])


def _candidates(block: Block, segment: Segment, hits: list[_Hits], each: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield rows and places that share a key and nearly all letters, each once, whole rows at a time."""
    ends = np.cumsum(each)
    asked, near = letters.counts(block.folded), 2 * block.edits
    start = 0
    while start < len(each):
        done = int(ends[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(ends, done + CANDIDATES, side="right")))
        some = [one.of(start, end, each) for one in hits]
        parts = [_sifted(one, segment, segment.keys(pair), asked, near) for pair, one in enumerate(some)]
        packed = np.concatenate(parts)
        packed.sort()
        packed = packed[np.append(packed[:1] == packed[:1], packed[1:] != packed[:-1])]
        if len(packed):
            bits = np.uint64(segment.place_bits)
            yield (packed >> bits).astype(np.int64), (packed & np.uint64((1 << int(bits)) - 1)).astype(np.int64)
        start = end


def _sifted(hits: _Hits, segment: Segment, keys: letters.Bits, asked: letters.Bits, near: int) -> letters.Bits:
    """Return row and place in one number, for the candidates whose letters differ in so few bits."""
    before = np.cumsum(hits.count) - hits.count
    at = np.repeat(hits.first - before, hits.count) + np.arange(int(hits.count.sum()))
    bits = np.uint64(segment.place_bits)
    places = keys[at] & np.uint64((1 << int(bits)) - 1)
    rows = np.repeat(hits.rows, hits.count).astype(np.uint64)
    alike = np.bitwise_count(segment.arrays["letters"][places] ^ asked[rows]) <= near
    found: letters.Bits = rows[alike] << bits | places[alike]
    return found


def _compared(block: Block, segment: Segment, rows: Ints, places: Ints) -> Near:
    """Keep the candidates within the edits."""
    found: list[tuple[Ints, Ints, letters.Bytes]] = []
    length = block.folded.shape[1]
    for stored in range(max(LENGTHS.start, length - block.edits), length + block.edits + 1):
        if stored not in segment.starts:
            continue
        first, end, _ = segment.starts[stored]
        of_length = np.flatnonzero((places >= first) & (places < end))
        for at in range(0, len(of_length), _PAIRS_AT_ONCE):
            some = of_length[at : at + _PAIRS_AT_ONCE]
            queries = np.ascontiguousarray(block.folded[rows[some]].T)
            there = np.ascontiguousarray(letters.FOLDED[segment.clean(stored, places[some])].T)
            distance = distances(queries, there, block.edits)
            near = distance <= block.edits
            found.append((rows[some][near], places[some][near], distance[near]))
    if not found:
        return Near(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.uint8))
    return Near(*(np.concatenate(parts) for parts in zip(*found, strict=True)))
