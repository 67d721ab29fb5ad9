"""One column of numbers in a table that somebody brings, to be looked up: which it is, and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from werkspur.marks.clean import display
from werkspur.registry.tables.cells import EMPTY, UNTYPED, Book, Cell, Sheet, Unreadable, storable
from werkspur.registry.tables.columns import recognise
from werkspur.registry.tables.excel import Damage, damage
from werkspur.registry.tables.files import read
from werkspur.registry.tables.guard import unguard
from werkspur.registry.tables.header import best_sheet, body, column_name, find_header
from werkspur.registry.tables.headings import normalise
from werkspur.registry.tables.text import decode

_SAMPLES = 200  # rows from which the content of a column is guessed


class NoColumn(Exception):
    """No column, or none of that name, holds the numbers. `columns`: names of those there are."""

    def __init__(self, columns: Sequence[str], *, wanted: str = "") -> None:
        super().__init__(wanted)
        self.wanted, self.columns = wanted, list(columns)


@dataclass(frozen=True)
class Number:
    """What stands in one cell. `row`: as the program counts; `damage`: what a spreadsheet did to it."""

    row: int
    text: str
    damage: Damage | None = None

    @property
    def query(self) -> str:
        """What is looked up: nothing where the program shows an error instead of the number."""
        return "" if self.damage and self.damage.code == "error" else self.text


@dataclass(frozen=True)
class Column:
    """The column that was read: its name, its numbers from top to bottom, and how many rows had none."""

    name: str
    numbers: list[Number] = field(default_factory=list)
    empty: int = 0


def open_list(path: Path, *, mark_headings: dict[str, str]) -> Book:
    """Read a table as `files.read` does; of a .txt every line is one number, whatever signs stand in it.

    Raises:
        Unreadable: see `files.read`.
    """
    if path.suffix.lower() != ".txt" or not path.stat().st_size:
        return read(path, mark_headings=mark_headings)
    lines = decode(path.read_bytes())[0].lstrip("\ufeff").splitlines()
    rows = [(number, [Cell(storable(line).strip(), UNTYPED)]) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise Unreadable("no_rows")
    return Book("csv", [Sheet("", rows)])


def numbers_of(book: Book, *, column: str = "") -> Column:
    """Return the column of numbers of the likeliest sheet.

    Args:
        column: heading or letter; without it the column of marks with the most filled cells.

    Raises:
        NoColumn: there is none, or none of that name.
        Unreadable: no_rows.
    """
    sheet = book.sheets[best_sheet(book)]
    header = find_header(sheet)
    rows = body(sheet, header)
    if not rows:
        raise Unreadable("no_rows")
    width = max(len(header.headings), max(len(cells) for _, cells in rows))
    headings = header.headings + [""] * (width - len(header.headings))
    at = _named(column, headings) if column else _likeliest(headings, [cells for _, cells in rows])
    cells = [(number, row[at] if at < len(row) else EMPTY) for number, row in rows]
    filled = [(number, cell) for number, cell in cells if cell.text.strip()]
    numbers = [Number(number, display(unguard(cell.text)), damage(cell)) for number, cell in filled]
    return Column(_name(headings, at), numbers, len(cells) - len(filled))


def _name(headings: Sequence[str], at: int) -> str:
    return headings[at] or column_name(at)


def _named(wanted: str, headings: Sequence[str]) -> int:
    """Return the column with this heading, else with this letter."""
    same = [at for at, heading in enumerate(headings) if heading and normalise(heading) == normalise(wanted)]
    same += [at for at in range(len(headings)) if column_name(at) == wanted.strip().upper()]
    if not same:
        raise NoColumn([_name(headings, at) for at in range(len(headings))], wanted=wanted)
    return same[0]


def _likeliest(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> int:
    """Return the column recognised as marks of things that has the most cells."""
    if len(headings) == 1:
        return 0
    samples = [[row[at] for row in rows[:_SAMPLES] if at < len(row)] for at in range(len(headings))]
    marks = [at for at, guess in enumerate(recognise(headings, samples)) if guess.field.startswith("mark:")]
    if not marks:
        raise NoColumn([_name(headings, at) for at in range(len(headings))])
    filled = {at: sum(at < len(row) and bool(row[at].text) for row in rows) for at in marks}
    return max(marks, key=lambda at: (filled[at], -at))
