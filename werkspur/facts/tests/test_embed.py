"""The chart on other sites: may be framed by anybody, keeps nothing of the visitor, says what it shows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.people import People
from werkspur.facts.tests.figures import CITY, COUNTY, make_areas, make_break, make_figures

FRAMED = "/fakten/einbetten/reihe"
WISH = {"gebiet": CITY, "schluessel": "435*00"}


@pytest.fixture(autouse=True)
def _figures(db: None) -> None:
    make_areas()
    make_figures(CITY, "435*00", {2020: 610, 2021: 540, 2022: 526, 2023: 613})


def test_any_site_may_frame_this_address_and_no_other(client):
    framed, page = client.get(FRAMED, WISH), client.get("/fakten/reihe", WISH)
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "default-src 'self'" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert framed["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_a_page_kept_in_memory_may_be_framed_as_well(client, settings):
    settings.KEEP_PAGES = 60
    first, second = client.get(FRAMED, WISH), client.get(FRAMED, WISH)
    assert second.content == first.content
    for name in ("Content-Security-Policy", "Cross-Origin-Resource-Policy", "Cache-Control"):
        assert second[name] == first[name]
    assert not second.cookies


@pytest.mark.parametrize("somebody", [False, True])
def test_no_cookie_is_set(client: Client, people: People, somebody: bool):
    if somebody:
        client.force_login(people.anna)
    response = client.get(FRAMED, WISH)
    assert not response.cookies
    assert "csrf" not in response.content.decode().lower()


def test_nothing_of_a_signed_in_person_is_shown(client: Client, people: People):
    alone = client.get(FRAMED, WISH).content
    client.force_login(people.anna)
    assert client.get(FRAMED, WISH).content == alone


def test_title_figure_source_break_and_the_way_back(client):
    make_break(2022, offence_id="435*00", text="Neuer Absatz im Gesetz.")
    page = unescape(client.get(FRAMED, WISH).content.decode())
    assert "Wohnungseinbruch: Leipzig</h1>" in page
    assert "613</span> Fälle im Jahr 2023" in page
    assert "Quelle: PKS Bundeskriminalamt, Berichtsjahre 2020 bis 2023, dl-de/by-2-0." in page
    assert "Bruch 2022: Neuer Absatz im Gesetz." in page
    assert f'href="http://testserver/fakten/reihe?gebiet={CITY}&schluessel=435*00"' in page


@pytest.mark.parametrize("wish", [{"gebiet": "99999"}, {"wert": "x"}, {"jahr": "3000"}, {"gebiet": "1," * 10_000}])
def test_what_cannot_be_meant_is_told_in_the_frame(client, wish):
    response = client.get(FRAMED, wish)
    assert response.status_code == 200
    assert "gibt es nicht" in response.content.decode() or "Höchstens fünf" in response.content.decode()


def test_the_code_leads_to_the_frame(client):
    page = client.get("/fakten/einbetten", {**WISH, "gebiet": f"{CITY},{COUNTY}", "wert": "hz"}).content.decode()
    code = unescape(page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0])
    address = unescape(re.search(r'<iframe src="([^"]+)"', code)[1])
    assert address == f"http://testserver{FRAMED}?gebiet={CITY},{COUNTY}&schluessel=435*00&wert=hz"
    assert 'title="Wohnungseinbruch: Leipzig, Landkreis Leipzig"' in code
    assert f'src="{FRAMED}?' in page  # the preview
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("wish", "theme"), [("hell", "light"), ("dunkel", "dark"), ("bunt", None)])
def test_light_and_dark_can_be_asked_for(client, wish, theme):
    page = client.get(FRAMED, {**WISH, "darstellung": wish}).content.decode()
    assert (f'data-kern-theme="{theme}"' in page) if theme else ("data-kern-theme" not in page)
