"""Every public address of the facts, asked for what no one should ask, with names no one should give."""

from __future__ import annotations

import json
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from werkspur.facts.models import Area, Offence, Wording
from werkspur.facts.tests.figures import CITY, COUNTY, NORTH, make_areas, make_break, make_figures, make_people

PAGES = (
    *("/fakten/", "/fakten/schluessel/", "/fakten/schluessel/****00", "/fakten/reihe", "/fakten/vergleich"),
    *("/fakten/karte", "/fakten/einbetten", "/fakten/einbetten/reihe", "/fakten/zitat", "/fakten/umfragen/ergebnisse"),
    "/umfrage/",
)
FILES = ("/fakten/lage.csv", "/fakten/reihe.csv", "/fakten/reihe.json", "/fakten/reihe.svg", "/fakten/katalog.jsonld")
#: parameters asked for together: those of a file are refused before the others are read
TOGETHER = (
    ("gebiet", "schluessel", "jahr", "wert", "q", "gruppe", "dazu", "thema", "darstellung", "code"),
    ("breite", "form"),
)
HOSTILE = {
    "NUL": "\0",
    "NUL inside": "14\x00713",
    "number without end": "9" * 5000,
    "negative": "-1",
    "other digits": "٢٠٢٣",
    "superscript": "²⁰²³",
    "not a number": "NaN",
    "year 3000": "3000",
    "ten thousand areas": ",".join(f"{number:05d}" for number in range(10_000)),
    "many words": "a b " * 60,
    "wildcards": "%_*%\\",
    "markup": "\"'><script>alert(1)</script>",
    "newline": "14713\r\nSet-Cookie: a=b",
    "directions": "\u202e\u200b\ud83d".encode("utf-8", "replace").decode(),
    "formula": "=1+1",
}
EVIL = "<script>alert(1)</script> & \"Söhne\" 'x' {{ 7 }} ]]>"


@pytest.fixture(autouse=True)
def _figures(db: None) -> None:
    make_areas()
    for area in (CITY, COUNTY, NORTH, "14"):
        make_figures(area, "****00", dict.fromkeys(range(2014, 2024), 3000), attempts=20, cleared=900)
        make_people(area, dict.fromkeys(range(2013, 2023), 300_000))


@pytest.mark.parametrize("path", [*PAGES, *FILES, "/fakten/reihe.png"])
def test_nothing_asked_for_is_a_failure_of_the_house(client: Client, path: str):
    met = {}
    for names in TOGETHER:
        for kind, value in HOSTILE.items():
            response = client.get(f"{path}?{urlencode(dict.fromkeys(names, value))}")
            if response.status_code >= 500:
                met[names, kind] = response.status_code
    assert met == {}


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_neither_is_what_is_no_query_at_all(client: Client, path: str):
    for query in ("gebiet=%FF%FE", "gebiet=%ED%A0%80", "jahr[]=2023", "gebiet=14&gebiet=14713", "&&&=&="):
        assert client.get(f"{path}?{query}").status_code < 500, query


@pytest.mark.parametrize("path", PAGES)
def test_a_name_is_never_markup(client: Client, path: str):
    _name_everything()
    for areas, wert in ((CITY, "faelle"), (f"{CITY},{COUNTY},14", "hz"), (CITY, "aq")):
        assert "<script>alert" not in client.get(path, {"gebiet": areas, "wert": wert}).content.decode()


def test_a_name_breaks_no_file(client: Client):
    _name_everything()
    address = {"gebiet": f"{CITY},{COUNTY}"}
    svg = client.get("/fakten/reihe.svg", address).content
    assert EVIL in "".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own
    assert json.loads(client.get("/fakten/reihe.json", address).content)["schluessel"]["name"] == EVIL
    assert json.loads(client.get("/fakten/katalog.jsonld").content)["@type"] == "dcat:Catalog"


def _name_everything() -> None:
    Area.objects.update(name=EVIL)
    Offence.objects.update(name=EVIL, meaning=EVIL)
    Wording.objects.create(offence_id="****00", year=2023, text=EVIL)
    make_break(2019, offence_id="****00", text=EVIL, source=EVIL)
