"""The keys of the statistics: found, understood, never added up."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import People
from werkspur.facts import initial_data
from werkspur.facts.models import Offence
from werkspur.facts.queries import offences
from werkspur.facts.rules import keys
from werkspur.facts.tests.figures import make_areas, make_figures, make_fresh

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


def text(client: Client, address: str) -> str:
    """The words of a page."""
    response = client.get(address)
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


class TestTheTree:
    """The keys of a fresh installation."""

    @pytest.fixture(autouse=True)
    def _keys(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(initial_data, "_figures", lambda: None)  # what they count is not asked here
        initial_data.load()

    def test_what_matters_to_companies_stands_first(self, client: Client) -> None:
        words = text(client, "/fakten/schluessel/")
        assert words.index("Einbruch in Betriebsräume") < words.index("Graffiti")
        assert "Taschendiebstahl" not in words
        assert {branch.offence.for_business for branch in offences.for_business()} == {True}

    def test_a_key_stands_below_the_closest_one_that_holds_it(self) -> None:
        theft = {branch.offence.key: branch for branch in offences.tree("theft")}
        assert next(iter(theft)) == "****00"
        assert (theft["*10*00"].depth, theft["410*00"].depth) == (1, 2)
        assert theft["410*00"].also_in == ("4***00",)
        assert list(theft).index("410*00") - list(theft).index("*10*00") == 2

    def test_every_key_stands_in_one_chapter_once(self) -> None:
        found = [branch.offence.key for part in offences.chapters() for branch in offences.tree(part.code)]
        assert sorted(found) == sorted(Offence.objects.values_list("key", flat=True))
        assert sum(part.count for part in offences.chapters()) == len(found)
        assert [keys.chapter(key) for key in ("------", "890000", "***300", "435*00", "212000")] == [
            *("sums", "sums", "theft", "theft", "2")
        ]

    def test_words_find_keys_also_in_the_official_wording(self) -> None:
        found = {word: [one.key for one in offences.search(word)] for word in ("Baubuden", "büro lager", "*45", "zzz")}
        assert found["Baubuden"] == ["*45*00", "345*00", "445*00"]
        assert found["büro lager"][0] == "*10*00"
        assert found["*45"] == ["*45*00"]
        assert found["zzz"] == []
        assert offences.search("a") == []
        assert offences.search("\0" * 9) == []

    def test_the_page_of_a_search(self, client: Client) -> None:
        assert "Diebstahl auf Baustellen" in text(client, "/fakten/schluessel/?q=baustelle")
        assert "Kein Schlüssel gefunden" in text(client, "/fakten/schluessel/?q=zzz")
        assert "Einfacher Diebstahl" in text(client, "/fakten/schluessel/?gruppe=theft")
        assert "Für Betriebe" in text(client, "/fakten/schluessel/?gruppe=99")

    def test_keys_and_areas_are_found_by_the_site_search(self, client: Client, people: People) -> None:
        client.force_login(people.anna)
        words = text(client, "/finden/?q=Baustelle")
        assert "Diebstahl auf Baustellen" in words
        response = client.get("/finden/?q=dresden")
        assert 'href="/fakten/?gebiet=14612"' in response.content.decode()


class TestOneKey:
    """The page of a key with the figures of a fresh installation."""

    @pytest.fixture(autouse=True)
    def _figures(self) -> None:
        make_fresh()

    def test_a_key_says_what_it_means_how_it_was_worded_and_where_it_breaks(self, client: Client) -> None:
        words = text(client, "/fakten/schluessel/*45*00?gebiet=14")
        assert "1.505 Unter dem üblichen Bereich Fälle im Jahr 2023." in words
        assert "2013 bis 2019 Diebstahl insgesamt in/aus überwiegend unbezogenen Neu- und Rohbauten, Baubuden" in words
        assert "2020 geändert." in words
        assert "Bruch 2020 „Baubuden“ sind seitdem nicht mehr genannt." in words
        assert "Quelle: Wortlaut der Tabellen 2019 und 2020" in words

    def test_it_names_what_stands_around_it_with_the_newest_figure(self) -> None:
        area = offences.Area.objects.get(key="14713")
        found = offences.detail(Offence.objects.get(key="*10*00"), area=area)
        rows = {
            group.label: {row.offence.key: (row.place, row.told.value) for row in group.rows} for group in found.groups
        }
        assert rows["Gehört zu"] == {"****00": ("Stadt Leipzig", "29.348")}
        assert rows["Enthält"] == {"310*00": ("Sachsen", "941"), "410*00": ("Sachsen", "2.544")}
        assert rows["Daneben"]["*50*00"] == ("Stadt Leipzig", "4.361")
        assert (found.own.place, found.lent) == ("Sachsen", "Für die Stadt nicht veröffentlicht.")

    def test_overlapping_keys_are_never_added(self, client: Client) -> None:
        words = text(client, "/fakten/schluessel/*10*00")
        assert "Schlüssel überschneiden sich. Nicht zusammenzählen." in words
        assert "Summe" not in words

    def test_every_key_has_its_page_with_few_queries(self, client: Client) -> None:
        for key in ("------", "****00", "*26*00", "980100", "621110"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/fakten/schluessel/{key}?gebiet=14PDL").status_code == 200
            assert len(asked) <= MOST_QUERIES, key
        for address in ("/fakten/schluessel/", "/fakten/schluessel/?gruppe=theft", "/fakten/schluessel/?q=raub"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            assert len(asked) <= MOST_QUERIES, address


def test_an_unknown_key_is_not_there(client: Client) -> None:
    make_areas()
    for key in ("999999", "abc", "*10*00*", "%00", "1" * 300):
        assert client.get(f"/fakten/schluessel/{key}").status_code == 404


def test_a_key_that_lost_its_zeros_leads_to_the_right_one(client: Client) -> None:
    make_areas()
    Offence.objects.create(key="010000", name="Mord")
    response = client.get("/fakten/schluessel/10000?gebiet=14")
    assert (response.status_code, response["Location"]) == (302, "/fakten/schluessel/010000?gebiet=14")


def test_an_empty_house_says_so(client: Client) -> None:
    assert "Noch keine Zahlen geladen" in text(client, "/fakten/schluessel/")
    assert client.get("/fakten/schluessel/****00").status_code == 404


def test_a_key_without_any_figure_says_so(client: Client) -> None:
    make_areas()
    make_figures("14", "*10*00", {2023: 3485})
    assert "ist noch keine Zahl geladen." in text(client, "/fakten/schluessel/435*00?gebiet=14")
