"""Population tables that belong to the PKS: districts and states on 31 December of the year before; our own."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from werkspur.facts.tables import areas, cells, errors, titles
from werkspur.facts.tables.cells import NumberFormat, fold
from werkspur.facts.tables.files import Sheet
from werkspur.facts.tables.model import Inhabitants, Kind, Table, census_base

LICENCE = "dl-de/by-2-0"
_DAY = re.compile(r"Stand:\s*(\d\d)\.(\d\d)\.(\d{4})")
_FEDERATION = "20"


def is_population(sheet: Sheet) -> bool:
    """Whether the table counts inhabitants instead of cases."""
    text = "".join(fold(cell) for row in sheet.rows[:8] for cell in row)
    return "bevoelkerung" in text and "erfasstefaelle" not in text


def read(sheet: Sheet, *, year: int | None) -> Table:
    """Read a population table.

    Raises:
        errors.NotABase: annual averages and indicators are no base of rates.
        errors.TableError: with the row and the reason.
    """
    text = " ".join(str(cell) for row in sheet.rows[:8] for cell in row)
    if "GENESIS" in text or "urchschnittliche" in text:
        raise errors.NotABase
    place_key, place_name, place_count, first = _places(sheet.rows)
    told = titles.year(sheet.rows[:first]) or year
    if told is None:
        raise errors.MissingYear
    table = Table(Kind.POPULATION, sheet.name, licence=LICENCE, version=titles.version(sheet.rows[:first]))
    table.dated = _made(text)
    stated = _DAY.search(text)
    day = date(int(stated[3]), int(stated[2]), int(stated[1])) if stated else date(told - 1, 12, 31)
    table.source = "Statistisches Bundesamt, Bevölkerungsdaten zur PKS " + str(told)
    table.numbers = cells.detect(
        (at, str(row[place_count]).strip(), True)
        for at, row in enumerate(sheet.rows[first:], start=first + 1)
        if len(row) > place_count and isinstance(row[place_count], str)
    )
    for at, row in enumerate(sheet.rows[first:], start=first + 1):
        if len(row) > place_count and str(row[place_key]).strip():
            one = _inhabitants(row, at, (place_key, place_name, place_count), day, table.numbers)
            table.inhabitants.append(one)
            table.names[one.area] = one.name
    _once(table)
    return table


def _made(text: str) -> date | None:
    found = re.search(r"erstellt am:?\s*(\d\d)\.(\d\d)\.(\d{4})", text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None


def _places(rows: list[list[Any]]) -> tuple[int, int, int, int]:
    """Columns of key, name and count, and the first row of figures."""
    heads: list[str] = []
    for at, row in enumerate(rows[:12]):
        if len(row) > 4 and re.fullmatch(r"\d{2}|\d{5}", str(row[0]).strip()):
            return 0, 1, _count_place(heads), at
        if len(row) > 4 and re.fullmatch(r"\d{5}", str(row[1]).strip()):
            return 1, 2, _count_place(heads), at
        heads += [""] * (len(row) - len(heads))
        heads = [head + fold(cell) for head, cell in zip(heads, [*row, *[""] * len(heads)], strict=False)]
    raise errors.UnknownTable


def _count_place(heads: list[str]) -> int:
    for at, head in enumerate(heads):
        if at > 1 and "insgesamt" in head:
            return at
    raise errors.MissingColumn(column="Bevölkerung insgesamt")


def _inhabitants(
    row: list[Any], at: int, places: tuple[int, int, int], day: date, numbers: NumberFormat
) -> Inhabitants:
    key, name, place = places
    text = str(row[key]).strip()
    if text == _FEDERATION:
        area = areas.COUNTRY
    elif text in areas.STATES:
        area = text
    else:
        area = areas.district(row[key], row=at)
    count = cells.count(row[place], numbers=numbers, row=at, column="Bevölkerung")
    if not count:
        raise errors.BadNumber(row=at, column="Bevölkerung", text=str(row[place])[:40])
    return Inhabitants(area, cells.label(row[name]), day, census_base(day), count, at)


def _once(table: Table) -> None:
    if not table.inhabitants:
        raise errors.Truncated(reason="0")
    seen: dict[str, int] = {}
    for one in table.inhabitants:
        if one.area in seen:
            raise errors.Twice(row=one.row, area=one.area, key="Bevölkerung", year=one.day.year, first=seen[one.area])
        seen[one.area] = one.row
