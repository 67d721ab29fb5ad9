"""All of one's own data as XLSX, CSV or JSON: complete, safe to open in a spreadsheet, and readable by the import.

Every cell is text, so no program rounds a number or cuts a zero; what could be taken for a formula carries an
apostrophe (`tables.guard`), which the import takes off again. Everything is written while it is read.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Count, QuerySet
from django.utils import timezone

from werkspur.journal.services import record
from werkspur.partners.models import Company, Person
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.imports.labels import MARK_HEADINGS
from werkspur.registry.tables.guard import guard
from werkspur.registry.tables.text import JSON_HEADINGS

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
ABOUT_MARKS = "Angaben zu Kennzeichen"
#: characters XML cannot hold
_FORBIDDEN = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


def export_items(company: Company, *, kind: str, by: Person | str) -> Iterator[bytes]:
    """The company's items as a stream of bytes, journalled once.

    Args:
        kind: "xlsx", "csv" or "json".

    Raises:
        KeyError: another kind.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    items = _items(company)
    record(
        "registry.items_exported",
        by=by,
        object=company,
        company=company,
        details={"kind": kind, "items": items.count()},
    )
    if kind == "json":
        return _json(company, items)
    rows = _rows(company, items)
    return _csv(rows) if kind == "csv" else _xlsx(rows)


def _items(company: Company) -> QuerySet[Item]:
    return (
        Item.objects.filter(company=company)
        .select_related("category", "place")
        .prefetch_related("marks", "kits")
        .order_by("sort_key", "id")
    )


def _fields(item: Item) -> dict[str, str]:
    """The fields under the names of the JSON export; amounts as "1234,50"."""
    return {
        "reference": item.reference,
        "name": item.name,
        "make": item.make,
        "model": item.model,
        "category": item.category.name,
        "description": item.description,
        "colour": item.colour,
        "features": item.features,
        "acquired_on": f"{item.acquired_on:%d.%m.%Y}" if item.acquired_on else "",
        "price": _amount(item.price_cents),
        "value": _amount(item.value_cents),
        "currency": item.currency,
        "place": item.place.name if item.place else "",
        "state": str(item.get_state_display()),
    }


def _amount(cents: int | None) -> str:
    return "" if cents is None else f"{cents // 100},{cents % 100:02d}"


def _mark_columns(company: Company) -> dict[str, int]:
    """Kind of mark (or "words") -> how many of it one item has at most, in the order of the headings."""
    most: Counter[str] = Counter()
    own = Mark.objects.filter(item__company=company)
    texts = own.exclude(text="").order_by().values("item", "kind").annotate(n=Count("pk"))
    for kind, count in texts.values_list("kind", "n"):
        most[kind] = max(most[kind], count)
    for count in own.filter(text="").order_by().values("item").annotate(n=Count("pk")).values_list("n", flat=True):
        most["words"] = max(most["words"], count)
    return {kind: most[kind] for kind in MARK_HEADINGS if most[kind]}


def _rows(company: Company, items: QuerySet[Item]) -> Iterator[list[str]]:
    """The heading row, then one row per item."""
    columns = _mark_columns(company)
    headings = list(JSON_HEADINGS.values())
    for kind, count in columns.items():
        headings += [MARK_HEADINGS[kind] + (f" {number}" if number > 1 else "") for number in range(1, count + 1)]
    yield [*headings, ABOUT_MARKS]
    for item in items.iterator(chunk_size=1000):
        row = list(_fields(item).values())
        marks = list(item.marks.all())
        for kind, count in columns.items():
            texts = (
                [m.words for m in marks if not m.text]
                if kind == "words"
                else [m.text for m in marks if m.text and m.kind == kind]
            )
            row += texts + [""] * (count - len(texts))
        yield [*row, "; ".join(filter(None, map(_about, marks)))]


def _about(mark: Mark) -> str:
    """What is known of a mark beyond its text, in one line; "" when nothing is."""
    state = "" if mark.state == Mark.State.PRESENT else str(mark.get_state_display())
    said = ", ".join(filter(None, [mark.position, mark.words if mark.text else "", mark.applied_by, state]))
    return f"{mark}: {said}" if said else ""


def _csv(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark and semicolons, as German Excel opens it with a double click."""
    yield b"\xef\xbb\xbf"
    for row in rows:
        target = io.StringIO(newline="")
        csv.writer(target, delimiter=";").writerow([guard(text) for text in row])
        yield target.getvalue().encode()


def _json(company: Company, items: QuerySet[Item]) -> Iterator[bytes]:
    head = {
        "format": "werkspur-1",
        "company": company.name,
        "exported_at": timezone.now().isoformat(timespec="seconds"),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "items": ['
    before = b"\n"
    for item in items.iterator(chunk_size=1000):
        entry: dict[str, Any] = _fields(item) | {"kits": [kit.name for kit in item.kits.all()], "marks": []}
        for mark in item.marks.all():
            values = {"kind": mark.kind, "text": mark.text, "words": mark.words, "position": mark.position}
            values |= {"applied_by": mark.applied_by, "state": mark.state}
            values["applied_on"] = mark.applied_on.isoformat() if mark.applied_on else ""
            entry["marks"].append({key: value for key, value in values.items() if value})
        yield before + json.dumps(entry, ensure_ascii=False).encode()
        before = b",\n"
    yield b"\n]}\n"


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
    '<sheet name="Gegenstände" sheetId="1" r:id="rId1"/></sheets></workbook>',
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


def _xlsx(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _XML + content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            head = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/>'
            columns = '<cols><col min="1" max="200" width="22" style="1" customWidth="1"/></cols>'
            sheet.write(
                f'{_XML}<worksheet xmlns="{_MAIN}">{head}</sheetView></sheetViews>{columns}<sheetData>'.encode()
            )
            for number, row in enumerate(rows, 1):
                sheet.write(_xlsx_row(number, row))
                if number % 500 == 0:
                    yield pipe.taken()
            sheet.write(b"</sheetData></worksheet>")
        yield pipe.taken()
    yield pipe.taken()


def _xlsx_row(number: int, row: Sequence[str]) -> bytes:
    style = 2 if number == 1 else 1
    cells = [
        f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'
        if text
        else f'<c s="{style}"/>'
        for text in row
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _escaped(text: str) -> str:
    return escape(guard(text).translate(_FORBIDDEN))
