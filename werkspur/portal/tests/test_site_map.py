"""What search engines are told: every page that anybody may read, nothing else."""

from __future__ import annotations

import pytest
from defusedxml import ElementTree
from django.test import Client

from werkspur.facts.tests.figures import make_areas, make_figures

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def _figures(db: None) -> None:
    make_areas()
    make_figures("14713", "****00", {2023: 29348})


def paths(client: Client) -> list[str]:
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{SPACE}urlset"
    return [one.text.removeprefix("http://testserver") for one in root.iter(f"{SPACE}loc")]


def test_public_pages_are_in_the_map(client: Client) -> None:
    assert {"/", "/kontakt/", "/fakten/", "/fakten/reihe", "/fakten/schluessel/", "/fakten/katalog.jsonld"} <= set(
        paths(client)
    )
    assert "/fakten/schluessel/*45*00" in paths(client)


def test_files_switches_and_private_pages_are_not(client: Client) -> None:
    found = paths(client)
    assert len(found) == len(set(found))
    assert not [path for path in found if path.startswith(("/konto/", "/stil", "/postfach", "/sprache", "/uebersicht"))]
    assert "/fakten/reihe.csv" not in found


def test_every_page_in_the_map_answers(client: Client) -> None:
    for path in paths(client):
        assert client.get(path).status_code == 200, path


def test_robots_find_the_map(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /konto/" in lines
