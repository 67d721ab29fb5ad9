"""Lists that an officer brings: which columns hold the numbers, and the numbers in them. Nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from werkspur.marks.clean import ANY_RUN, UNREADABLE, clean, display
from werkspur.registry.tables.cells import UNTYPED, Book, Cell, Sheet, Unreadable, storable
from werkspur.registry.tables.columns import MAKES, recognise
from werkspur.registry.tables.excel import damage
from werkspur.registry.tables.guard import unguard
from werkspur.registry.tables.header import Header, best_sheet, body, column_name, find_header
from werkspur.registry.tables.headings import field_of

MOST_ROWS = 20_000
LONGEST, LONGEST_MAKE = 200, 80  # characters, as `models.MatchRow` keeps them
LINES_TOLD = 10  # of those left out for one reason
#: why a line is left out: above the headings (whose line is told), nothing there, no readable character, too long
ABOVE, EMPTY, UNREADABLE_TEXT, TOO_LONG = "above", "empty", "unreadable", "too_long"
_SAMPLES, _SHOWN, _LOOKED_AT = 40, 4, 400
_LINE_END = re.compile(r"\r\n|\r|\n")  # not GS: scanned GS1 numbers hold it
_SEVERAL = re.compile(r"\s*(?:\n|;)\s*")


@dataclass(frozen=True)
class Layout:
    """How one sheet of a book is to be read.

    sheets   name and rows of every sheet; `sheet` the index of this one
    header   row of the headings as the program counts, 0 when there are none
    columns  heading, name and first cells of every column
    numbers  columns that seem to hold numbers of things; `make` the column of the maker, -1 when there is none
    is_sure  nobody has to be asked
    """

    sheets: list[dict[str, Any]]
    sheet: int
    header: int
    columns: list[dict[str, Any]]
    numbers: list[int]
    make: int
    is_sure: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Line:
    """One number. `line`: where it stands first; `times`: how often; `damage`: what a spreadsheet did to it, or ''."""

    line: int
    text: str
    make: str = ""
    damage: str = ""
    times: int = 1


@dataclass
class Numbers:
    """What was read. `left_out`: reason -> [how many lines, the first of them]."""

    lines: list[Line] = field(default_factory=list)
    left_out: dict[str, list[Any]] = field(default_factory=dict)

    def leave_out(self, reason: str, *, line: int, times: int = 1) -> None:
        kept = self.left_out.setdefault(reason, [0, []])
        kept[0] += times
        if len(kept[1]) < LINES_TOLD and line:
            kept[1].append(line)


def pasted(text: str) -> Book:
    """A pasted list as a book: a number in each line, or columns copied from a table.

    Raises:
        Unreadable: no_rows, too_many_rows.
    """
    lines = _LINE_END.split(text)
    filled = [line for line in lines if line.strip()]
    if not filled:
        raise Unreadable("no_rows")
    if len(filled) > MOST_ROWS + 1:  # one may be the headings
        raise Unreadable("too_many_rows", limit=MOST_ROWS)
    delimiter = "\t" if any("\t" in line for line in filled) else ";" if all(";" in line for line in filled) else ""
    sheet = Sheet("")
    for number, line in enumerate(lines, start=1):
        parts = line.split(delimiter) if delimiter else [line]
        cells = [Cell(storable(part).strip(), UNTYPED) for part in parts]
        if any(cell.text for cell in cells):
            sheet.rows.append((number, cells))
    if not sheet.rows:
        raise Unreadable("no_rows")
    return Book("csv", [sheet])


def layout(book: Book, *, index: int | None = None) -> Layout:
    """Propose how a book is to be read.

    Args:
        index: the sheet; the likeliest one when None.

    Raises:
        Unreadable: no_rows, too_many_rows.
    """
    at = best_sheet(book) if index is None else index
    sheet = book.sheets[at]
    header = _header(sheet)
    rows = body(sheet, header)
    if not rows:
        raise Unreadable("no_rows")
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many_rows", limit=MOST_ROWS)
    width = max(len(header.headings), max(len(cells) for _, cells in rows))
    headings = header.headings + [""] * (width - len(header.headings))
    samples = _samples([cells for _, cells in rows[:_LOOKED_AT]], width)
    numbers, make, is_sure = _columns(headings, samples)
    rivals = [each for each in book.sheets if each is not sheet and len(each.rows) > 1]
    return Layout(
        sheets=[{"name": each.name, "rows": len(each.rows)} for each in book.sheets],
        sheet=at,
        header=header.number,
        columns=[_column(i, heading, samples[i]) for i, heading in enumerate(headings)],
        numbers=numbers,
        make=make,
        is_sure=is_sure and (index is not None or not rivals),
    )


def _header(sheet: Sheet) -> Header:
    """The headings, when one of them names a number, or a wide table begins with words; a list may have none.

    A line of words in the middle ("ZV F", "Kassa") is an engraving and its maker, not a heading.
    """
    found = find_header(sheet)
    fields = [field_of(heading) for heading in found.headings if heading and heading.lower() not in MAKES]
    filled = sum(bool(heading) for heading in found.headings)
    if any(field.startswith("mark:") for field in fields) and len(set(fields) - {""}) >= min(2, filled):
        return found
    if len(found.headings) > 2 and found.number == sheet.rows[0][0]:
        return found
    return Header(0, [""] * len(found.headings))


def _column(index: int, heading: str, cells: Sequence[Cell]) -> dict[str, Any]:
    shown = list(dict.fromkeys(cell.text[:60] for cell in cells))[:_SHOWN]
    return {"heading": heading, "name": heading or column_name(index), "samples": shown}


def _samples(rows: Sequence[Sequence[Cell]], width: int) -> list[list[Cell]]:
    found: list[list[Cell]] = [[] for _ in range(width)]
    for cells in rows:
        for index, cell in enumerate(cells):
            if cell.text and len(found[index]) < _SAMPLES:
                found[index].append(cell)
    return found


def _columns(headings: Sequence[str], samples: Sequence[Sequence[Cell]]) -> tuple[list[int], int, bool]:
    """The columns of numbers, the column of the maker, and whether that is certain."""
    if len(headings) <= 2 and not any(headings):
        return [0], 1 if len(headings) == 2 else -1, True
    guesses = [guess.field for guess in recognise(headings, samples)]
    numbers = [i for i, guess in enumerate(guesses) if guess.startswith("mark:")]
    make = guesses.index("make") if "make" in guesses else -1
    if len(headings) == 1:
        return [0], -1, True
    if not numbers:
        numbers = [max(range(len(headings)), key=lambda i: sum(any(c.isdigit() for c in s.text) for s in samples[i]))]
        return numbers, make, False
    return numbers, make, len(numbers) == 1


def read_numbers(book: Book, *, wanted: Layout) -> Numbers:
    """Read the numbers of one sheet. The same number of the same maker counts once.

    Raises:
        Unreadable: no_numbers, too_many_rows.
    """
    sheet = book.sheets[wanted.sheet]
    rows = body(sheet, Header(wanted.header, [column["heading"] for column in wanted.columns]))
    found, seen = Numbers(), dict[tuple[str, str], Line]()
    if above := [number for number, _ in sheet.rows if number < wanted.header]:
        found.leave_out(ABOVE, line=wanted.header, times=len(above))
    below = [number for number, _ in sheet.rows if number > wanted.header]
    if below and (gaps := below[-1] - wanted.header - len(below)) > 0:
        found.leave_out(EMPTY, line=0, times=gaps)
    for number, cells in rows:
        make = display(cells[wanted.make].text)[:LONGEST_MAKE] if -1 < wanted.make < len(cells) else ""
        given = [cells[column] for column in wanted.numbers if column < len(cells) and cells[column].text]
        if not given:
            found.leave_out(EMPTY, line=number)
        for cell in given:
            for line in _lines(cell, number=number, make=make, found=found):
                first = seen.setdefault((clean(line.text), make.casefold()), line)
                if first is line:
                    found.lines.append(line)
                else:
                    first.times += 1
        if len(found.lines) > MOST_ROWS:
            raise Unreadable("too_many_rows", limit=MOST_ROWS)
    if not found.lines:
        raise Unreadable("no_numbers")
    return found


def _lines(cell: Cell, *, number: int, make: str, found: Numbers) -> list[Line]:
    """The numbers in one cell; several stand in lines of their own or behind semicolons."""
    lines = []
    hurt = damage(cell)
    for part in filter(None, _SEVERAL.split(unguard(cell.text))):
        text = display(part)
        if not clean(text).replace(UNREADABLE, "").replace(ANY_RUN, ""):
            found.leave_out(UNREADABLE_TEXT, line=number)
        elif len(text) > LONGEST:
            found.leave_out(TOO_LONG, line=number)
        else:
            lines.append(Line(number, text, make, hurt.code if hurt else ""))
    return lines
