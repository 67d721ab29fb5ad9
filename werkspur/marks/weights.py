"""How much each kind of misreading speaks against a match: the weight table.

A weight is the negative logarithm of how likely the misreading is, scaled so that a random letter costs 1; every error
carries a base for "one more error". Source: table B of the project's own measurements on 1 and 10 million synthetic
marks (research of 2026), where the right mark came first in 92 to 98 of 100 look-ups when the make was known.
`open_end` is ours and not measured: each end at which the longer number goes on beyond the shorter.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.fold import fold

_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VISUAL = "38 89 68 56 17 4A 3B CG EF PR MN VY KX HN 9G 7T J1 WV 08 60 90 35 49 72 PF HM C0 6B 58 39"


@dataclass(frozen=True)
class Table:
    """Weights by kind of misreading; `pairs` are the visual pairs, two characters each."""

    same_class: float = 0.40
    visual: float = 0.50
    swapped: float = 0.60
    missing: float = 0.60
    doubled: float = 0.70
    digit: float = 0.80
    letter: float = 1.0
    extra: float = 1.3
    unreadable: float = 0.15
    other_make: float = 0.50
    open_end: float = 0.50
    pairs: tuple[str, ...] = tuple(_VISUAL.split())

    @classmethod
    def from_dict(cls, read: Mapping[str, Any]) -> "Table":
        """Return the table with these weights; what is not named stays as it is. Unknown names raise TypeError."""
        pairs: Iterable[str] = read.get("pairs", cls.pairs)
        return cls(**{**read, "pairs": tuple(pairs)})

    @classmethod
    def from_json(cls, text: str) -> "Table":
        """Return the table that `to_json` wrote."""
        return cls.from_dict(json.loads(text))

    def to_json(self) -> str:
        """Return the table as JSON text."""
        return json.dumps(asdict(self), sort_keys=True)


#: the table in use
TABLE = Table()


@lru_cache(maxsize=16)
def prices(table: Table) -> dict[str, dict[str, float]]:
    """Return the price of reading one cleaned character as another: prices[read][stored]."""
    every = _CHARACTERS + UNREADABLE + ANY_RUN
    return {read: {stored: _price(read, stored, table) for stored in every} for read in every}


def _price(read: str, stored: str, table: Table) -> float:
    if UNREADABLE in (read, stored):
        return table.unreadable
    if read == stored:
        return 0.0
    if fold(read) == fold(stored):
        return table.same_class
    if read + stored in table.pairs or stored + read in table.pairs:
        return table.visual
    return table.digit if read.isdigit() and stored.isdigit() else table.letter
