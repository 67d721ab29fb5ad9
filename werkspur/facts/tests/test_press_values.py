"""What police, associations and newspapers have told agrees with what the tables give, wherever the tables can answer.

press_values.csv holds every such value with its source. The tables of the BKA have no *10*00 and *45*00 per district,
no damage, and end with 2023: what they cannot answer is counted, so that nothing drops out unnoticed.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from werkspur.facts import tables
from werkspur.facts.queries.series import series
from werkspur.facts.services import imports, own_figures
from werkspur.facts.tables import Kind, errors
from werkspur.facts.tests.figures import make_fresh

TABLE = Path(__file__).with_name("press_values.csv")
PARTS = ("14713", "14729", "14730")
COUNTS = {"faelle": "cases", "aufgeklaert": "cleared"}
RATES = {"hz": ("rate", 0), "aq": ("clearance", 1)}


def told() -> Iterator[tuple[int, str, str, str, float]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader((line for line in stream if not line.startswith("#")), delimiter=";"):
            yield int(row["jahr"]), row["gebiet"], row["schluessel"], row["mass"], float(row["wert"])


def answered(year: int, area: str, key: str, measure: str) -> float | None:
    """What our pages say; None when there is no figure."""
    point = series(area=area, offence=key).by_year.get(year)
    if point is None or (measure not in COUNTS and measure not in RATES):
        return None
    name, places = (COUNTS[measure], 0) if measure in COUNTS else RATES[measure]
    value = getattr(point, name)
    return None if value is None else round(value, places)


@pytest.fixture
def fresh(db):
    make_fresh()


def test_every_value_that_can_be_answered_agrees(fresh):
    wrong, open_ = [], []
    for year, area, key, measure, value in told():
        found = answered(year, area, key, measure)
        if found is None:
            open_.append((year, area, key, measure))
        elif found != value:
            wrong.append((year, area, key, measure, value, found))
    assert wrong == []
    assert len(list(told())) - len(open_) == 27
    assert {one for one in open_ if one[0] < 2024} == {
        (2014, "14730", "*10*00", "faelle"),
        (2015, "14730", "*10*00", "faelle"),
        (2015, "14PDL", "*45*00", "faelle"),
        (2016, "14PDL", "*45*00", "faelle"),
        (2017, "14713", "*45*00", "faelle"),
        (2018, "14713", "*45*00", "faelle"),
        (2017, "14", "*45*00", "schaden_eur"),
        (2018, "14", "*45*00", "schaden_eur"),
    }


def test_the_anchors_of_the_story(fresh):
    anchors = {(2014, "14713", "****00"): 40959, (2023, "14713", "****00"): 29348, (2023, "14PDL", "------"): 93709,
               (2013, "14", "*10*00"): 7282, (2023, "14", "*10*00"): 3485}  # fmt: skip
    assert {place: answered(*place, "faelle") for place in anchors} == anchors


def test_what_only_the_press_knows_comes_as_figures_of_our_own(fresh):
    """Building sites of PD Leipzig and the year 2024 go the way of every file, and agree afterwards too."""
    known = [one for one in told() if one[3] == "faelle" and answered(*one[:4]) is None]
    rows = [[area, key, year, int(value), *[""] * 6] for year, area, key, _measure, value in known]
    data = own_figures.table(rows, source="Polizeidirektion Leipzig und Verbände")
    for one in imports.read_file(data, name="eigene.csv", by="operator"):
        imports.publish_import(one, by="operator")
    assert [answered(*one[:4]) for one in known] == [one[4] for one in known]


def test_the_rate_of_leipzig_2024_twice_by_census(fresh):
    data = own_figures.table([["14713", "------", 2024, 68988, *[""] * 6]], source="Polizeidirektion Leipzig, PKS 2024")
    for one in imports.read_file(data, name="eigene.csv", by="operator"):
        imports.publish_import(one, by="operator")
    bases = series(area="14713", offence="------").by_year[2024].bases
    assert {one.census: round(one.rate or 0) for one in bases} == {"2022": 11346, "2011": 11129}


@pytest.mark.skipif("WERKSPUR_PKS" not in os.environ, reason="needs the folder of the raw tables")
def test_the_raw_tables_agree_too():
    found: dict[tuple[int, str, str, str], float] = {}
    sums: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for row in _raw():
        found[row.year, row.area, row.key, "faelle"] = row.cases or 0
        found[row.year, row.area, row.key, "aufgeklaert"] = row.cleared or 0
        if row.rate is not None:
            found[row.year, row.area, row.key, "hz"] = round(row.rate)
        if row.area in PARTS:
            sums[row.year, row.key, "faelle"].append(row.cases or 0)
            sums[row.year, row.key, "aufgeklaert"].append(row.cleared or 0)
    for (year, key, measure), values in sums.items():
        assert len(values) == len(PARTS)
        found[year, "14PDL", key, measure] = sum(values)
    checked = [(one, found[one[:4]]) for one in told() if one[:4] in found]
    assert [(one, value) for one, value in checked if one[4] != value] == []
    assert len(checked) == 23


def _raw() -> Iterator[tables.Row]:
    """Rows of Saxony in the tables of districts and states, one table for each kind and year."""
    folder, seen = Path(os.environ["WERKSPUR_PKS"]), set()
    for path in sorted([*folder.glob("kreise/*/*"), *folder.glob("laender/*")]):
        try:
            (table,) = tables.read(path.read_bytes(), name=str(path))
        except errors.TableError:
            continue
        assert table.kind in (Kind.DISTRICTS, Kind.STATES)
        if (table.kind, *table.years) not in seen:
            seen.add((table.kind, *table.years))
            yield from (row for row in table.rows if row.area in ("14", *PARTS))
