"""XLSX (ECMA-376), read cell by cell as the file says it.

Why not a library: openpyxl and calamine hand out numbers. The register needs to know that a serial was a number at all,
that the format `000000` showed its zeros, and that a formula stands behind it. All three are in the sheet's XML.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

from werkspur.registry.tables.cells import (
    DATE,
    EMPTY,
    ERROR,
    NUMBER,
    TEXT,
    Cell,
    Collector,
    Sheet,
    Unreadable,
    storable,
)
from werkspur.registry.tables.markup import parse
from werkspur.registry.tables.serials import moment

BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])  # ECMA-376 18.8.30
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_ZEROS = re.compile(r"0{2,}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


class _Strings:
    """Shared strings: the text of each, without its phonetic guide."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parts: list[str] = []
        self.reading = self.phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.parts = []
        self.phonetic = self.phonetic or name == "rPh"
        self.reading = name == "t" and not self.phonetic

    def end(self, name: str) -> None:
        if name == "si":
            self.found.append("".join(self.parts))
        if name == "rPh":
            self.phonetic = False
        self.reading = False

    def text(self, data: str) -> None:
        if self.reading:
            self.parts.append(data)


class _Styles:
    """Cell formats: for each style number whether it shows a date, and how many digits it fills up with zeros."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.formats: list[int] = []
        self.inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.formats.append(int(attributes.get("numFmtId", 0)))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.inside = False

    def table(self) -> list[tuple[bool, int]]:
        return [self._meaning(number) for number in self.formats]

    def _meaning(self, number: int) -> tuple[bool, int]:
        code = _QUOTED.sub("", self.codes.get(number, "")).split(";")[0]
        if number in BUILT_IN_DATES:
            return True, 0
        if _ZEROS.fullmatch(code):
            return False, len(code)
        return bool(code) and code.lower() != "general" and bool(re.search(r"[ymdhs]", code.lower())), 0


class _SheetReader:
    """The cells of one sheet."""

    def __init__(self, sheet: Sheet, collector: Collector, strings: list[str], styles: list[tuple[bool, int]],
                 *, since_1904: bool) -> None:  # fmt: skip
        self.sheet, self.collector, self.strings, self.styles = sheet, collector, strings, styles
        self.since_1904 = since_1904
        self.number = self.column = self.style = 0
        self.cells: list[Cell] = []
        self.kind = ""
        self.formula = self.reading = self.phonetic = False
        self.parts: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.column = column_number(place[1]) if place else self.column + 1
            self.kind = attributes.get("t", "n")
            self.style = int(attributes.get("s", 0))
            self.formula = False
            self.parts = []
        elif name == "row":
            self.number = int(attributes.get("r", self.number + 1))
            self.cells, self.column = [], -1
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.phonetic = True
        self.reading = name == "v" or (name == "t" and not self.phonetic)

    def text(self, data: str) -> None:
        if self.reading:
            self.parts.append(data)

    def end(self, name: str) -> None:
        self.reading = False
        if name == "c":
            if self.parts or self.formula:
                self._put(self._cell("".join(self.parts)))
        elif name == "row":
            self.collector.add(self.sheet, self.number, self.cells)
        elif name == "rPh":
            self.phonetic = False

    def _put(self, cell: Cell) -> None:
        if self.column > 16_384:
            raise Unreadable("broken")
        while len(self.cells) < self.column:
            self.cells.append(EMPTY)
        self.cells.append(cell)

    def _cell(self, raw: str) -> Cell:
        if self.kind == "s":
            return Cell(_unescaped(self.strings[int(raw)]) if raw else "", TEXT, self.formula)
        if self.kind == "e":
            return Cell(raw, ERROR, self.formula)
        if self.kind == "d":
            return Cell(raw, DATE, self.formula)
        if self.kind == "b":
            return Cell("WAHR" if raw == "1" else "FALSCH", ERROR, self.formula)
        if self.kind != "n" or not raw:
            return Cell(_unescaped(raw), TEXT, self.formula)
        is_date, zeros = self.styles[self.style] if self.style < len(self.styles) else (False, 0)
        return number_cell(raw, is_date=is_date, zeros=zeros, formula=self.formula, since_1904=self.since_1904)


def number_cell(raw: str, *, is_date: bool, zeros: int, formula: bool, since_1904: bool = False) -> Cell:
    """A number as the person saw it: with the zeros its format adds, as a date, or in full digits.

    Fifteen digits are exact in a spreadsheet (IEEE 754 double as Excel cuts it), so `3.56938035643809E+14` comes back
    whole; longer ones were rounded, which `excel.damage` says.
    """
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return Cell(raw, TEXT, formula)
    if is_date and (when := moment(float(value), since_1904=since_1904)):
        return Cell(when, DATE, formula)
    if not value.is_finite() or value.adjusted() > 60:
        return Cell(raw, NUMBER, formula)
    if value == value.to_integral_value():
        digits = str(int(value))
        if zeros:
            return Cell(digits.zfill(zeros), TEXT, formula)
        return Cell(digits, NUMBER, formula)
    return Cell(f"{float(value):.15g}", NUMBER, formula)


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold stand as `_x000D_` (ECMA-376 22.9.2.19)."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: storable(chr(int(found[1], 16))), text)
    return text.strip()


def column_number(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def read(archive: ZipFile) -> list[Sheet]:
    """Every visible sheet of an XLSX.

    Raises:
        Unreadable: broken, entities, or a limit of `cells`.
    """
    try:
        return _read(archive)
    except (KeyError, ValueError, IndexError, BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("broken") from error


def _read(archive: ZipFile) -> list[Sheet]:
    names = set(archive.namelist())
    strings, styles = _Strings(), _Styles()
    if "xl/sharedStrings.xml" in names:
        with archive.open("xl/sharedStrings.xml") as stream:
            parse(stream, start=strings.start, end=strings.end, text=strings.text)
    if "xl/styles.xml" in names:
        with archive.open("xl/styles.xml") as stream:
            parse(stream, start=styles.start, end=styles.end, text=_ignore)
    collector, meanings, sheets = Collector(), styles.table(), []
    listed, since_1904 = _listed(archive)
    for name, path in listed:
        if path not in names:
            continue
        sheet = Sheet(name)
        reader = _SheetReader(sheet, collector, strings.found, meanings, since_1904=since_1904)
        with archive.open(path) as stream:
            parse(stream, start=reader.start, end=reader.end, text=reader.text)
        sheets.append(sheet)
    return sheets


def _listed(archive: ZipFile) -> tuple[list[tuple[str, str]], bool]:
    """(name, path) of the visible sheets in their order, and whether days count from 1904."""
    targets: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    epoch: list[bool] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = (
                target.lstrip("/") if target[:1] == "/" else normpath(join("xl", target))
            )

    def entry(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            epoch.append(True)
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            key = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            found.append((attributes.get("name", ""), targets.get(key, "")))

    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        parse(stream, start=relation, end=_ignore, text=_ignore)
    with archive.open("xl/workbook.xml") as stream:
        parse(stream, start=entry, end=_ignore, text=_ignore)
    return found, bool(epoch)


def _ignore(*_: object) -> None:
    return None
