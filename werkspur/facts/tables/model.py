"""What reading a table gives: uniform rows, whatever the table looked like."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from werkspur.facts.tables.cells import NumberFormat


class Kind(StrEnum):
    """Tables that are recognised."""

    DISTRICTS = "kreise"
    STATES = "laender"
    FEDERAL = "bund"
    SERIES = "zeitreihe"
    OWN = "eigene"
    POPULATION = "bevoelkerung"


@dataclass(slots=True)
class Row:
    """Cases of one key in one area and year. None: the source does not say; never 0.

    row     line of the source file, from 1
    rate, clearance  as printed by the source, in tenths
    damage_cents     value of the goods taken; only in our own tables
    """

    area: str
    key: str
    label: str
    year: int
    cases: int | None
    attempts: int | None
    cleared: int | None
    suspects: int | None
    rate: Decimal | None
    clearance: Decimal | None
    row: int
    damage_cents: int | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """How many people lived in an area on a day; `base` is the census the count starts from."""

    area: str
    name: str
    day: date
    base: str
    count: int
    row: int
    source: str = ""


@dataclass(slots=True)
class Table:
    """One table of one file.

    names       area key -> name, as far as the table tells
    numbers     the format of its numbers
    year_given  the reporting year is not in the file but was given with it
    """

    kind: Kind
    name: str
    rows: list[Row] = field(default_factory=list)
    inhabitants: list[Inhabitants] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    numbers: NumberFormat = NumberFormat.ENGLISH
    source: str = ""
    licence: str = ""
    version: str = ""
    dated: date | None = None
    altered: bool = False
    year_given: bool = False

    @property
    def years(self) -> list[int]:
        """The reporting years in the table, sorted."""
        return sorted({row.year for row in self.rows} | {one.day.year + 1 for one in self.inhabitants})


def census_base(day: date) -> str:
    """The census that population of a day starts from: 2022 from 31.12.2023 on, 2011 from 31.12.2011 on.

    Source: Statistisches Bundesamt, Fortschreibung des Bevölkerungsstandes; the PKS took 2011 over with the year 2013
    and 2022 with the year 2024.
    """
    if day.year >= 2023:
        return "2022"
    return "2011" if day.year >= 2011 else "1987"
