"""Patterns of hot keys as they are stored: for each place of the marks of one key the characters that occur there.

`[]` says nothing yet. A place of a row that widens may be "": it brings nothing new there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from werkspur.marks.spell import union
from werkspur.registry.queries.finding.hot import ROWS_PER_TEXT

Pattern = list[str]


def united(patterns: Iterable[Sequence[str]]) -> Pattern:
    """Return the union, place by place, of the patterns of one key; all have the length of its marks, or none."""
    return list(union(pattern for pattern in patterns if pattern) or ())


def missing(known: Sequence[str], texts: Iterable[str]) -> Pattern:
    """Return what these folded texts, of one length, bring that the pattern does not have; [] when nothing."""
    places = [set(place) for place in zip(*texts, strict=True)]
    new = [_sorted(place.difference(have)) for have, place in zip(known or [""] * len(places), places, strict=True)]
    return new if any(new) else []


def spelled(pattern: Sequence[str]) -> int:
    """Estimate how many texts of a pattern lie within two edits of one of them.

    Counted are one or two replaced characters, and a character lost at one open place and another one at the next;
    for a run of numbers that is about what `marks.spell` writes.
    """
    more = [len(place) - 1 for place in pattern if len(place) > 1]
    once = sum(more)
    twice = (once * once - sum(n * n for n in more)) // 2
    return 1 + once + twice + once * len(more)


def pays(pattern: Sequence[str], *, size: int) -> bool:
    """Tell whether spelling out a key of this pattern is faster than reading its `size` rows."""
    return bool(pattern) and spelled(pattern) * ROWS_PER_TEXT <= size


def _sorted(characters: Iterable[str]) -> str:
    return "".join(sorted(set(characters)))
