"""Tables for the tests of the import: real files, made on the spot."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook

from werkspur.partners.models import Company, Person
from werkspur.registry.models import ImportSession
from werkspur.registry.services import imports

HEADINGS = ("Gegenstand", "Hersteller", "Typ", "Seriennummer", "Standort")


def xlsx(*rows: Sequence[Any], formats: dict[str, str] | None = None) -> bytes:
    """An XLSX as openpyxl writes it; `formats`: cell -> number format."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv(*rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    return "".join(delimiter.join(row) + "\r\n" for row in rows).encode(encoding)


def ods(*rows: Sequence[Any]) -> bytes:
    """An ODS as odfpy writes it; a pair (value, shown) is a number with the text a format gave it."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Liste")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, tuple):
                cell = TableCell(valuetype="float", value=value[0])
                cell.addElement(P(text=value[1]))
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def xls(*rows: Sequence[str | float]) -> bytes:
    """A small XLS: one sheet in BIFF8 ([MS-XLS]) inside a compound file ([MS-CFB]) of two streams' worth of sectors."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet += _cell(row, column, value)
    sheet += _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = b"\x05\x00Liste"
    entry = len(start) + 4 + 6 + len(name) + 4
    bound = _record(0x0085, struct.pack("<IBB", entry, 0, 0) + name)
    return _compound("Workbook", start + bound + _record(0x000A, b"") + sheet)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x0204, place + struct.pack("<HB", len(value), 1) + text)
    return _record(0x0203, place + struct.pack("<d", value))


def encrypted() -> bytes:
    """The container Excel puts a table with a password into."""
    return _compound("EncryptedPackage", b"\0" * 5000)


def _compound(name: str, content: bytes) -> bytes:
    """A compound file of version 3 with one stream: header, one FAT sector, one directory sector, the stream."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    sectors = len(content) // 512
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    fat = [0xFFFFFFFD, end, *(number + 3 for number in range(sectors - 1)), end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    table = b"".join(struct.pack("<I", each) for each in [*fat, *([free] * (128 - len(fat)))])
    directory = _entry("Root Entry", kind=5, child=1, start=end, size=0)
    directory += _entry(name, kind=2, child=free, start=2, size=len(content)) + _entry("", kind=0) * 2
    return header + table + directory + content


def _entry(name: str, *, kind: int, child: int = 0xFFFFFFFF, start: int = 0, size: int = 0) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36 + struct.pack("<IQ", start, size)


def upload(content: bytes, *, by: Person, name: str = "liste.xlsx") -> ImportSession:
    """Start an import for the first company of this person."""
    company = Company.objects.get(pk=by.company_ids[0])
    return imports.start_import(ContentFile(content, name=name), name=name, company=company, by=by)


def judged(content: bytes, *, by: Person, name: str = "liste.xlsx") -> ImportSession:
    """… and accept the columns as they were recognised."""
    session = upload(content, by=by, name=name)
    assert session.state == "mapping", session.problem
    return imports.map_columns(session, mapping=session.mapping, by=by)


def committed(content: bytes, *, by: Person, name: str = "liste.xlsx") -> ImportSession:
    """… and take everything over that is ready."""
    from werkspur.base import queue

    session = judged(content, by=by, name=name)
    imports.commit_import(session, by=by)
    queue.work_off()
    session.refresh_from_db()
    return session


def verdicts(session: ImportSession) -> list[str]:
    return list(session.rows.order_by("number").values_list("verdict", flat=True))


def codes(session: ImportSession) -> list[list[str]]:
    return [[problem["code"] for problem in row.problems] for row in session.rows.order_by("number")]


def written(path: Path, content: bytes | Iterable[bytes]) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else b"".join(content))
    return path
