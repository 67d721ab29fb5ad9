"""ODS (OpenDocument 1.3): what a cell showed is in the file beside its value, so nothing has to be guessed."""

from __future__ import annotations

from zipfile import BadZipFile, ZipFile

from werkspur.registry.tables.cells import (
    DATE,
    EMPTY,
    ERROR,
    MAX_COLUMNS,
    MAX_ROWS,
    NUMBER,
    TEXT,
    Cell,
    Collector,
    Sheet,
    Unreadable,
)
from werkspur.registry.tables.markup import parse
from werkspur.registry.tables.xlsx import number_cell

NUMERIC = {"float", "percentage", "currency"}


class _Reader:
    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.collector = Collector()
        self.number = self.row_repeat = self.repeat = 0
        self.cells: list[Cell] = []
        self.cell: dict[str, str] | None = None
        self.lines: list[str] = []
        self.annotation = 0
        self.inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.sheets.append(Sheet(attributes.get("table:name", "")))
            self.number = 0
        elif name == "table-row":
            self.cells = []
            self.row_repeat = int(attributes.get("table:number-rows-repeated", 1))
        elif name in {"table-cell", "covered-table-cell"}:
            self.cell, self.lines = attributes, []
            self.repeat = int(attributes.get("table:number-columns-repeated", 1))
        elif name == "annotation":
            self.annotation += 1
        elif name == "p" and self.cell is not None and not self.annotation:
            self.lines.append("")
            self.inside = True
        elif self.inside:
            self._special(name, attributes)

    def _special(self, name: str, attributes: dict[str, str]) -> None:
        if name == "s":
            self.lines[-1] += " " * min(int(attributes.get("text:c", 1)), 100)
        elif name in {"tab", "line-break"}:
            self.lines[-1] += " " if name == "tab" else "\n"

    def text(self, data: str) -> None:
        if self.inside:
            self.lines[-1] += data

    def end(self, name: str) -> None:
        if name == "annotation":
            self.annotation -= 1
        elif name == "p" and not self.annotation:
            self.inside = False
        elif name in {"table-cell", "covered-table-cell"} and self.cell is not None:
            cell = self._cell(self.cell)
            # The last cell of a row is often repeated to the edge of the sheet: empty ones cost nothing.
            times = self.repeat if cell.text else min(self.repeat, MAX_COLUMNS)
            if cell.text and times > MAX_COLUMNS:
                raise Unreadable("too_many_columns", limit=MAX_COLUMNS)
            self.cells.extend([cell] * times)
            self.cell = None
        elif name == "table-row":
            self._row()

    def _row(self) -> None:
        filled = any(cell.text for cell in self.cells)
        if filled and self.row_repeat > MAX_ROWS:
            raise Unreadable("too_many_rows", limit=MAX_ROWS)
        for offset in range(self.row_repeat if filled else 0):
            self.collector.add(self.sheets[-1], self.number + offset + 1, list(self.cells))
        self.number += self.row_repeat

    def _cell(self, attributes: dict[str, str]) -> Cell:
        shown = "\n".join(self.lines).strip()
        kind = attributes.get("office:value-type", "string")
        formula = "table:formula" in attributes
        if not shown and not formula:
            return EMPTY
        if kind == "date":
            return Cell(attributes.get("office:date-value", shown).replace("T", " "), DATE, formula)
        if kind == "boolean" or shown.startswith(("#", "Err:")):
            return Cell(shown, ERROR if kind != "string" or formula else TEXT, formula)
        if kind in NUMERIC:
            zeros = len(shown) if shown.isascii() and shown.isdigit() and shown[0] == "0" and len(shown) > 1 else 0
            exact = number_cell(attributes.get("office:value", shown), is_date=False, zeros=zeros, formula=formula)
            return exact if kind == "float" else Cell(exact.text, NUMBER, formula)
        return Cell(shown, TEXT, formula)


def read(archive: ZipFile) -> list[Sheet]:
    """Every sheet of an ODS.

    Raises:
        Unreadable: broken, entities, or a limit of `cells`.
    """
    reader = _Reader()
    try:
        with archive.open("content.xml") as stream:
            parse(stream, start=reader.start, end=reader.end, text=reader.text)
    except (KeyError, ValueError, IndexError, BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("broken") from error
    return reader.sheets
