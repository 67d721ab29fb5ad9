"""How much each kind of misreading speaks against a match: the weight table.

A weight is the negative logarithm of how likely the misreading is, scaled so that a random letter costs 1; every error
carries a base for "one more error". Source: table B of the project's own measurements on 1 and 10 million synthetic
marks (research of 2026), where the right mark came first in 92 to 98 of 100 look-ups when the make was known.
`open_end` is ours and not measured: each end at which the longer number goes on beyond the shorter.

An operator may load a table of their own (`checked`); how to count one from real look-ups: `misreadings`.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from typing import Any

from werkspur.marks.clean import ANY_RUN, UNREADABLE
from werkspur.marks.fold import fold
from werkspur.marks.wording import Said, gettext_noop

#: what a cleaned mark is made of
CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
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


#: the table that holds when no other was loaded
TABLE = Table()
#: what a table weighs: its fields without the pairs
WEIGHTS = tuple(one.name for one in fields(Table) if one.name != "pairs")
#: the yardstick; grades are cut by it (`rank`), so no table may move it
YARDSTICK = "letter"
#: what a weight may be: never nothing, or what was misread would rank beside what was read right
LEAST, MOST = 0.01, 10.0


class WeightError(ValueError):
    """A table of weights that cannot be meant. `said` names the field; `str(error)` is it in German."""

    def __init__(self, template: str, **params: str) -> None:
        filled: Mapping[str, str] = params
        self.said = Said("weights", template, filled)
        super().__init__(self.said.sentence)


NO_JSON = gettext_noop("Das ist kein JSON (Zeile %(line)s).")
TWICE = gettext_noop("%(name)s steht zweimal da.")
NO_TABLE = gettext_noop('Eine Gewichtstabelle ist ein JSON-Objekt, zum Beispiel {"digit": 0.8}.')
UNKNOWN = gettext_noop("%(name)s: Dieses Gewicht gibt es nicht. Möglich sind %(known)s und pairs.")
NO_NUMBER = gettext_noop("%(name)s: %(value)s ist keine Zahl.")
OUT_OF_RANGE = gettext_noop("%(name)s: %(value)s geht nicht. Möglich ist 0,01 bis 10.")
FIXED = gettext_noop("%(name)s: Daran werden alle anderen gemessen, der Wert bleibt 1.")
NO_PAIRS = gettext_noop('pairs: Hier steht eine Liste von Paaren, zum Beispiel ["38", "VY"].')
NO_PAIR = gettext_noop("pairs: %(value)s ist kein Paar aus zwei verschiedenen Zeichen von 0 bis 9 und A bis Z.")
SAME_PAIR = gettext_noop("pairs: %(value)s gilt ohnehin als gleich, dafür steht same_class.")
PAIR_TWICE = gettext_noop("pairs: %(value)s steht zweimal da.")


def parsed(text: str) -> Table:
    """Return the table that a text in JSON describes. Raises WeightError, also when it is no JSON."""
    try:
        return checked(json.loads(text, object_pairs_hook=_once))
    except json.JSONDecodeError as error:
        raise WeightError(NO_JSON, line=str(error.lineno)) from error
    except RecursionError as error:
        raise WeightError(NO_TABLE) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice, where JSON would take the last."""
    read: dict[str, Any] = {}
    for name, value in pairs:
        if name in read:
            raise WeightError(TWICE, name=name[:40])
        read[name] = value
    return read


def checked(read: object) -> Table:
    """Return the table that a file describes; what it does not name is as in `TABLE`.

    Args:
        read: what was parsed from JSON: weights by name, and `pairs` as a list of two characters each.

    Raises:
        WeightError: an unknown name, a weight that cannot be meant, or a wrong pair.
    """
    if not isinstance(read, Mapping):
        raise WeightError(NO_TABLE)
    unknown = next((str(name) for name in read if name not in (*WEIGHTS, "pairs")), None)
    if unknown is not None:
        raise WeightError(UNKNOWN, name=unknown[:40], known=", ".join(WEIGHTS))
    weights: dict[str, Any] = {name: _checked_weight(name, read[name]) for name in WEIGHTS if name in read}
    return Table.from_dict(weights | ({"pairs": _checked_pairs(read["pairs"])} if "pairs" in read else {}))


def _checked_weight(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise WeightError(NO_NUMBER, name=name, value=str(value)[:40])
    if not LEAST <= value <= MOST:
        raise WeightError(OUT_OF_RANGE, name=name, value=f"{value:g}".replace(".", ","))
    if name == YARDSTICK and value != getattr(TABLE, name):
        raise WeightError(FIXED, name=name)
    return float(value)


def _checked_pairs(read: object) -> tuple[str, ...]:
    if not isinstance(read, list):
        raise WeightError(NO_PAIRS)
    pairs: list[str] = []
    for value in read:
        pair = value.upper() if isinstance(value, str) else ""
        if len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= set(CHARACTERS):
            raise WeightError(NO_PAIR, value=str(value)[:40])
        if fold(pair[0]) == fold(pair[1]):
            raise WeightError(SAME_PAIR, value=pair)
        if pair in pairs or pair[::-1] in pairs:
            raise WeightError(PAIR_TWICE, value=pair)
        pairs.append(pair)
    return tuple(pairs)


@lru_cache(maxsize=16)
def prices(table: Table) -> dict[str, dict[str, float]]:
    """Return the price of reading one cleaned character as another: prices[read][stored]."""
    every = CHARACTERS + UNREADABLE + ANY_RUN
    return {read: {stored: _price(read, stored, table) for stored in every} for read in every}


def _price(read: str, stored: str, table: Table) -> float:
    name = kind(read, stored, table)
    weight: float = getattr(table, name) if name else 0.0
    return weight


def kind(read: str, stored: str, table: Table) -> str:
    """Return the name of the weight for reading one cleaned character as another; "" for the same character."""
    if UNREADABLE in (read, stored):
        return "unreadable"
    if read == stored:
        return ""
    if fold(read) == fold(stored):
        return "same_class"
    if read + stored in table.pairs or stored + read in table.pairs:
        return "visual"
    return "digit" if read.isdigit() and stored.isdigit() else "letter"
