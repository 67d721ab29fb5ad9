"""Our own simple table: what the BKA does not publish per district, brought by hand.

`gebiet;schluessel;jahr;faelle;versuche;aufgeklaert;tatverdaechtige;schaden_eur;vorlaeufig;quelle`, optionally `hz` and
`aq` as printed. Lines above the heading that start with `#` tell `# Quelle: …`, `# Lizenz: …`, `# Version: …`,
`# Stand: 2025-03-25`, `# verändert: ja`. One file, one source.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import shorten
from typing import Any

from werkspur.facts.rules import keys
from werkspur.facts.tables import bka, cells, errors, titles
from werkspur.facts.tables.cells import fold
from werkspur.facts.tables.files import Sheet
from werkspur.facts.tables.model import Kind, Row, Table

COLUMNS = ("gebiet", "schluessel", "jahr", "faelle", "versuche", "aufgeklaert", "tatverdaechtige", "schaden_eur",
           "vorlaeufig", "quelle")  # fmt: skip
PRINTED = ("hz", "aq")
NEEDED = ("gebiet", "schluessel", "jahr")
_WHOLE = ("faelle", "versuche", "aufgeklaert", "tatverdaechtige")
_YES = frozenset({"1", "ja", "j", "x", "wahr", "true"})


def is_own(sheet: Sheet) -> bool:
    """Whether the headings are ours."""
    heads = _heads(sheet)
    return heads is not None and "gebiet" in heads[1] and ("jahr" in heads[1] or "schluessel" in heads[1])


def _heads(sheet: Sheet) -> tuple[int, list[str]] | None:
    for at, row in enumerate(sheet.rows[:30]):
        if row and any(str(cell).strip() for cell in row) and not str(row[0]).lstrip().startswith("#"):
            return at, [fold(cell) for cell in row]
    return None


def read(sheet: Sheet) -> Table:
    """Read our own table.

    Raises:
        errors.TableError: with the row and the reason.
    """
    head, heads = _heads(sheet) or (0, [])
    places = {name: heads.index(name) for name in (*COLUMNS, *PRINTED) if name in heads}
    for name in NEEDED:
        if name not in places:
            raise errors.MissingColumn(row=head + 1, column=name)
    if "faelle" not in places and "schaden_eur" not in places:
        raise errors.MissingColumn(row=head + 1, column="faelle")
    table = Table(Kind.OWN, sheet.name)
    _notes(sheet.rows[:head], table)
    found = list(_rows(sheet, head, places))
    if not found:
        raise errors.NoRows
    table.numbers = cells.detect(
        (at, str(row[places[name]]).strip(), name in _WHOLE)
        for at, row in found
        for name in (*_WHOLE, *PRINTED, "schaden_eur")
        if name in places and isinstance(row[places[name]], str)
    )
    table.rows = [_row(row, at, places, table) for at, row in found]
    _one_source(found, places, table)
    bka.check(table)
    return table


def _rows(sheet: Sheet, head: int, places: dict[str, int]) -> Iterator[tuple[int, list[Any]]]:
    width = max(places[name] for name in (*NEEDED, "faelle", "schaden_eur") if name in places) + 1
    widest = max(places.values()) + 1
    for at, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        if not any(str(cell).strip() for cell in row) or str(row[0]).startswith("#"):
            continue
        if len(row) < width:
            raise errors.ShortRow(row=at, found=len(row), expected=width)
        yield at, [*row, *[""] * (widest - len(row))]


def _row(row: list[Any], at: int, places: dict[str, int], table: Table) -> Row:
    def cell(name: str) -> Any:
        return row[places[name]] if name in places else ""

    key = keys.normalise(cell("schluessel"))
    if key is None:
        raise errors.BadKey(row=at, text=str(cell("schluessel"))[:40])
    area = _text(cell("gebiet")).upper()
    if not area:
        raise errors.BadArea(row=at, text="")
    whole = {name: cells.count(cell(name), numbers=table.numbers, row=at, column=name) for name in _WHOLE}
    damage = _cents(cell("schaden_eur"), at, table)
    if whole["faelle"] is None and damage is None:
        raise errors.BadNumber(row=at, column="faelle", text="")
    return Row(
        area=area,
        key=key,
        label="",
        year=_year(cell("jahr"), at),
        cases=whole["faelle"],
        attempts=whole["versuche"],
        cleared=whole["aufgeklaert"],
        suspects=whole["tatverdaechtige"],
        rate=cells.printed(cell("hz"), numbers=table.numbers),
        clearance=cells.printed(cell("aq"), numbers=table.numbers),
        row=at,
        damage_cents=damage,
        provisional=fold(cell("vorlaeufig")) in _YES,
    )


def _text(cell: object) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()


def _year(cell: object, row: int) -> int:
    text = _text(cell)
    if not text.isdecimal() or not titles.FIRST_YEAR <= int(text) <= titles.LAST_YEAR:
        raise errors.BadYear(row=row, text=text[:40])
    return int(text)


def _cents(cell: object, row: int, table: Table) -> int | None:
    if str(cell).strip() in cells.NOTHING:
        return None
    euros = cells.decimal(cell, numbers=table.numbers, places=2)
    if euros is None or euros < 0:
        raise errors.BadNumber(row=row, column="schaden_eur", text=str(cell)[:40])
    return int(euros * 100)


def _notes(rows: list[list[Any]], table: Table) -> None:
    for row in rows:
        name, _colon, told = ";".join(str(cell) for cell in row).rstrip("; ").lstrip("# ").partition(":")
        told = told.strip()
        match fold(name):
            case "quelle":
                table.source = told
            case "lizenz":
                table.licence = told
            case "version":
                table.version = told
            case "stand":
                table.dated = _day(told)
            case "veraendert":
                table.altered = fold(told) in _YES


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _one_source(found: list[tuple[int, list[Any]]], places: dict[str, int], table: Table) -> None:
    """Everything beside a figure names its source; two sources in one file could not be told apart later."""
    if "quelle" not in places:
        return
    for at, row in found:
        told = str(row[places["quelle"]]).strip()
        if told and table.source and told != table.source:
            first, second = (shorten(one, 80, placeholder=" …") for one in (table.source, told))
            raise errors.SeveralSources(row=at, first=first, second=second)
        table.source = told or table.source
