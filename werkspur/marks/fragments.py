"""Parts of a number, and numbers with gaps of any length: suffixes for storing, ranges for asking.

Stored: every suffix of a folded mark that has at least five characters, cut at forty (the whole mark is the first of
them). A fragment is the beginning of some suffix, so it is a range over the stored suffixes in plain byte order.

Asked: `?` stands for one character, `*` for any run; a pattern without `*` may lie anywhere in the mark.
- From the pieces between the `*`, a stretch of at least five places with at most two `?` is taken, the one with the
  most readable characters and fewest `?`; these are spelled out (28 or 784 ranges).
- When no piece has such a stretch, and the pattern begins with two readable characters and has a `*`, it is taken
  as the beginning of the whole mark (`AB*`, `AB*123`): ranges over whole marks, not suffixes (`Asked.whole`).
- Anything else is not asked: no ranges, not complete.
Ranges give candidates; `matches` decides.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.fold import SYMBOLS

#: shortest fragment, and shortest suffix stored
SHORTEST = 5
#: suffixes are cut at this length
LONGEST = 40
#: fewest readable characters at the beginning of a pattern that is asked of whole marks
WHOLE_SHORTEST = 2

#: (from, below) in byte order
Range = tuple[str, str]

_SPELLED = 2


@dataclass(frozen=True)
class Asked:
    """`ranges`: pairs (lo, hi), each for `lo <= text < hi` in byte order. `whole`: over whole marks, not suffixes.

    `complete`: every mark that `matches` lies in a range.
    """

    ranges: list[Range]
    complete: bool
    whole: bool = False


def suffixes(folded: str) -> list[str]:
    """Return what is stored for a folded mark, longest first; nothing for marks of fewer than five characters."""
    return [folded[at : at + LONGEST] for at in range(len(folded) - SHORTEST + 1)]


def ranges(pattern: str) -> Asked:
    """Return what to ask the stored suffixes (or whole marks) for a folded pattern."""
    if len(pattern) >= SHORTEST and UNREADABLE not in pattern and ANY_RUN not in pattern:
        return Asked([beginning(pattern[:LONGEST])], complete=True)  # most queries; no stretches to choose from
    pieces = pattern.split(ANY_RUN)
    stretches = [stretch for piece in pieces for stretch in _stretches(piece)]
    if stretches:
        return Asked([beginning(text) for text in _spelled(min(stretches, key=_cost))], complete=True)
    head = pieces[0].split(UNREADABLE)[0]
    if ANY_RUN in pattern and len(head) >= WHOLE_SHORTEST:
        return Asked([beginning(head)], complete=True, whole=True)
    return Asked([], complete=False)


def matches(pattern: str, stored: str, *, whole: bool = False) -> bool:
    """Tell whether a folded mark contains what a folded pattern describes; `whole`: begins with it."""
    found = _compiled(pattern)
    return bool(found.match(stored) if whole else found.search(stored))


def _stretches(piece: str) -> set[str]:
    """Return the stretches of a piece that may be asked: five places or more with at most two `?`.

    `?` at the end of a stretch need not be spelled; the stored suffix is long enough all the same.
    """
    starts = range(len(piece) - SHORTEST + 1)
    found = {piece[at:end] for at in starts for end in range(at + SHORTEST, min(len(piece), at + LONGEST) + 1)}
    return {kept for stretch in found if _affordable(kept := stretch.rstrip(UNREADABLE))}


def _readable(stretch: str) -> int:
    return len(stretch) - stretch.count(UNREADABLE)


def _affordable(stretch: str) -> bool:
    return stretch.count(UNREADABLE) <= _SPELLED and _readable(stretch) >= SHORTEST - _SPELLED


def _cost(stretch: str) -> tuple[int, int, int, str]:
    """Sort key: up to five readable characters first, then few ranges, then long ones."""
    return -min(_readable(stretch), SHORTEST), stretch.count(UNREADABLE), -len(stretch), stretch


def _spelled(stretch: str) -> list[str]:
    """Replace every `?` by every symbol."""
    parts = stretch.split(UNREADABLE)
    return [
        parts[0] + "".join(s + part for s, part in zip(symbols, parts[1:], strict=True))
        for symbols in product(SYMBOLS, repeat=len(parts) - 1)
    ]


def beginning(start: str) -> Range:
    """Return the range of all texts that begin with `start`."""
    return start, start[:-1] + chr(ord(start[-1]) + 1)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return the pattern as a regular expression.

    Each piece behind a `*` is taken where it first fits (atomic): later would leave less for the rest, and trying all
    combinations takes minutes for a query with some `*` and a mark of equal characters.
    """
    first, *others = pattern.replace(UNREADABLE, ".").split(ANY_RUN)
    return re.compile(first + "".join(f"(?>.*?{piece})" for piece in others))
