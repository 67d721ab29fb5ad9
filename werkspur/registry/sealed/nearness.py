"""The distance of many pairs at once: optimal string alignment up to a limit, a few diagonals of the table.

All pairs of a call have the same two lengths. An alignment within k edits never leaves the diagonals d (place in the
stored text less place in the query) with |d| + |difference in length - d| <= k, two or three of them for k = 2.
"""

from __future__ import annotations

import numpy as np

from werkspur.registry.sealed.letters import Bytes

# Above every distance that counts; twice it still fits a byte.
_FAR = 64


def distances(queries: Bytes, stored: Bytes, edits: int) -> Bytes:
    """Return the distance of each pair of folded codes; more than `edits` means: more than that.

    Args:
        queries: codes, shape (characters, pairs).
        stored: likewise, with its own number of characters.
        edits: 0 to 10.
    """
    (length, pairs), other = queries.shape, len(stored)
    shift = other - length
    band = [d for d in range(-edits, edits + 1) if abs(d) + abs(shift - d) <= edits]
    if not band:
        return np.full(pairs, _FAR, np.uint8)
    far = np.full(pairs, _FAR, np.uint8)
    before: dict[int, Bytes] = {}
    last = {d: np.full(pairs, d, np.uint8) for d in band if d >= 0}
    unlike_before: dict[int, Bytes] = {}
    for i in range(1, length + 1):
        unlike = {
            d: (queries[i - 1] != stored[i + d - 1]).view(np.uint8)
            for d in range(band[0] - 1, band[-1] + 2)
            if 1 <= i + d <= other
        }
        row: dict[int, Bytes] = {}
        for d in band:
            if 0 <= i + d <= other:
                row[d] = _cell(i, d, far, row, last, before, unlike, unlike_before)
        before, last, unlike_before = last, row, unlike
    return last[shift]


def _cell(
    i: int,
    d: int,
    far: Bytes,
    row: dict[int, Bytes],
    last: dict[int, Bytes],
    before: dict[int, Bytes],
    unlike: dict[int, Bytes],
    unlike_before: dict[int, Bytes],
) -> Bytes:
    """Return one cell of the table for all pairs: after i characters of the query and i + d of the stored text."""
    if i + d == 0:
        return np.full(len(far), i, np.uint8)
    best = last.get(d, far) + unlike[d]
    for one_away in (row.get(d - 1), last.get(d + 1)):
        if one_away is not None:
            np.minimum(best, one_away + np.uint8(1), out=best)
    if d in before and d - 1 in unlike and d + 1 in unlike_before and i >= 2 and i + d >= 2:
        swapped = before[d] + np.uint8(1)
        swapped += (unlike[d - 1] | unlike_before[d + 1]) << np.uint8(6)
        np.minimum(best, swapped, out=best)
    return best
