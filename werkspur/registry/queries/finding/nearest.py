"""How far many stored readings are from one query, without an object for each of them.

rapidfuzz counts edits with `?` as a character like any other. Where a query has `?`, that is never less than what it
needs when every `?` may be any character, plus the `?`: so it sifts first, and only the rest is looked at with
`edits_besides`, which follows all texts at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from werkspur.marks.clean import UNREADABLE
from werkspur.marks.compare import damage

#: places and edits, `?` included
Near = list[tuple[int, float]]

# Places of a query fit into one machine word; longer ones go one by one.
_WORD = 64


def within(query: str, texts: Sequence[str], edits: int) -> Near:
    """Return the places of the folded texts within so many edits of a folded query, and their edits; `?` is an edit."""
    found = process.extract(query, texts, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [(place, distance) for _text, distance, place in found]


def edits_besides(query: str, texts: Sequence[str]) -> list[float]:
    """Return for each folded text the fewest edits when every `?` of the query may be any character.

    As `compare.damage`, for many texts: one bit for each place of the query, one column of the table of optimal string
    alignment at a time (Hyyrö 2003, as rapidfuzz does it), a `?` fitting every character.
    """
    if not texts:
        return []
    if len(query) > _WORD:
        return [float(damage(query, text).edits) for text in texts]
    written = np.array(texts, dtype=np.bytes_)
    lengths = np.char.str_len(written)
    characters = written.view(np.uint8).reshape(len(texts), -1)
    fits = _fitting(query)
    last = np.uint64(1 << (len(query) - 1))
    one = np.uint64(1)
    score = np.full(len(texts), len(query), dtype=np.int64)
    out = score.copy()
    more = np.full(len(texts), (1 << len(query)) - 1, dtype=np.uint64)  # places where the table rises by one
    less = np.zeros(len(texts), dtype=np.uint64)
    same = less.copy()
    before = less.copy()
    for column in range(characters.shape[1]):
        fit = fits[characters[:, column]]
        swapped = ((~same & fit) << one) & before
        same = (((fit & more) + more) ^ more) | fit | less | swapped
        rises, falls = less | ~(same | more), same & more
        score += (rises & last) != 0
        score -= (falls & last) != 0
        rises, falls = (rises << one) | one, falls << one
        more, less = falls | ~(same | rises), rises & same
        before = fit
        np.copyto(out, score, where=lengths == column + 1)
    return [float(edits) for edits in out]


def _fitting(query: str) -> NDArray[np.uint64]:
    """Return for each byte at which places of the query it may stand, a bit for each place."""
    anywhere = sum(1 << place for place, character in enumerate(query) if character == UNREADABLE)
    fits = [anywhere] * 256
    for place, character in enumerate(query):
        fits[ord(character)] |= 1 << place
    return np.array(fits, dtype=np.uint64)
