"""How far apart two marks are, and why.

`distance`  optimal string alignment on folded text: replaced, missing and extra characters and swapped neighbours count
            one each; a `?` differs from every character. This is the distance that `keys` and `probes` promise.
`damage`    the same with `?` standing for any one character, counted apart.
`explain`   the comparison a person sees, with reasons (`explanation`).
"""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from werkspur.marks.clean import UNREADABLE
from werkspur.marks.columns import Column
from werkspur.marks.explanation import Explanation, Reason, explain
from werkspur.marks.fold import fold

__all__ = ["Column", "Damage", "Explanation", "Reason", "damage", "distance", "explain", "within"]

#: most edits, `?` included, up to which `within` counts a `?` as an edit
_PLAIN = 2
#: weight of an edit beside an unreadable character, above any number of these
_EDIT = 10_000


@dataclass(frozen=True, order=True)
class Damage:
    """`edits`: characters replaced, missing, extra or swapped; `unreadable`: `?` that stand for a character."""

    edits: int
    unreadable: int


def distance(a: str, b: str) -> int:
    """Return the number of edits between the folded forms of two marks."""
    return int(OSA.distance(fold(a), fold(b)))


def damage(query: str, stored: str) -> Damage:
    """Return the fewest edits when every `?` of the query may be any character, and how many of them are used so."""
    return _damage(fold(query), fold(stored))


def within(query: str, stored: str, edits: int) -> bool:
    """Tell whether `probes.ask(query, edits)` promises to find `stored`. Both are folded already.

    Up to two edits a `?` is one of them. With more `?` than `edits`, every `?` is any one character and nothing else
    may differ; with edits above two, `edits` less the number of `?` may differ besides.
    """
    unknown = query.count(UNREADABLE)
    if edits <= _PLAIN and unknown <= edits:
        return bool(OSA.distance(query, stored, score_cutoff=edits) <= edits)
    further = max(0, edits - unknown)
    if not further:
        return len(query) == len(stored) and all(a in ("?", b) for a, b in zip(query, stored, strict=True))
    if OSA.distance(query, stored, score_cutoff=edits) > edits:
        return False
    return _damage(query, stored).edits <= further


def _damage(query: str, stored: str) -> Damage:
    """Fill the table of optimal string alignment row by row; an entry is edits * _EDIT + unreadable."""
    if UNREADABLE not in query:
        return Damage(int(OSA.distance(query, stored)), 0)
    older: list[int] = []
    last = [j * _EDIT for j in range(len(stored) + 1)]
    for i, read in enumerate(query, 1):
        row = [i * _EDIT]
        for j, there in enumerate(stored, 1):
            pair = 1 if read == UNREADABLE else (read != there) * _EDIT
            row.append(min(last[j - 1] + pair, last[j] + _EDIT, row[j - 1] + _EDIT))
            if i > 1 and j > 1 and query[i - 2 : i] == there + stored[j - 2]:
                row[j] = min(row[j], older[j - 2] + _EDIT)
        older, last = last, row
    return Damage(*divmod(last[-1], _EDIT))
