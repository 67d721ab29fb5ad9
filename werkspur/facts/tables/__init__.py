"""Tables of crime figures, recognised by what is in them and read into uniform rows. Pure Python, no Django.

files       bytes -> sheets: CSV, XLS, XLSX, gzip, ZIP
columns     which table, which column holds what
bka, own, population   the tables themselves
cells       labels, headings, numbers in the one format of a file
errors      why a file is refused: a class for each reason
"""

from __future__ import annotations

from werkspur.facts.tables import bka, errors, files, own, population, titles
from werkspur.facts.tables.model import Inhabitants, Kind, Row, Table

__all__ = ["Inhabitants", "Kind", "Row", "Table", "read"]


def read(data: bytes, *, name: str, year: int | None = None) -> list[Table]:
    """Every table in a file.

    Args:
        data: the bytes as they came.
        name: path or file name; only asked for the year when the table itself does not tell it.
        year: the reporting year, when a person gave it.

    Raises:
        errors.TableError: the file is refused as a whole; nothing of an archive is used when one member is refused.
    """
    if year is not None and not titles.FIRST_YEAR <= year <= titles.LAST_YEAR:
        raise errors.BadYear(text=str(year))
    found = [_table(sheet, year=year) for sheet in files.sheets(data, name=name)]
    if not found:
        raise errors.EmptyFile
    seen: dict[tuple[Kind, int], str] = {}
    for table in found:
        for one in table.years if table.kind is not Kind.OWN else ():
            if (table.kind, one) in seen:
                raise errors.SeveralYears(year=one, first=seen[table.kind, one], second=table.name)
            seen[table.kind, one] = table.name
    return found


def _table(sheet: files.Sheet, *, year: int | None) -> Table:
    told = year or titles.year_in_name(sheet.name)
    if own.is_own(sheet):
        return own.read(sheet)
    if population.is_population(sheet):
        return population.read(sheet, year=told)
    given = year is not None
    try:
        return bka.read(sheet, year=told)
    except errors.YearContradiction:
        if given:
            raise
        return bka.read(sheet, year=None)  # a file may be called by the year it was made in
