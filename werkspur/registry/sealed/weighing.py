"""The weight of many pairs at once: what `marks.align.weigh` says of whole marks, with arrays for numbers.

All pairs of a call have the same two lengths. Only some diagonals of the table are filled. An alignment that leaves
them has at least so many extra and so many missing characters; a weight up to what those cost is therefore the least,
and only pairs above it are weighed again with more diagonals. Sums are made in the same order as in `marks.align`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from werkspur.marks import align
from werkspur.marks.align import Span
from werkspur.marks.clean import UNREADABLE
from werkspur.marks.weights import Table, prices
from werkspur.registry.sealed.letters import CLEAN, FOLDED, Bytes, matrix

Weights = NDArray[np.float64]

#: diagonals beyond those that the lengths ask for, one after the other; the last are all of a mark of 45 characters
_MARGINS = (1, 4, 45)
_AT_ONCE = 16_384
# Characters of the shortest and longest query weighed here.
_SHORTEST, _LONGEST = 3, 42
_UNREADABLE = CLEAN.index(UNREADABLE)
_CODES = np.uint16(len(CLEAN))
_NO_PAIR = np.uint16(65_535)


@lru_cache(maxsize=4)
def _price_list(table: Table) -> Weights:
    """Return the price of reading one character as another, at code read * characters + code stored."""
    price = prices(table)
    return np.array([price[read][stored] for read in CLEAN for stored in CLEAN])


def weights(queries: Bytes, stored: Bytes, table: Table) -> Weights:
    """Return what speaks against each pair of cleaned codes.

    Args:
        queries: codes, shape (characters, pairs); no `*`.
        stored: likewise; at most two characters more or less.
        table: what each misreading weighs.
    """
    out = np.zeros(queries.shape[1])
    open_pairs = np.flatnonzero((queries != stored).any(axis=0) if len(queries) == len(stored) else out == 0)
    for margin in _MARGINS:
        some = _Pairs(queries[:, open_pairs], stored[:, open_pairs], table)
        out[open_pairs] = found = some.weigh(margin)
        open_pairs = open_pairs[found > some.beyond(margin)]
        if not len(open_pairs):
            break
    return out


def weigh_texts(pairs: Sequence[tuple[str, str]], table: Table) -> list[float]:
    """Return what speaks against each pair of cleaned texts (query, stored), as `marks.align.weigh` does."""
    out = [0.0] * len(pairs)
    groups: dict[tuple[int, int], list[int]] = {}
    for number, (query, stored) in enumerate(pairs):
        if align.span(query, stored) is Span.WHOLE and _SHORTEST <= len(query) <= _LONGEST:
            groups.setdefault((len(query), len(stored)), []).append(number)
        else:
            out[number] = align.weigh(query, stored, table)
    for (length, other), numbers in groups.items():
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            read = np.ascontiguousarray(matrix([pairs[number][0] for number in some], length).T)
            there = np.ascontiguousarray(matrix([pairs[number][1] for number in some], other).T)
            for number, weight in zip(some, weights(read, there, table).tolist(), strict=True):
                out[number] = weight
    return out


class _Pairs:
    """Pairs of two lengths, and the table of their cheapest alignments, row by row."""

    def __init__(self, queries: Bytes, stored: Bytes, table: Table) -> None:
        self.read, self.there = queries.astype(np.uint16), stored.astype(np.uint16)
        self.crossed, self.pair = _crossed(FOLDED[queries]), _neighbours(FOLDED[stored])
        self.table, self.price = table, _price_list(table)

    def beyond(self, margin: int) -> float:
        """Return what an alignment that leaves the diagonals costs at least."""
        shift, table = len(self.there) - len(self.read), self.table
        extra = min(table.extra, table.doubled)
        below, above = margin + 1 - min(0, shift), margin + 1 + max(0, shift)
        return min(below * extra + (below + shift) * table.missing, (above - shift) * extra + above * table.missing)

    def weigh(self, margin: int) -> Weights:
        length, other = len(self.read), len(self.there)
        shift = other - length
        band = range(min(0, shift) - margin, max(0, shift) + margin + 1)
        pairs = self.read.shape[1]
        before: dict[int, Weights] = {}
        last = {d: np.full(pairs, self.table.missing * d) for d in band if 0 <= d <= other}
        for i in range(1, length + 1):
            row: dict[int, Weights] = {}
            extra = self._extra(i)
            for d in band:
                if 0 <= i + d <= other:
                    row[d] = self._cell(i, d, extra, row, last)
                    if d in before and i + d >= 2:
                        self._swap(i, i + d, row[d], before[d])
            before, last = last, row
        return last[shift]

    def _extra(self, i: int) -> Weights | float:
        if i == 1:
            return self.table.extra
        return np.where(self.read[i - 1] == self.read[i - 2], self.table.doubled, self.table.extra)

    def _cell(
        self, i: int, d: int, extra: Weights | float, row: dict[int, Weights], last: dict[int, Weights]
    ) -> Weights:
        """Return one cell without swaps: after i characters of the query and i + d of the stored text."""
        if i + d == 0:
            return last[d + 1] + extra
        best: Weights = last[d] + self.price[self.read[i - 1] * _CODES + self.there[i + d - 1]]
        if d + 1 in last:
            np.minimum(best, last[d + 1] + extra, out=best)
        if d - 1 in row:
            np.minimum(best, row[d - 1] + self.table.missing, out=best)
        return best

    def _swap(self, i: int, j: int, best: Weights, before: Weights) -> None:
        """Improve a cell where the last two characters read stand in the stored text the other way round."""
        at = np.flatnonzero(self.crossed[i - 2] == self.pair[j - 2])
        if len(at):
            first = self.price[self.read[i - 2, at] * _CODES + self.there[j - 1, at]]
            second = self.price[self.read[i - 1, at] * _CODES + self.there[j - 2, at]]
            best[at] = np.minimum(best[at], before[at] + ((self.table.swapped + first) + second))


def _neighbours(folded: Bytes) -> NDArray[np.uint16]:
    """Return each two neighbours as one number, shape (characters - 1, pairs)."""
    wide = folded.astype(np.uint16)
    pairs: NDArray[np.uint16] = wide[:-1] * _CODES + wide[1:]
    return pairs


def _crossed(folded: Bytes) -> NDArray[np.uint16]:
    """Return each two neighbours the other way round as one number; one that no neighbours have where that is nothing.

    That is so for two alike, and for `?`.
    """
    wide = folded.astype(np.uint16)
    crossed: NDArray[np.uint16] = wide[1:] * _CODES + wide[:-1]
    crossed[(folded[1:] == folded[:-1]) | (folded[1:] == _UNREADABLE) | (folded[:-1] == _UNREADABLE)] = _NO_PAIR
    return crossed
