"""The comparison: districts beside their state and their own past, in a fixed order, with what it cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from werkspur.facts.models import Area, Boundaries
from werkspur.facts.queries.area_map import area_map
from werkspur.facts.queries.comparison import Row, Together, by_chance, rows, together
from werkspur.facts.queries.selection import selection
from werkspur.facts.tests.figures import (
    CITY,
    COUNTY,
    NORTH,
    make_areas,
    make_break,
    make_figures,
    make_fresh,
    make_people,
)

MOST_QUERIES = 15
YEARS = range(2018, 2024)
ORDER = ["Sachsen", "Leipzig", "Landkreis Leipzig", "Nordsachsen", "Ähren", "Bautzen"]


@pytest.fixture
def areas(db: None) -> None:
    make_areas()
    Area.objects.filter(level="district").update(parent="14")
    Area.objects.create(key="14625", name="Bautzen", level="district", parent_id="14", order=107)
    Area.objects.create(key="14626", name="Ähren", level="district", parent_id="14", order=108)


def theft(area: str, *counts: int, key: str = "****00", **fields: int) -> None:
    """Cases of 2018 and the years after it, and 100,000 inhabitants."""
    make_figures(area, key, dict(zip(YEARS, counts, strict=False)), **fields)
    if not Area.objects.get(key=area).populations.exists():
        make_people(area, {year - 1: 100_000 for year in YEARS})


def shown(**params: str) -> tuple[Together, list[Row]]:
    chosen = selection(params)
    found = together(chosen)
    assert found is not None
    return found, rows(found, chosen)


@pytest.fixture
def visit(client: Client) -> Callable[..., str]:
    def go(**params: str) -> str:
        response = client.get("/fakten/vergleich", params)
        assert response.status_code == 200
        main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
        return unescape(" ".join(re.sub(r"<[^>]*>", " ", main).split()))

    return go


@pytest.mark.usefixtures("areas")
class TestRows:
    def test_the_order_is_fixed_and_never_that_of_the_figures(self) -> None:
        for area, count in zip(["14", CITY, COUNTY, NORTH, "14625", "14626"], [99, 1, 50, 2, 70, 3], strict=True):
            theft(area, *[count * 10] * 6)
        _found, table = shown()
        assert [row.area.name for row in table] == ORDER

    def test_no_parameter_changes_the_order(self, client: Client) -> None:
        theft("14", *[900] * 6)
        theft(NORTH, *[500] * 6)
        theft(CITY, *[100] * 6)
        pages = [client.get(f"/fakten/vergleich?sortierung={sort}").content.decode() for sort in ("", "-wert", "name")]
        found = [re.findall(r'<a class="ws-quiet"[^>]*>([^<]+)', page) for page in pages]
        assert found == [ORDER] * 3
        assert "aria-sort" not in pages[0]

    def test_each_district_is_read_against_its_own_years_before(self) -> None:
        theft("14", 900, 910, 920, 930, 940, 950)
        theft(CITY, 400, 410, 420, 430, 440, 500)
        theft(COUNTY, 400, 410, 420, 430, 440, 300)
        _found, table = shown()
        told = {row.area.key: (row.told.value, row.told.icon, row.told.range) for row in table}
        assert told[CITY] == ("500", "above", "2018 bis 2022: 400 bis 440")
        assert told[COUNTY] == ("300", "below", "2018 bis 2022: 400 bis 440")

    def test_the_rate_stands_beside_that_of_the_state(self) -> None:
        theft("14", *[900] * 6)
        theft(CITY, *[450] * 6)
        _found, (state, city, *_rest) = shown()
        assert (state.rate, state.beside) == ("900,0", "")
        assert (city.rate, city.beside) == ("450,0", "900,0")

    @pytest.mark.parametrize(("wert", "beside"), [("hz", "900,0"), ("index", ""), ("aq", "50,0 %"), ("faelle", "")])
    def test_only_what_can_be_compared_stands_beside_the_value_of_the_state(self, wert: str, beside: str) -> None:
        theft("14", *[900] * 6, cleared=450)
        theft(CITY, *[450] * 6, cleared=400)
        _found, (_state, city, *_rest) = shown(wert=wert)
        assert city.whole.replace("\N{NO-BREAK SPACE}", " ") == (beside if wert != "index" else "–")

    def test_few_cases_get_no_verdict_and_their_rate_a_warning(self, visit: Callable[..., str]) -> None:
        theft("14", *[900] * 6)
        theft(CITY, 1, 2, 1, 2, 1, 5)
        theft(COUNTY, 50, 60, 50, 60, 50, 5)
        found, table = shown()
        by_key = {row.area.key: row for row in table}
        assert (by_key[CITY].few, by_key[CITY].chance) == (True, True)
        assert (by_key[COUNTY].few, by_key[COUNTY].chance) == (True, False)
        assert not by_chance(found.series["14"], 2023)
        page = visit()
        assert page.count("Zu wenige Fälle für ein Urteil") == 1
        assert page.count("zu wenige Fälle für einen Vergleich") == 2
        assert "Unter 10 Fällen sagt eine Rate nichts über Unterschiede zwischen Kreisen." in page

    def test_missing_is_a_dash_with_its_reason_never_zero(self) -> None:
        theft("14", *[900] * 6)
        theft(CITY, *[450] * 6)
        theft(COUNTY, *[450] * 5)
        _found, table = shown()
        county = next(row for row in table if row.area.key == COUNTY)
        assert (county.told.value, county.rate, county.cases) == ("–", "–", "–")
        assert county.remarks == ["2023 ist noch nicht geladen."]

    def test_a_break_shared_with_the_state_is_told_once(self, visit: Callable[..., str]) -> None:
        theft("14", *[900] * 6)
        theft(CITY, *[450] * 6)
        make_break(2020, offence_id="****00")
        page = visit()
        assert page.count("Bruch 2020, darum nur drei Vergleichsjahre.") == 1
        assert page.count("Bruch 2020: ohne Baubuden") == 1

    def test_a_break_outside_the_years_is_not_told(self, visit: Callable[..., str]) -> None:
        theft("14", *[900] * 6)
        theft(CITY, *[450] * 6)
        make_break(2018, offence_id="****00")
        make_break(2024, offence_id="****00")
        assert "Bruch" not in visit()

    def test_the_small_line_ends_in_the_year_shown(self) -> None:
        theft("14", *[900] * 6)
        theft(CITY, 400, 410, 420, 430, 440, 450)
        _found, (_state, city, *_rest) = shown(jahr="2020")
        assert "2020 420" in city.line
        assert "2021" not in city.line


@pytest.mark.usefixtures("areas")
class TestWarnings:
    def test_what_a_comparison_cannot_say_stands_on_the_page(self, visit: Callable[..., str]) -> None:
        theft("14", *[900] * 6)
        theft(CITY, *[450] * 6)
        page = visit()
        assert "Keine Rangliste: Die Reihenfolge ist fest" in page
        assert "Wer zum Arbeiten, Einkaufen oder Feiern kommt, fehlt darin." in page
        assert "Gezählt sind nur Taten, die der Polizei bekannt wurden." in page
        assert "PKS Bundeskriminalamt" in page
        for word in ("Rang ", "Platz ", "sicherste", "gefährlichste"):
            assert word not in page

    def test_what_is_published_for_the_state_alone_is_a_sentence(self, visit: Callable[..., str]) -> None:
        theft("14", *[900] * 6, key="*10*00")
        page = visit(schluessel="*10*00")
        assert (
            "Nur für Sachsen veröffentlicht. Für die Kreise gibt es keine amtliche Zahl, und wir schätzen keine."
            in page
        )
        assert "900" in page
        assert "Nordsachsen" not in page

    def test_own_figures_of_some_districts_are_a_table_again(self, visit: Callable[..., str]) -> None:
        theft("14", *[900] * 6, key="*10*00")
        theft(CITY, *[90] * 6, key="*10*00")
        page = visit(schluessel="*10*00")
        assert "Für den Landkreis nicht veröffentlicht." in page


@pytest.mark.usefixtures("areas")
class TestBadInput:
    def test_a_year_nobody_has_is_told_and_the_newest_shown(self, visit: Callable[..., str]) -> None:
        theft("14", *[900] * 6)
        theft(CITY, *[450] * 6)
        assert "Für 2031 ist keine Zahl geladen. Gezeigt ist 2023." in visit(jahr="2031")

    @pytest.mark.parametrize(
        "params",
        [
            {"gebiet": "99999", "jahr": "3000", "wert": "zzz", "schluessel": "<b>"},
            {"gebiet": ",".join(["14713"] * 10_000)},
            {"gebiet": "DE"},
            {"gebiet": "\x00", "jahr": "²"},
        ],
    )
    def test_nothing_typed_breaks_it(self, client: Client, params: dict[str, str]) -> None:
        theft("14", *[900] * 6)
        theft(CITY, *[450] * 6)
        for page in ("vergleich", "karte"):
            response = client.get(f"/fakten/{page}", params)
            assert response.status_code == 200
            assert "Sachsen" in response.content.decode()

    def test_the_choice_is_a_form_of_addresses(self, client: Client) -> None:
        theft("14", *[900] * 6)
        theft(CITY, *[450] * 6)
        page = client.get("/fakten/vergleich", {"wert": "hz", "jahr": "2020"}).content.decode()
        for chosen in ('value="****00" selected', 'value="hz" selected', 'value="2020" selected'):
            assert chosen in page
        assert 'method="get"' in page
        assert client.post("/fakten/vergleich").status_code == 405


def test_a_house_without_data_says_so(db: None, client: Client) -> None:
    for page in ("vergleich", "karte"):
        assert "Noch keine Zahlen geladen" in client.get(f"/fakten/{page}").content.decode()


def test_without_districts_there_is_nothing_to_compare(areas: None, client: Client) -> None:
    Area.objects.filter(level="district").update(parent=None)
    for page in ("vergleich", "karte"):
        assert "Noch keine Zahlen geladen" in client.get(f"/fakten/{page}").content.decode()


def test_another_state_has_its_own_districts(areas: None, client: Client) -> None:
    Area.objects.create(key="09", name="Bayern", level="state", order=1000)
    Area.objects.create(key="09162", name="München", level="district", parent_id="09")
    theft("09162", *[700] * 6)
    page = client.get("/fakten/vergleich", {"gebiet": "09162"}).content.decode()
    assert "in Bayern" in page
    assert 'value="09" selected' in page
    assert "Nordsachsen" not in page


@pytest.mark.parametrize("address", ["/fakten/vergleich", "/fakten/karte"])
@pytest.mark.parametrize("outlines", [False, True])
def test_no_page_over_fifteen_queries(areas: None, client: Client, address: str, outlines: bool) -> None:
    theft("14", *[900] * 6)
    for key in (CITY, COUNTY, NORTH, "14625", "14626"):
        theft(key, *[450] * 6)
    if outlines:
        triangle = [[[[12.0, 51.0], [13.0, 51.0], [12.5, 52.0], [12.0, 51.0]]]]
        boundaries = Boundaries.objects.create(source="BKG")
        drawn = {"type": "MultiPolygon", "coordinates": triangle}
        Area.objects.filter(level="district").update(outline=drawn, boundaries=boundaries)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_saxony_2023(db: None) -> None:
    """What a fresh installation says."""
    make_fresh()
    found, table = shown()
    assert [row.area.name for row in table[:4]] == ["Sachsen", "Stadt Leipzig", "Landkreis Leipzig", "Nordsachsen"]
    assert [row.told.value for row in table[:4]] == ["96.140", "29.348", "4.472", "3.805"]
    assert len(table) == 14
    assert [row.area.name for row in table[4:]] == sorted(row.area.name for row in table[4:])
    drawn = area_map(found, selection({}), wert="hz")
    assert (drawn.form, drawn.group) == ("tiles", "Bezirk der PD Leipzig")
    assert [step.text for step in drawn.legend[:5]] == [
        "unter 1.300,0",
        "1.300,0 bis unter 1.700,0",
        "1.700,0 bis unter 2.300,0",
        "2.300,0 bis unter 3.400,0",
        "3.400,0 und mehr",
    ]
    assert {entry.area.key: entry.kind for entry in drawn.entries if entry.group} == {
        CITY: "5",
        COUNTY: "3",
        NORTH: "3",
    }
