"""Which table it is and which column holds what, from the headings alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkspur.facts.rules import keys
from werkspur.facts.tables import errors
from werkspur.facts.tables.cells import fold
from werkspur.facts.tables.model import Kind

#: rows that may stand above the first figure
MOST_TITLES = 20

#: columns as they are named to people
NAMES = {
    "key": "Schlüssel",
    "label": "Straftat",
    "area": "Gemeindeschlüssel",
    "area_name": "Stadt-/Landkreis",
    "state": "Bundesland",
    "year": "Jahr",
    "cases": "erfasste Fälle",
    "attempts": "Versuche",
    "cleared": "aufgeklärte Fälle",
    "clearance": "Aufklärungsquote",
    "rate": "Häufigkeitszahl",
    "suspects": "Tatverdächtige",
}
#: what every kind must have; a table that lacks one is refused
NEEDED = {
    Kind.DISTRICTS: ("label", "area", "cases", "rate", "attempts", "cleared", "suspects"),
    Kind.STATES: ("label", "state", "cases", "rate", "attempts", "cleared", "suspects"),
    Kind.SERIES: ("label", "year", "cases", "attempts", "clearance", "suspects"),
    Kind.FEDERAL: ("label", "cases", "attempts", "cleared", "suspects"),
}

_KEY_HEAD = re.compile(r"schluesse|schl\.|strft")
_CLEARED = re.compile(r"auff?klaerung|aufgeklaert")


@dataclass(frozen=True, slots=True)
class Layout:
    """Kind, place of every column (0 from the left), rows above the first figure, cells that each row must have.

    wide    0-based places of district key, name and population right of the table (2020)
    """

    kind: Kind
    places: dict[str, int]
    first: int
    width: int
    wide: tuple[int, int, int] | None = None


_TESTS: dict[str, Callable[[str], bool]] = {
    "label": lambda head: head.startswith("straftat"),
    "area": lambda head: "gemeindeschluessel" in head or "kreisschluessel" in head,
    "area_name": lambda head: head.startswith("stadt/landkreis"),
    "state": lambda head: head == "bundesland",
    "year": lambda head: head == "jahr",
    "cases": lambda head: "erfasstefaelle" in head and "versuch" not in head and "%" not in head,
    "attempts": lambda head: "versuch" in head and "%" not in head,
    "cleared": lambda head: bool(_CLEARED.search(head)) and "quote" not in head and "%" not in head,
    "clearance": lambda head: "quote" in head or head.startswith("aq") or bool(_CLEARED.search(head) and "%" in head),
    "rate": lambda head: head.startswith(("hz", "haeufigkeitszahl")),
    "suspects": lambda head: (
        ("tatverdaechtige" in head and "deutsch" not in head and "weiblich" not in head and "maennlich" not in head)
        or head.startswith("tvins")
    ),
}


def recognise(rows: list[list[Any]]) -> Layout:
    """The layout of a BKA table of cases.

    Raises:
        errors.UnknownTable: the headings are of something else.
        errors.MissingColumn: a column that this table must have is not there.
    """
    head = _head_row(rows)
    first = _first_figure(rows, head)
    heads = _heads(rows[head:first])
    places = {name: at for name, test in _TESTS.items() if (at := _find(heads, test)) is not None}
    if "clearance" not in places and "cleared" in places:
        after = places["cleared"] + 1
        if after < len(heads) and (not heads[after] or "%" in heads[after]):
            places["clearance"] = after
    if "cases" not in places and "rate" not in places:
        raise errors.UnknownTable
    kind = _kind(places)
    for name in NEEDED[kind]:
        if name not in places:
            raise errors.MissingColumn(row=head + 1, column=NAMES[name])
    places["key"] = 0
    return Layout(kind, places, first, max(places.values()) + 1, _wide(rows, first, heads))


def _head_row(rows: list[list[Any]]) -> int:
    for at, row in enumerate(rows[:MOST_TITLES]):
        below = rows[at + 1] if at + 1 < len(rows) else []  # 2013: the heading starts one row above "Straftat"
        if row and _KEY_HEAD.match(fold(row[0])) and any(fold(one).startswith("straftat") for one in (*row, *below)):
            return at
    raise errors.UnknownTable


def _first_figure(rows: list[list[Any]], head: int) -> int:
    """The first row with a key and a wording; a row of column numbers has a number instead of the wording."""
    for at in range(head + 1, min(len(rows), head + MOST_TITLES)):
        row = rows[at]
        if len(row) > 1 and keys.normalise(row[0]) and any(letter.isalpha() for letter in str(row[1])):
            return at
    raise errors.Truncated(row=head + 1, reason="0")


def _heads(rows: list[list[Any]]) -> list[str]:
    """One folded heading for each column, from all rows of the heading but those that number the columns."""
    kept = [row for row in rows if any(letter.isalpha() for cell in row for letter in str(cell))]
    width = max(len(row) for row in kept)
    return ["".join(fold(row[at]) for row in kept if at < len(row)) for at in range(width)]


def _find(heads: list[str], test: Callable[[str], bool]) -> int | None:
    return next((at for at, head in enumerate(heads) if test(head)), None)


def _kind(places: dict[str, int]) -> Kind:
    if "area" in places or "area_name" in places:
        return Kind.DISTRICTS
    if "state" in places:
        return Kind.STATES
    return Kind.SERIES if "year" in places else Kind.FEDERAL


def _wide(rows: list[list[Any]], first: int, heads: list[str]) -> tuple[int, int, int] | None:
    """Left-over columns of 2020: key, name and population repeated without headings in the last three places."""
    row = rows[first]
    if len(row) < 22 or len(heads) < len(row) or any(heads[-5:]):
        return None
    return len(row) - 3, len(row) - 2, len(row) - 1
