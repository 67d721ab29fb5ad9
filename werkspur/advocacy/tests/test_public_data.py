"""Demands for machines: Atom, JSON and citations say what the pages say, and stay the same for the same thing."""

from __future__ import annotations

import json
from datetime import date, datetime
from xml.etree import ElementTree

import pytest

from werkspur.advocacy.models import StatusChange
from werkspur.advocacy.tests.world import NOW, TODAY, AdvocacyWorld, advocacy_world

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _now(stand_still):
    stand_still(NOW)


@pytest.fixture
def world(people) -> AdvocacyWorld:
    return advocacy_world()


def news(client, key: str) -> list[ElementTree.Element]:
    response = client.get(f"/forderungen/feed/{key}.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314  our own words
    for entry in entries:
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
        assert entry.find(f"{ATOM}author/{ATOM}name").text
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    return entries


def changed(demand, **fields) -> None:
    told = {"before": "draft", "status": "released", "outcome": "open", "day": TODAY, "actor": "Kammer",
            "reason": "Beschlossen\x07", "source": "Protokoll"}  # fmt: skip
    StatusChange.objects.create(demand=demand, **(told | fields))


def test_news_of_all_of_a_topic_and_of_one(client, world):
    delivery = world.delivered(world.released(title="Licht & Wege"))
    changed(delivery.demand)
    changed(delivery.demand, before="released", status="delivered", public=False, reason="intern")
    changed(world.draft())
    told = [entry.findtext(f"{ATOM}title") for entry in news(client, "alle")]
    assert told == ["Licht & Wege: zugestellt", "Licht & Wege: freigegeben"]
    assert len(news(client, f"thema-{world.light.slug}")) == 2
    assert b"intern" not in client.get("/forderungen/feed/alle.atom").content
    own = [entry.findtext(f"{ATOM}title") for entry in news(client, f"forderung-{delivery.demand.slug}")]
    assert own[0].startswith("Zugestellt an: Rat der Probestadt")
    for key in ("gibt-es-nicht", "thema-gibt-es-nicht", "forderung-gibt-es-nicht"):
        assert client.get(f"/forderungen/feed/{key}.atom").status_code == 404


def test_a_reader_that_has_it_gets_no_body(client, world):
    world.released()
    first = client.get("/forderungen/daten.json")
    again = client.get("/forderungen/daten.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_json_says_what_the_page_says(client, world):
    delivery = world.delivered()
    demand = delivery.demand
    short = json.loads(client.get("/forderungen/daten.json").content)
    assert short["license"]["name"] == "CC BY 4.0"
    assert [one["title"] for one in short["demands"]] == [demand.title]
    whole = json.loads(client.get(f"/forderungen/{demand.slug}/daten.json").content)["demand"]
    assert (whole["status"], whole["decided_on"], whole["kind"]) == ("delivered", "2026-09-16", "demand")
    assert [one["kind"] for one in whole["timeline"]] == ["decided", "version", "delivery"]
    assert whole["ahead"][0]["day"] == date(2027, 1, 4).isoformat()
    assert sorted(whole["bearers"]) == ["Handwerkskammer zu Leipzig", "IHK zu Leipzig"]
    assert whole["url"].endswith(f"/forderungen/{demand.slug}/")


@pytest.mark.parametrize(
    ("form", "start"), [("bibtex", "@misc{werkspur-"), ("ris", "TY  - GEN"), ("csl", "[\n  {\n    \"id\"")]
)  # fmt: skip
def test_cited_in_three_formats(client, world, form, start):
    demand = world.released(title="Licht an {allen} Höfen")
    response = client.get(f"/forderungen/{demand.slug}/zitat.{form}")
    assert response.content.decode().startswith(start)
    assert "attachment" in response.headers["Content-Disposition"]
    assert client.get(f"/forderungen/{demand.slug}/zitat.word").status_code == 404


def test_a_footnote_names_who_what_when_and_where(client, world):
    demand = world.released(title="Licht an Höfen")
    line = client.get(f"/forderungen/{demand.slug}/").context["cited"]
    assert "IHK zu Leipzig" in line
    assert "Licht an Höfen. Forderung, Fassung 1 vom 30.11.2026. Werkspur" in line
    assert line.endswith("abgerufen am 30.11.2026.")
