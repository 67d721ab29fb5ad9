"""The start of the figures: one area and year, five figures, each with range and verdict; never an estimate."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from werkspur.facts.models import Area, Offence
from werkspur.facts.queries.overview import KINDS, Overview, overview
from werkspur.facts.queries.selection import selection
from werkspur.facts.tests.figures import CITY, make_areas, make_figures, make_fresh

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def shown(**params: str) -> Overview:
    return overview(selection(params))


def text(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


class TestWithTheRealFigures:
    """What a fresh installation says; the figures are those of the pictures of the design."""

    @pytest.fixture(autouse=True)
    def _figures(self) -> None:
        make_fresh()

    def test_leipzig_2023(self) -> None:
        page = shown()
        assert (page.name, page.year) == ("Stadt Leipzig", 2023)
        assert page.total is not None
        assert page.total.told.value == "29.348"
        assert page.total.told.line == "Fälle im Jahr 2023, im üblichen Bereich."
        assert page.total.told.before == "In den fünf Jahren davor waren es zwischen 27.965 und 37.633."
        assert page.total.ends == ("2014: 40.959", "2023: 29.348")
        assert [(row.title, row.told.value, row.told.icon, row.told.range) for row in page.rows] == [
            ("Diebstahl in und aus Betriebsräumen", "3.485", "usual", "2018 bis 2022: 3.116 bis 5.836"),
            ("Diebstahl auf Baustellen", "1.505", "below", "2020 bis 2022: 1.603 bis 1.989"),
            ("Diebstahl an und aus Fahrzeugen", "4.361", "usual", "2018 bis 2022: 4.054 bis 4.910"),
            ("Einfacher Ladendiebstahl", "6.403", "above", "2018 bis 2022: 3.631 bis 4.835"),
        ]

    def test_what_is_not_published_for_the_city_is_that_of_saxony_and_says_so(self) -> None:
        page = shown()
        assert [row.remarks for row in page.rows] == [
            "Sachsen. Für die Stadt nicht veröffentlicht.",
            "Sachsen. Für die Stadt nicht veröffentlicht. Bruch 2020, darum nur drei Vergleichsjahre.",
            "Stadt Leipzig. 620 von 4.361 blieben Versuche.",
            "Stadt Leipzig. Fast nur Ertappte sind erfasst.",
        ]
        assert "gebiet=14&schluessel=*10*00" in page.rows[0].query
        assert "gebiet=14713&schluessel=*50*00" in page.rows[2].query

    def test_a_figure_of_its_own_is_shown_instead(self) -> None:
        make_figures(CITY, "*10*00", {2023: 1234})
        row = shown().rows[0]
        assert (row.told.value, row.remarks) == ("1.234", "Stadt Leipzig. Davor liegt keine Zahl zum Vergleich.")
        before = shown(jahr="2022").rows[0]
        assert (before.told.value, before.remarks) == ("3.283", "Sachsen. 2022 für die Stadt nicht veröffentlicht.")

    def test_sources_are_named_with_their_years_licence_and_whether_altered(self) -> None:
        assert shown().sources[0] == (
            "PKS Bundeskriminalamt, Berichtsjahre 2014 bis 2023 (2022: Version 1.0 vom 25.03.2025), dl-de/by-2-0. "
            "Daten nicht verändert."
        )
        directorate = shown(gebiet="14PDL")
        assert "Daten verändert: zusammengezählt." in " ".join(directorate.sources)
        assert directorate.summed == "Summe aus Stadt Leipzig, Landkreis Leipzig und Nordsachsen."

    def test_every_area_of_saxony_and_every_year_has_its_page(self, client: Client) -> None:
        for area in Area.objects.all():
            words = text(client, f"/fakten/?gebiet={area.key}&jahr=2020")
            assert ("2020" in words) if area.key != "DE" else ("noch keine Zahl veröffentlicht" in words)
        for year in range(2013, 2024):
            assert f"Stadt Leipzig {year}" in text(client, f"/fakten/?jahr={year}")
        page = client.get("/fakten/?gebiet=14612&jahr=2022")
        assert [area.name for area in page.context["areas"].near][-1] == "Dresden"
        assert 'href="?gebiet=14713&amp;jahr=2022"' in page.content.decode()

    def test_the_page_reads_like_the_picture_and_answers_what_there_is_not(self, client: Client) -> None:
        words = text(client, "/fakten/")
        assert "Stadt Leipzig 2023 Was Betriebe am häufigsten trifft" in words
        assert "Gezählt sind nur Taten, die der Polizei bekannt wurden." in words
        assert "Bezirk der PD Leipzig" in words
        assert "Dieses Jahr gibt es nicht: 3000." in text(client, "/fakten/?jahr=3000")
        assert "Für 2050 gibt es hier keine Zahl. Gezeigt ist 2023." in text(client, "/fakten/?jahr=2050")
        assert "Dieses Gebiet gibt es nicht: 99999." in text(client, "/fakten/?gebiet=99999")

    def test_the_public_start_page_tells_the_newest_figure(self, client: Client) -> None:
        words = text(client, "/")
        assert "29.348 Fälle von Diebstahl zählte die Polizei 2023 in der Stadt Leipzig, Versuche" in words
        assert "Das liegt im üblichen Bereich. In den fünf Jahren davor" in words
        assert "Quelle: PKS Bundeskriminalamt, Berichtsjahr 2023, dl-de/by-2-0." in words
        assert "Gezählt ist nur, was angezeigt wurde." in words

    def test_the_data_of_the_page_are_one_table(self, client: Client) -> None:
        response = client.get("/fakten/lage.csv?gebiet=14713")
        rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        found = {(row["gebiet"], row["schluessel"]): row["faelle"] for row in rows if row["jahr"] == "2023"}
        assert found["14713", "****00"] == "29348"
        assert found["14", "*10*00"] == "3485"
        assert client.get("/fakten/lage.csv?gebiet=99999").status_code == 404

    def test_the_page_needs_few_queries(self, client: Client) -> None:
        for address in ("/fakten/", "/fakten/?gebiet=14PDL&jahr=2019", "/fakten/?gebiet=14612"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            assert len(asked) <= MOST_QUERIES, address


class TestWithLittle:
    """Houses with few figures, or none."""

    def test_an_empty_house_says_so(self, client: Client) -> None:
        assert "Alle Zahlen" not in text(client, "/")
        assert "Noch keine Zahlen geladen" in text(client, "/fakten/?gebiet=14713")
        assert client.get("/fakten/lage.csv").status_code == 404

    def test_areas_without_figures_say_so(self, client: Client) -> None:
        make_areas()
        assert "Für Leipzig ist noch keine Zahl veröffentlicht." in text(client, "/fakten/")

    def test_a_house_without_the_keys_of_the_page_says_so(self, client: Client) -> None:
        make_areas()
        Offence.objects.exclude(key="------").delete()
        make_figures(CITY, "------", {2023: 68377})
        assert "noch keine Zahl veröffentlicht" in text(client, "/fakten/")

    def test_a_provisional_year_is_offered_but_not_shown_first(self, client: Client) -> None:
        make_areas()
        make_figures(CITY, "****00", {2022: 27965, 2023: 29348})
        make_figures(CITY, "****00", {2024: 12000}, provisional=True)
        page = shown()
        assert page.year == 2023
        assert [(one.year, one.provisional) for one in page.years] == [(2024, True), (2023, False), (2022, False)]
        assert "2024 vorläufig" in text(client, "/fakten/")
        words = text(client, "/fakten/?jahr=2024")
        assert "Fälle im Jahr 2024." in words
        assert "Vorläufige Zahl, sie kann sich noch ändern." in words

    def test_a_district_of_another_state_is_shown_with_its_own_state(self) -> None:
        make_areas()
        Area.objects.create(key="DE", name="Deutschland", level="country")
        bavaria = Area.objects.create(key="09", name="Bayern", level="state", parent_id="DE")
        Area.objects.create(key="09162", name="München", level="district", parent=bavaria)
        make_figures("09162", "****00", {2022: 1, 2023: 2})
        make_figures("09", KINDS[0], {2022: 30, 2023: 40})
        make_figures("14", KINDS[0], {2022: 300, 2023: 400})
        row = shown(gebiet="09162").rows[0]
        assert (row.told.value, row.remarks.split(" Nur")[0]) == ("40", "Bayern. Für München nicht veröffentlicht.")

    def test_a_year_loaded_for_the_state_alone_is_no_figure_of_the_city(self) -> None:
        make_areas()
        make_figures(CITY, "****00", {2023: 29348})
        make_figures("14", "*10*00", {2023: 3485, 2024: 3000})
        page = shown(jahr="2024")
        assert page.total is not None
        assert (page.total.told.value, page.total.told.missing) == ("–", "2024 ist noch nicht geladen.")
        assert page.rows[0].told.value == "3.000"
