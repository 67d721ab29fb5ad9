"""A fresh installation knows Saxony 2013–2023, and what it knows agrees with what was published."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from werkspur.facts import initial_data
from werkspur.facts.models import Area, Figure, Import, Offence, Population, SeriesBreak, Wording
from werkspur.facts.queries.series import series
from werkspur.facts.services import imports
from werkspur.facts.tests import made
from werkspur.facts.tests.figures import make_fresh

pytestmark = pytest.mark.django_db

#: year -> (area, key, cases); BKA tables and press releases of PD Leipzig and of trade associations
CONTROL = [
    (2014, "14713", "****00", 40959),
    (2023, "14713", "****00", 29348),
    (2013, "14", "*10*00", 7282),
    (2023, "14", "*10*00", 3485),
    (2013, "14PDL", "------", 99422),
    (2014, "14PDL", "------", 108987),
    (2014, "14PDL", "****00", 54199),
    (2014, "14713", "------", 79235),
    (2014, "14729", "------", 17305),
    (2014, "14730", "------", 12447),
    (2015, "14PDL", "------", 101673),
    (2015, "14PDL", "****00", 51488),
    (2015, "14", "*45*00", 2317),
    (2016, "14PDL", "------", 117780),
    (2016, "14PDL", "****00", 58159),
    (2016, "14", "*45*00", 2193),
    (2017, "14PDL", "------", 105907),
    (2018, "14PDL", "------", 98754),
    (2018, "14", "*45*00", 2070),
    (2019, "14PDL", "------", 98688),
    (2019, "14729", "------", 13984),
    (2019, "14730", "------", 13008),
    (2020, "14730", "****00", 4986),
    (2023, "14PDL", "------", 93709),
    (2023, "14", "425*00", 2655),
    (2023, "14", "445*00", 995),
    (2023, "14", "***100", 1239),
    (2016, "14713", "435*00", 1554),
    (2020, "14730", "*50*00", 530),
]
#: year, area, cleared or rate as published
CLEARED = [(2015, "14PDL", 48393), (2016, "14PDL", 57119), (2023, "14PDL", 50398)]
RATES = [(2015, "14PDL", 10176), (2016, "14PDL", 11587), (2019, "14PDL", 9459), (2018, "14", 6831)]


@pytest.fixture
def fresh(db):
    make_fresh()


def test_figures_agree_with_what_was_published(fresh):
    found = [
        (year, area, key, series(area=area, offence=key).by_year[year].cases) for year, area, key, _cases in CONTROL
    ]
    assert found == CONTROL


def test_cleared_cases_and_rates_agree_with_what_was_published(fresh):
    for year, area, cleared in CLEARED:
        assert series(area=area, offence="------").by_year[year].cleared == cleared
    for year, area, rate in RATES:
        assert round(series(area=area, offence="------").by_year[year].rate) == rate


def test_rates_recomputed_from_the_inhabitants_agree_with_the_printed_ones(fresh):
    checks = [check for one in Import.objects.all() for check in one.report["checks"] if check["code"] == "rates"]
    assert sum(check["checked"] for check in checks) > 6000
    assert [check["found"] for check in checks if check["failed"]] == []


def test_nothing_contradicts_itself(fresh):
    for one in Import.objects.all():
        for check in one.report["checks"]:
            assert check["code"] == "jumps" or not check["failed"], (one.filename, check)


def test_the_rate_of_leipzig_2024_is_two_by_census(fresh):
    data = made.own("14713;------;2024;68988;;;;;;", notes="# Quelle: Polizeidirektion Leipzig, PKS 2024")
    (one,) = imports.read_file(data, name="eigene.csv", by="operator")
    imports.publish_import(one, by="operator")
    point = series(area="14713", offence="------").by_year[2024]
    assert {base.census: round(base.rate) for base in point.bases} == {"2022": 11346, "2011": 11129}


def test_business_keys_are_there_for_saxony_only(fresh):
    assert Figure.objects.holding().filter(area="14", offence="*45*00").count() == 11
    assert not Figure.objects.filter(area__level="district", offence="*10*00").exists()
    assert not Offence.objects.get(key="*10*00").by_district


def test_every_import_names_source_and_licence(fresh):
    assert Import.objects.filter(state="published").count() == 22
    assert not Import.objects.filter(licence="").exists()
    assert Import.objects.get(filename="2022-sachsen.csv").version == "1.0"


def test_the_directorate_is_a_sum_of_its_three_districts(fresh):
    directorate = Area.objects.get(key="14PDL")
    assert [part.key for part in directorate.parts.order_by("key")] == ["14713", "14729", "14730"]
    assert not Figure.objects.filter(area="14PDL").exists()


def test_wordings_and_breaks(fresh):
    assert "Baubuden" in Wording.objects.get(offence="*45*00", year=2019).text
    assert "Baubuden" not in Wording.objects.get(offence="*45*00", year=2020).text
    assert SeriesBreak.objects.filter(offence="*45*00", year=2020).exists()
    assert SeriesBreak.objects.get(year=2024, kind="base").applies_to == "rate"


def test_thirteen_tiles_on_thirteen_places(fresh):
    tiles = Area.objects.exclude(tile_column=None).values_list("tile_column", "tile_row")
    assert len(tiles) == len(set(tiles)) == 13


def test_loading_again_changes_nothing_and_is_quick(fresh):
    (withdrawn,) = Import.objects.filter(filename="2023-kreise.csv")
    imports.withdraw_import(withdrawn, by="operator")
    before = [Figure.objects.holding().count(), Import.objects.count(), Population.objects.count()]
    with CaptureQueriesContext(connection) as queries:
        initial_data.load()
    assert len(queries) < 30
    assert [Figure.objects.holding().count(), Import.objects.count(), Population.objects.count()] == before


@pytest.mark.skipif("WERKSPUR_PKS" not in os.environ, reason="needs the folder of the raw tables")
def test_the_raw_tables_give_the_same_figures(fresh):
    before = set(Figure.objects.holding().values_list("area_id", "offence_id", "year", "cases"))
    folder = Path(os.environ["WERKSPUR_PKS"])
    for path in sorted([*folder.glob("kreise/2023/*"), *folder.glob("laender/*2023*")]):
        for one in imports.read_file(path.read_bytes(), name=str(path), by="operator"):
            imports.publish_import(one, by="operator")
    after = set(Figure.objects.holding().values_list("area_id", "offence_id", "year", "cases"))
    assert before <= after


def test_the_tables_are_part_of_a_built_package():
    app = Path(initial_data.__file__).parent
    settings = tomllib.loads((app.parents[1] / "pyproject.toml").read_text())["tool"]["setuptools"]
    packed = {path for pattern in settings["package-data"]["*"] for path in app.glob(pattern)}
    assert set((app / "data").rglob("*.csv")) <= packed
