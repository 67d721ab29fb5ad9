"""All of one's own data as XLSX, CSV or JSON: complete, safe to open in a spreadsheet, and readable by the import.

Every cell is text, so no program rounds a number or cuts a zero; what could be taken for a formula carries an
apostrophe (`tables.guard`), which the import takes off again. Everything is written while it is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from werkspur.journal.services import record
from werkspur.partners.models import Company, Person
from werkspur.registry.models import Item, Mark
from werkspur.registry.queries.imports.labels import MARK_HEADINGS
from werkspur.registry.tables.text import JSON_HEADINGS
from werkspur.registry.tables.writing import KINDS as TABLES
from werkspur.registry.tables.writing import to_csv, to_xlsx

KINDS = TABLES | {"json": "application/json"}
ABOUT_MARKS = "Angaben zu Kennzeichen"
SHEET = "Gegenstände"


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
    return to_csv(rows) if kind == "csv" else to_xlsx(rows, sheet=SHEET)


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
