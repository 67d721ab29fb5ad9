"""Bytes to sheets: opened by what is in them, not by their name. CSV in UTF-8 or Latin-1, XLS, XLSX; packed or not."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import python_calamine

from werkspur.facts.tables import errors

MOST_BYTES = 80 * 1024 * 1024
MOST_MEMBERS = 200

#: UTF-8 read as Latin-1, or what is left of Latin-1 read as UTF-8
_BROKEN = re.compile("\ufffd|Ã[¤¶¼\x84\x96\x9cŸŸ\x9f]|Â§")


@dataclass(slots=True)
class Sheet:
    """Rows of cells; text stays text, numbers of a spreadsheet are floats. `name` is that of the file."""

    name: str
    rows: list[list[Any]]
    typed: bool


def sheets(data: bytes, *, name: str) -> list[Sheet]:
    """Every table in the bytes: one of a plain file, one for each member of a ZIP archive.

    Raises:
        errors.TableError: empty, too large, damaged, cut off or with broken characters.
    """
    data = _unpacked(data)
    if not data.strip():
        raise errors.EmptyFile
    if data.startswith(b"PK\x03\x04"):
        return _archive(data, name=name)
    if data.startswith(b"PK"):
        raise errors.EmptyFile
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return [_workbook(data, name=name)]
    return [_text(data, name=name)]


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


def _archive(data: bytes, *, name: str) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _check_size(sum(one.file_size for one in members))
            if len(members) > MOST_MEMBERS:
                raise errors.Unreadable
            if any(one.filename == "[Content_Types].xml" for one in members):
                return [_workbook(data, name=name)]
            found: list[Sheet] = []
            for member in members:
                content = _unpacked(archive.read(member))
                if content.startswith(b"PK") and "[Content_Types].xml" not in _names(content):
                    raise errors.Unreadable
                found += sheets(content, name=member.filename)
            return found
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError) as error:
        raise errors.Truncated(reason="ZIP") from error


def _names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def _workbook(data: bytes, *, name: str) -> Sheet:
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
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
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error as error:
        raise errors.Unreadable from error
    return Sheet(name=name, rows=[*rows], typed=False)
