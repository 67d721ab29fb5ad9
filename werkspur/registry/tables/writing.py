"""Rows -> XLSX or CSV, written while they are read.

Every text stays text, so no program rounds a number or cuts a zero; what could be taken for a formula carries an
apostrophe (`guard`), which reading takes off again. An int is a count, and a number in XLSX, so that it can be sorted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from werkspur.registry.tables.guard import guard

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
#: characters XML cannot hold
_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def to_csv(rows: Iterable[Sequence[str | int]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark and semicolons, as German Excel opens it with a double click."""
    yield b"\xef\xbb\xbf"
    for row in rows:
        target = io.StringIO(newline="")
        csv.writer(target, delimiter=";").writerow([guard(str(value)) for value in row])
        yield target.getvalue().encode()


class _Pipe(io.RawIOBase):
    """Where the archive is written and from where it is sent on at once."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        return len(self.parts[-1])

    def taken(self) -> bytes:
        data = b"".join(self.parts)
        self.parts.clear()
        return data


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: the parts of an XLSX (ECMA-376) beside the sheet; style 1 is number format 49, text, style 2 the same in bold
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
    '<sheet name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def to_xlsx(rows: Iterable[Sequence[str | int]], *, sheet: str) -> Iterator[bytes]:
    """The rows as XLSX, the first one in bold; `sheet`: its name."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _XML + content.replace("{sheet}", escape(sheet, {'"': "&quot;"})))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            head = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/>'
            columns = '<cols><col min="1" max="200" width="22" style="1" customWidth="1"/></cols>'
            part.write(f'{_XML}<worksheet xmlns="{_MAIN}">{head}</sheetView></sheetViews>{columns}<sheetData>'.encode())
            for number, row in enumerate(rows, 1):
                part.write(_xlsx_row(number, row))
                if number % 500 == 0:
                    yield pipe.taken()
            part.write(b"</sheetData></worksheet>")
        yield pipe.taken()
    yield pipe.taken()


def _xlsx_row(number: int, row: Sequence[str | int]) -> bytes:
    cells = "".join(_xlsx_cell(value, style=2 if number == 1 else 1) for value in row)
    return f'<row r="{number}">{cells}</row>'.encode()


def _xlsx_cell(value: str | int, *, style: int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    if not value:
        return f'<c s="{style}"/>'
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{_escaped(value)}</t></is></c>'


def _escaped(text: str) -> str:
    return escape(guard(text).translate(_FORBIDDEN))
