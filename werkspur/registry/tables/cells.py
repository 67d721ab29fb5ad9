"""Cells of a table: the text a person saw, and what the program took it for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELLS = 3_000_000
MAX_CELL = 20_000  # characters

TEXT, NUMBER, DATE, ERROR, UNTYPED = "t", "n", "d", "e", "u"


class Cell(NamedTuple):
    """One cell.

    `kind`: "t" typed as text, "n" a number, "d" a date (text is ISO 8601), "e" an error of the program, "u" unknown,
    because the format has no types (CSV). `formula`: the text is the last value of a formula.
    """

    text: str
    kind: str = TEXT
    formula: bool = False


EMPTY = Cell("")


def storable(text: str) -> str:
    """The text without what no database keeps: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


class Unreadable(Exception):
    """A file that cannot be read as a table. `code` names the reason, `params` fill its sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass
class Sheet:
    """One sheet: (row number as the program counts, cells) for every row that holds something."""

    name: str
    rows: list[tuple[int, list[Cell]]] = field(default_factory=list)


@dataclass
class Book:
    """What a file holds. `format`: xlsx, xls, xlsb, ods, csv or json; `details`: encoding and delimiter of a CSV."""

    format: str
    sheets: list[Sheet]
    details: dict[str, str] = field(default_factory=dict)


class Collector:
    """Gathers the rows of one file and stops before it gets too big."""

    def __init__(self) -> None:
        self.cells = 0

    def add(self, sheet: Sheet, number: int, cells: list[Cell]) -> None:
        """Keep a row unless it is empty.

        Raises:
            Unreadable: too_many_rows, too_many_columns, too_many_cells.
        """
        while cells and not cells[-1].text and not cells[-1].formula:
            cells.pop()
        if not cells:
            return
        if len(cells) > MAX_COLUMNS:
            raise Unreadable("too_many_columns", limit=MAX_COLUMNS)
        if len(sheet.rows) >= MAX_ROWS:
            raise Unreadable("too_many_rows", limit=MAX_ROWS)
        self.cells += len(cells)
        if self.cells > MAX_CELLS:
            raise Unreadable("too_many_cells", limit=MAX_CELLS)
        sheet.rows.append((number, cells))


def to_json(cells: list[Cell], *, plain: str) -> list[Any]:
    """Cells as JSON; those of kind `plain` become bare strings."""
    return [
        cell.text if cell.kind == plain and not cell.formula else [cell.text, cell.kind, int(cell.formula)]
        for cell in cells
    ]


def from_json(cells: list[Any], *, plain: str) -> list[Cell]:
    """The cells that `to_json` wrote."""
    return [Cell(cell, plain) if isinstance(cell, str) else Cell(cell[0], cell[1], bool(cell[2])) for cell in cells]


def plain_kind(book_format: str) -> str:
    """The kind most cells of this format have."""
    return UNTYPED if book_format == "csv" else TEXT
