"""Bytes to sheets: opened by what is in them, not by their name. CSV in UTF-8 or Latin-1, XLS, XLSX; packed or not."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import python_calamine

from werkspur.facts.tables import errors

MOST_BYTES = 80 * 1024 * 1024
MOST_MEMBERS = 200
#: the largest table of the BKA has half a million cells
MOST_CELLS = 3_000_000
_CONTENTS = "[Content_Types].xml"

#: a cell of a worksheet, where it says it stands, and a row
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLACE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d{1,7})["']""")
#: UTF-8 read as Latin-1, or what is left of Latin-1 read as UTF-8
_BROKEN = re.compile("\ufffd|Ã[¤¶¼\x84\x96\x9cŸŸ\x9f]|Â§")


@dataclass(slots=True)
class Sheet:
    """Rows of cells; text stays text, numbers of a spreadsheet are floats. `name` is that of the file."""

    name: str
    rows: list[list[Any]]
    typed: bool


def sheets(data: bytes, *, name: str) -> Iterator[Sheet]:
    """Every table in the bytes, one after the other: one of a plain file, one for each member of a ZIP archive.

    Raises:
        errors.TableError: empty, too large, damaged, cut off or with broken characters.
    """
    data = _unpacked(data)
    if not data.strip():
        raise errors.EmptyFile
    if data.startswith(b"PK\x03\x04"):
        yield from _archive(data, name=name)
    elif data.startswith(b"PK"):
        raise errors.EmptyFile
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        yield _workbook(data, name=name)
    else:
        yield _text(data, name=name)


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        _check_size(len(data))
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            content = packed.read(MOST_BYTES + 1)
    except EOFError as error:
        raise errors.Truncated(reason="gzip") from error
    except (OSError, zlib.error) as error:
        raise errors.Unreadable from error
    _check_size(len(content))
    return content


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise errors.TooLarge(most=MOST_BYTES // 1024 // 1024)


def _archive(data: bytes, *, name: str) -> Iterator[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _check_size(sum(one.file_size for one in members))
            if len(members) > MOST_MEMBERS:
                raise errors.Unreadable
            if any(one.filename == _CONTENTS for one in members):
                _check_extent(archive)
                yield _workbook(data, name=name)
            else:
                yield from _members(archive, members)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError) as error:
        raise errors.Truncated(reason="ZIP") from error


def _members(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[Sheet]:
    """The tables of an archive. Their names are only read for a year: nothing is written to a path."""
    unpacked = 0
    for member in members:
        content = _unpacked(archive.read(member))
        unpacked += len(content)
        _check_size(unpacked)
        if content.startswith(b"PK") and _CONTENTS not in _names(content):
            raise errors.Unreadable
        yield from sheets(content, name=member.filename)


def _check_extent(archive: zipfile.ZipFile) -> None:
    """A workbook of two far cells makes the reader ask for all cells between them, and the process dies of it.

    The binary format (XLSB), where that cannot be seen, is refused; the BKA does not use it.
    """
    names = archive.namelist()
    if any(name.endswith("workbook.bin") for name in names):
        raise errors.Unreadable
    for name in names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            rows, columns = _extent(archive.read(name))
            if rows * columns > MOST_CELLS:
                raise errors.TooManyCells(most=MOST_CELLS)


def _extent(sheet: bytes) -> tuple[int, int]:
    """The last row and column of the XML of a worksheet. Empty rows at the end (the BKA has a million) do not count."""
    places = _PLACE.findall(sheet)
    rows = max((int(row) for _column, row in places), default=0)
    columns = max((_column_number(column) for column in {column for column, _row in places}), default=0)
    cells = len(_CELL.findall(sheet))
    if cells > len(places):  # cells that do not say where they stand: as far as their row, and side by side
        rows = max(rows, max((int(row) for row in _ROW.findall(sheet)), default=0), cells)
    return rows, max(columns, 1)


def _column_number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def _workbook(data: bytes, *, name: str) -> Sheet:
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            raise errors.TooManyCells(most=MOST_CELLS)
        rows = sheet.to_python(skip_empty_area=False)
    except errors.TableError:
        raise
    except Exception as error:  # the reader has no common class for what is wrong with a file
        raise errors.Unreadable from error
    return Sheet(name=name, rows=rows, typed=True)


def _text(data: bytes, *, name: str) -> Sheet:
    if b"\x00" in data:
        raise errors.Unreadable
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if broken := _BROKEN.search(text):
        line = text.count("\n", 0, broken.start()) + 1
        raise errors.BrokenCharacters(row=line, text=text[max(0, broken.start() - 12) : broken.end() + 12].strip())
    if text.count(";") + text.count("\n") > MOST_CELLS:
        raise errors.TooManyCells(most=MOST_CELLS)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error as error:
        raise errors.Unreadable from error
    return Sheet(name=name, rows=[*rows], typed=False)
