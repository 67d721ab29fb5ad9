"""The BKA's tables of cases: districts, states, federal, national series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from werkspur.facts.rules import keys
from werkspur.facts.tables import areas, cells, columns, errors, titles
from werkspur.facts.tables.cells import NumberFormat
from werkspur.facts.tables.columns import NAMES, Layout
from werkspur.facts.tables.files import Sheet
from werkspur.facts.tables.model import Inhabitants, Kind, Row, Table, census_base

LICENCE = "dl-de/by-2-0"
_WHOLE = ("cases", "attempts", "cleared", "suspects")
_PRINTED = ("rate", "clearance")
#: a series of at least so many cases a year, in which zeros at the end of a number can be missed
_LARGE = 1000


def read(sheet: Sheet, *, year: int | None) -> Table:
    """Read a table of cases.

    Args:
        year: the reporting year, for tables that do not tell it; must agree with those that do.

    Raises:
        errors.TableError: with the row and the reason.
    """
    layout = columns.recognise(sheet.rows)
    above = sheet.rows[: layout.first]
    inside = titles.year(above)
    if inside and year and inside != year:
        raise errors.YearContradiction(inside=inside, given=year)
    told = inside or year
    if layout.kind is not Kind.SERIES and told is None:
        raise errors.MissingYear
    table = Table(layout.kind, sheet.name, licence=LICENCE, version=titles.version(above), dated=titles.dated(above))
    table.year_given = layout.kind is not Kind.SERIES and inside is None
    table.numbers = _number_format(sheet, layout)
    table.rows = [_row(cell, at, layout, told, table) for at, cell in _figures(sheet, layout)]
    table.source = source_line(table.years, version=table.version, dated=table.dated)
    check(table)
    if layout.wide and told:
        table.inhabitants = list(_inhabitants(sheet, layout, told, table))
    return table


def source_line(years: list[int], *, version: str, dated: date | None) -> str:
    """Source as the BKA wants it named: "PKS Bundeskriminalamt, 2022, Version 1.0 vom 25.03.2025"."""
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    told = f", Version {version}" if version else ""
    return f"PKS Bundeskriminalamt, {span}{told}" + (f" vom {dated:%d.%m.%Y}" if dated else "")


def _figures(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, list[Any]]]:
    """Rows with figures and their number in the file, from 1."""
    for at, row in enumerate(sheet.rows[layout.first :], start=layout.first + 1):
        if not any(str(cell).strip() for cell in row):
            continue
        if len(row) < layout.width:
            if at >= len(sheet.rows):
                raise errors.Truncated(row=at, reason=f"{len(row)}/{layout.width}")
            raise errors.ShortRow(row=at, found=len(row), expected=layout.width)
        yield at, _without_state_number(row, layout)


def _without_state_number(row: list[Any], layout: Layout) -> list[Any]:
    """2016 puts the number of the state before its name, without a heading for it: everything moves by one."""
    place = layout.places.get("state")
    if place is None or not str(row[place]).strip().isdecimal():
        return row
    return row[:place] + row[place + 1 :]


def _number_format(sheet: Sheet, layout: Layout) -> NumberFormat:
    places = [(layout.places[name], name in _WHOLE) for name in (*_WHOLE, *_PRINTED) if name in layout.places]
    return cells.detect(
        (at, row[place].strip(), whole)
        for at, row in _figures(sheet, layout)
        for place, whole in places
        if isinstance(row[place], str)
    )


def _row(row: list[Any], at: int, layout: Layout, year: int | None, table: Table) -> Row:
    key = keys.normalise(row[0])
    if key is None:
        raise errors.BadKey(row=at, text=str(row[0])[:40])
    places, numbers = layout.places, table.numbers
    whole = {
        name: cells.count(row[places[name]], numbers=numbers, row=at, column=NAMES[name]) if name in places else None
        for name in _WHOLE
    }
    if whole["cases"] is None:
        raise errors.BadNumber(row=at, column=NAMES["cases"], text=str(row[places["cases"]])[:40])
    printed = {name: cells.printed(row[places[name]], numbers=numbers) if name in places else None for name in _PRINTED}
    own_year = _year(row[places["year"]], at) if "year" in places else year or 0
    return Row(
        area=_area(row, at, layout, table),
        key=key,
        label=cells.label(row[places["label"]]),
        year=own_year,
        row=at,
        cases=whole["cases"],
        attempts=whole["attempts"],
        cleared=whole["cleared"],
        suspects=whole["suspects"],
        rate=printed["rate"],
        clearance=printed["clearance"],
    )


def _year(cell: object, row: int) -> int:
    text = f"{cell:.0f}" if isinstance(cell, float) else str(cell).strip()
    if not text.isdecimal() or not titles.FIRST_YEAR <= int(text) <= titles.LAST_YEAR:
        raise errors.BadYear(row=row, text=text[:40])
    return int(text)


def _area(row: list[Any], at: int, layout: Layout, table: Table) -> str:
    if layout.kind is Kind.DISTRICTS:
        area = areas.district(row[layout.places["area"]], row=at)
        if "area_name" in layout.places and area not in table.names:
            table.names[area] = cells.label(row[layout.places["area_name"]])
        return area
    if layout.kind is Kind.STATES:
        area = areas.state(row[layout.places["state"]], row=at)
        table.names.setdefault(area, areas.STATES.get(area, "Deutschland"))
        return area
    table.names.setdefault(areas.COUNTRY, "Deutschland")
    return areas.COUNTRY


def check(table: Table) -> None:
    """What contradicts itself is refused: a figure twice, more attempts than cases, a table cut off, lost zeros."""
    if not table.rows:
        raise errors.Truncated(reason="0")
    seen: dict[tuple[str, str, int], int] = {}
    for row in table.rows:
        where = (row.area, row.key, row.year)
        if where in seen:
            raise errors.Twice(row=row.row, area=row.area, key=row.key, year=row.year, first=seen[where])
        seen[where] = row.row
        if row.attempts is not None and row.cases is not None and row.attempts > row.cases:
            raise errors.Contradiction(row=row.row, attempts=row.attempts, cases=row.cases)
    if table.kind is Kind.DISTRICTS:
        _check_whole(table)
    if table.kind is Kind.SERIES:
        _check_zeros(table)


def _check_whole(table: Table) -> None:
    """Every key of a district table has the same districts; fewer at the end mean that the file was cut."""
    districts = Counter(row.key for row in table.rows)
    expected = max(districts.values())
    last = table.rows[-1]
    if districts[last.key] < expected:
        raise errors.Truncated(row=last.row, reason=f"{last.key}: {districts[last.key]}/{expected}")


def _check_zeros(table: Table) -> None:
    """33,150 kept as 3315: ten times the value would fit between the years around it, the value itself does not."""
    series: dict[str, list[Row]] = {}
    for row in table.rows:
        series.setdefault(row.key, []).append(row)
    for rows in series.values():
        rows.sort(key=lambda one: one.year)
        for before, row, after in zip(rows, rows[1:], rows[2:], strict=False):
            _check_zero(before, row, after)


def _check_zero(before: Row, row: Row, after: Row) -> None:
    around = sorted((before.cases or 0, after.cases or 0))
    value = row.cases or 0
    if around[0] < _LARGE or around[1] > 2 * around[0] or value * 5 > around[0]:
        return
    if any(0.7 * around[0] <= value * ten <= 1.4 * around[1] for ten in (10, 100, 1000)):
        raise errors.LostZeros(
            row=row.row, value=value, before=before.cases or 0, after=after.cases or 0, key=row.key, year=row.year
        )


def _inhabitants(sheet: Sheet, layout: Layout, year: int, table: Table) -> Iterator[Inhabitants]:
    """Population at the right edge (2020), of 31 December of the year before, where the key repeats the row's."""
    day, seen = date(year - 1, 12, 31), set()
    place_key, place_name, place_count = layout.wide or (0, 0, 0)
    for at, row in _figures(sheet, layout):
        if len(row) <= place_count or not str(row[place_key]).strip():
            continue
        area = areas.district(row[place_key], row=at)
        count = cells.count(row[place_count], numbers=table.numbers, row=at, column="Bevölkerung")
        if count and area not in seen:
            seen.add(area)
            yield Inhabitants(area, cells.label(row[place_name]), day, census_base(day), count, at, table.source)
