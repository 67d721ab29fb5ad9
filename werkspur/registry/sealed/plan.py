"""Which characters a key keeps, as places: of a stored mark, and of a query.

There is one truth about it, in `marks.keys` and `marks.probes`. They are asked with a text whose characters are its own
places, so whatever they promise holds for arrays as well.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from werkspur.marks.keys import PAIR_LETTERS, TAG_LENGTH, pair_keys
from werkspur.marks.probes import probes
from werkspur.marks.scheme import Scheme

# A character for each place that no folded text has.
_FIRST = 0xE000


class Kept(NamedTuple):
    """One key. `pair`: of segments left out; `stored`: length of the mark; `picks`: places of the characters kept."""

    pair: int
    stored: int
    picks: tuple[int, ...]


@lru_cache(maxsize=512)
def kept_of_mark(length: int, scheme: Scheme) -> list[Kept]:
    """Return the keys of a stored mark of 5 to 42 characters, in the order of the pairs."""
    return [_parsed(key, scheme) for key in pair_keys(_places(length), scheme)]


@lru_cache(maxsize=512)
def kept_of_query(length: int, edits: int, scheme: Scheme) -> list[Kept]:
    """Return the keys that a query of 6 to 40 characters asks for, by pair."""
    return sorted(_parsed(key, scheme) for key in probes(_places(length), edits, scheme))


def _places(length: int) -> str:
    return "".join(chr(_FIRST + place) for place in range(length))


def _parsed(key: str, scheme: Scheme) -> Kept:
    named = key[len(scheme.prefix) :]
    picks = tuple(ord(character) - _FIRST for character in named[TAG_LENGTH:])
    return Kept(PAIR_LETTERS.index(named[0]), int(named[1:TAG_LENGTH], 16), picks)
