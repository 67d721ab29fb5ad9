"""The page of a series: nobody can misread it, every state is an address, and nothing typed breaks it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from werkspur.facts.models import Area, Offence, Population, Wording
from werkspur.facts.tests.figures import CITY, COUNTY, NORTH, make_areas, make_break, make_figures, make_people

SITES = {2018: 2070, 2019: 1881, 2020: 1989, 2021: 1603, 2022: 1709, 2023: 1505}
THEFT = dict(
    zip(range(2014, 2024), [40959, 40371, 46204, 42050, 39021, 37633, 35712, 30514, 27965, 29348], strict=True)
)
MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def _areas(db: None) -> None:
    make_areas()


@pytest.fixture
def visit(client: Client) -> Callable[..., str]:
    def go(**wishes: str) -> str:
        response = client.get("/fakten/reihe", wishes)
        assert response.status_code == 200
        return re.sub(r"\s+", " ", unescape(response.content.decode()))

    return go


def rows(page: str) -> dict[str, list[str]]:
    """Year → words of its cells."""
    body = page.split('<tbody class="kern-table__body">')[1].split("</tbody>")[0]
    found = {}
    for row in body.split("<tr ")[1:]:
        cells = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        found[cells[0].split()[0]] = cells[1:]
    return found


def test_figure_verdict_and_range_stand_first(visit):
    make_figures(CITY, "****00", THEFT)
    page = visit()
    assert "Diebstahl insgesamt: Leipzig</h1>" in page
    assert '<p class="ws-display ws-num">29.348</p>' in page
    assert "Im üblichen Bereich" in page
    assert "Fälle im Jahr 2023. Davor, 2018 bis 2022, waren es 27.965 bis 39.021." in page
    assert "Zum Vorjahr +1.383, das sind +4,9" in page
    assert "Die Veränderung kann eine übliche Schwankung sein." in page


def test_the_table_says_what_the_chart_shows_newest_first(visit):
    make_figures(CITY, "****00", THEFT, attempts=100, cleared=1000)
    page = visit()
    table = rows(page)
    assert list(table) == [str(year) for year in range(2023, 2013, -1)]
    assert table["2023"] == ["29.348", "+1.383", "+4,9 %", "−4 bis +14 %, offen", "100", "3,4 %"]
    assert table["2014"][1] == "–"
    assert all(f"{year} {count:,}".replace(",", ".") in page for year, count in THEFT.items())


def test_across_a_break_nothing_is_compared(visit):
    make_figures("14", "*45*00", SITES)
    make_break(2020, offence_id="*45*00", text="Ohne Baubuden.")
    page = visit(gebiet="14", schluessel="*45*00")
    assert rows(page)["2020"][:2] == ["1.989", "nicht vergleichbar"]
    assert "Bruch 2020</h2><p>Ohne Baubuden. Werte davor und danach nicht vergleichen." in page
    assert "Bruch 2020: Ohne Baubuden</text>" in page
    assert page.count('<tr class="kern-table__row ws-break">') == 1
    assert (
        "Davor, 2020 bis 2022, waren es 1.603 bis 1.989. Bruch 2020, darum nur drei Vergleichsjahre." in page
    )  # the range does not reach across


def test_few_cases_carry_no_percentage(visit):
    make_figures(CITY, "435*00", {2022: 1, 2023: 2})
    page = visit(gebiet=CITY, schluessel="435*00")
    assert rows(page)["2023"][:4] == ["2", "+1", "– zu wenige Fälle", "–"]
    assert "für Prozent sind es zu wenige Fälle" in page


def test_missing_is_not_zero(visit):
    make_figures(CITY, "------", {2021: 60000, 2022: 61000, 2023: 62000})
    make_figures(CITY, "435*00", {2021: 500, 2023: 613})
    table = rows(visit(gebiet=CITY, schluessel="435*00"))
    assert table["2022"][0] == "– nicht veröffentlicht"
    assert table["2023"][1] == "–"


def test_provisional_years_say_so(visit):
    make_figures(CITY, "435*00", {2021: 500, 2022: 526})
    make_figures(CITY, "435*00", {2023: 613}, provisional=True)
    page = visit(gebiet=CITY, schluessel="435*00")
    assert '2023 <span class="ws-yearly__note">vorläufig</span>' in page
    assert "Vorläufige Zahl, sie kann sich noch ändern." in page
    assert 'stroke-dasharray="3 6"' in page


def test_a_year_that_is_not_over_is_compared_with_nothing(visit):
    make_figures(CITY, "435*00", dict.fromkeys(range(2018, 2024), 500), attempts=50, cleared=100)
    make_figures(CITY, "435*00", {2024: 250}, provisional=True, attempts=20, cleared=100)
    make_figures(CITY, "435*00", {2025: 510}, attempts=50, cleared=100)
    page = visit(gebiet=CITY, schluessel="435*00", jahr="2024")
    assert rows(page)["2024"][1:4] == ["nicht vergleichbar", "–", "–"]
    assert "Zum Vorjahr" not in page
    assert rows(page)["2025"][1] == "nicht vergleichbar"
    assert rows(visit(gebiet=CITY, schluessel="435*00", wert="aq"))["2024"][1] == "nicht vergleichbar"
    assert "waren es 500 bis 500" in visit(gebiet=CITY, schluessel="435*00", jahr="2025")


def test_a_key_of_the_state_is_never_estimated_for_a_district(visit):
    make_figures("14", "*45*00", SITES)
    make_figures(CITY, "------", {2023: 68377})
    page = visit(gebiet=CITY, schluessel="*45*00")
    assert "Nur für das Land veröffentlicht" in page
    assert re.search(r'href="\?gebiet=14&schluessel=\*45\*00".*?Verlauf für Sachsen', page)
    assert "1.505" not in page
    assert "<tbody" not in page


def test_a_state_key_beside_the_state_is_a_column_without_figures(visit):
    make_figures("14", "*45*00", SITES)
    make_figures(CITY, "------", {2023: 68377})
    table = rows(visit(gebiet=f"14,{CITY}", schluessel="*45*00"))
    assert table["2023"] == ["1.505", "−204 −11,9 %", "– nicht veröffentlicht", "–"]


def test_a_rate_names_its_census_and_two_where_there_are_two(visit):
    make_figures(CITY, "------", {2023: 68377, 2024: 68988})
    make_people(CITY, {2022: 616093, 2023: 619877})
    Population.objects.create(area_id=CITY, day=date(2023, 12, 31), base="2022", count=608013, source="Destatis")
    page = visit(gebiet=CITY, schluessel="------", wert="hz")
    table = rows(page)
    assert table["2024"][0] == "11.346,5 Zensus 2022; 11.129,3 Zensus 2011"
    assert table["2024"][1] == "nicht vergleichbar"
    assert table["2023"][0] == "11.098,5 Zensus 2011"
    assert "11.346,5 nach Zensus 2022: 608.013 Einwohner am 31.12.2023." in page
    assert "11.129,3 nach Zensus 2011: 619.877 Einwohner am 31.12.2023." in page


def test_clear_up_rates_above_100_stand_as_they_are(visit):
    make_figures(COUNTY, "435*00", {2022: 80, 2023: 80}, cleared=82)
    page = visit(gebiet=COUNTY, schluessel="435*00", wert="aq")
    assert rows(page)["2023"][0] == "102,5 %"
    assert "mehr als 100 % möglich" in page


def test_the_clear_up_rate_of_a_sum_is_no_mean(visit):
    for area, cases, cleared in ((CITY, 900, 90), (COUNTY, 100, 50), (NORTH, 100, 50)):
        make_figures(area, "435*00", {2023: cases}, cleared=cleared)
    assert rows(visit(gebiet="14PDL", schluessel="435*00", wert="aq"))["2023"][0] == "17,3 %"


def test_suspects_are_never_summed(visit):
    for area in (CITY, COUNTY, NORTH):
        make_figures(area, "435*00", {2023: 100}, suspects=70777)
    page = visit(gebiet="14PDL", schluessel="435*00")
    assert "212331" not in page.replace(".", "")
    assert "Tatverdächtige zählen in jedem Gebiet einmal." in page


@pytest.mark.parametrize(
    ("wert", "expected"),
    [
        ("index", ["50,0", "−50,0 %", "300"]),
        ("versuche", ["60", "−60", "−50,0 %"]),
        ("vollendet", ["240", "−240", "−50,0 %"]),
    ],
)
def test_every_measure_has_its_columns(visit, wert, expected):
    make_figures(CITY, "435*00", {2014: 600}, attempts=120)
    make_figures(CITY, "435*00", {2015: 300}, attempts=60)
    assert rows(visit(gebiet=CITY, schluessel="435*00", wert=wert))["2015"][: len(expected)] == expected


def test_five_areas_in_one_chart_and_columns_for_each(visit, django_assert_max_num_queries):
    for area in (CITY, COUNTY, NORTH, "14"):
        make_figures(area, "435*00", {2022: 526, 2023: 613})
    with django_assert_max_num_queries(MOST_QUERIES):
        page = visit(gebiet=f"14,14PDL,{CITY},{COUNTY},{NORTH}", schluessel="435*00")
    assert page.count('scope="colgroup"') == 5
    assert len(rows(page)["2023"]) == 10
    assert page.count(">Entfernen<") == 5
    assert "Mehr als fünf Linien lassen sich nicht unterscheiden" in page
    assert 'name="dazu"' not in page


def test_more_areas_cost_no_more_queries(client):
    for area in (CITY, COUNTY, NORTH):
        make_figures(area, "435*00", {2022: 526, 2023: 613})
    counts = []
    for areas in (CITY, f"{CITY},{COUNTY},{NORTH}"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/fakten/reihe", {"gebiet": areas, "schluessel": "435*00"})
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("typed", [f"{COUNTY} Landkreis Leipzig", COUNTY, "landkreis leipzig", " Landkreis "])
def test_an_area_is_added_by_key_or_name(client, typed):
    response = client.get("/fakten/reihe", {"gebiet": CITY, "schluessel": "435*00", "wert": "hz", "dazu": typed})
    assert response.status_code == 302
    assert response["Location"] == f"/fakten/reihe?gebiet={CITY},{COUNTY}&schluessel=435*00&wert=hz"


@pytest.mark.parametrize("typed", ["435*00 Wohnungseinbruch", "435*00", "wohnungs"])
def test_a_key_is_changed_by_key_or_name(client, typed):
    response = client.get("/fakten/reihe", {"gebiet": CITY, "thema": typed})
    assert response["Location"] == f"/fakten/reihe?gebiet={CITY}&schluessel=435*00"


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"dazu": "Atlantis"}, "Dieses Gebiet gibt es nicht: Atlantis."),
        ({"thema": "Piraterie"}, "Diesen Schlüssel gibt es nicht: Piraterie."),
        ({"gebiet": "99999"}, "Dieses Gebiet gibt es nicht: 99999."),
        ({"gebiet": f"14,14PDL,{CITY},{COUNTY},{NORTH},DE"}, "Höchstens fünf Gebiete auf einmal."),
        ({"gebiet": ",".join(str(number) for number in range(10_000))}, "Höchstens fünf Gebiete auf einmal."),
        ({"schluessel": "abc"}, "Diesen Schlüssel gibt es nicht: abc."),
        ({"wert": "x"}, "Diesen Wert gibt es nicht: x."),
        ({"jahr": "3000"}, "Dieses Jahr gibt es nicht: 3000."),
        ({"jahr": "1951"}, "1951 ist noch nicht geladen."),
        ({"gebiet": "\u202e\u200b٣", "schluessel": "'; DROP"}, "Dieses Gebiet gibt es nicht:"),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence(visit, wish, sentence):
    make_figures(CITY, "****00", {2022: 27965, 2023: 29348})
    page = visit(**wish)
    assert sentence in page
    assert "Diebstahl insgesamt" in page


def test_what_was_typed_stays(visit):
    assert 'value="Atlantis"' in visit(dazu="Atlantis")


def test_nothing_typed_becomes_markup(client):
    page = client.get("/fakten/reihe", {"gebiet": '"><script>x', "dazu": '"><script>x', "wert": '"><script>x'})
    assert b"<script>x" not in page.content


def test_a_year_can_be_looked_at(visit):
    make_figures(CITY, "****00", THEFT)
    page = visit(jahr="2019")
    assert '<p class="ws-display ws-num">37.633</p>' in page
    assert "ws-yearly__chosen" in page
    assert "&jahr=2019" in page


def test_meaning_and_neighbours_in_the_tree(visit):
    burglary = Offence.objects.get(key="435*00")
    burglary.parents.add("****00")
    Offence.objects.get(key="*10*00").parents.add("****00")
    Wording.objects.create(offence=burglary, year=2023, text="Wohnungseinbruchdiebstahl § 244")
    page = visit(gebiet=CITY, schluessel="435*00")
    assert "Wohnungseinbruchdiebstahl § 244" in page
    assert f'Gehört zu</p><ul><li><a href="?gebiet={CITY}&schluessel=****00">Diebstahl insgesamt</a>' in page
    assert f'Daneben</p><ul><li><a href="?gebiet={CITY}&schluessel=*10*00">' in page
    assert "Nicht zusammenzählen." in page


def test_every_way_to_use_it_further_is_there(visit):
    page = visit(gebiet=CITY, schluessel="435*00", wert="hz")
    for address in ("reihe.csv", "reihe.json", "reihe.svg", "reihe.png", "zitat", "einbetten"):
        assert f'href="/fakten/{address}?gebiet={CITY}&schluessel=435*00&wert=hz"' in page


def test_a_house_without_figures_says_so(client):
    Offence.objects.all().delete()
    Area.objects.update(parent=None)
    Area.objects.all().delete()
    for address in ("/fakten/reihe", "/fakten/einbetten", "/fakten/einbetten/reihe"):
        assert "Noch keine Zahlen geladen" in client.get(address).content.decode()


def test_a_percentage_on_few_cases_says_so_with_one_area_and_with_several(visit):
    for area in (CITY, COUNTY):
        make_figures(area, "****00", {2022: 12, 2023: 30})
    assert "Unter 20 Fällen ist die Prozentzahl unsicher." in visit()
    assert rows(visit(gebiet=f"{CITY},{COUNTY}"))["2023"] == ["30", "+18 +150,0 %, unsicher"] * 2
