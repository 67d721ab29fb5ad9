"""Feeds of forums as readers parse them: calendars by RFC 5545, news by RFC 4287, one file for one event."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from defusedxml import ElementTree
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from tests.people import make_partner, make_region
from werkspur.forums.models import Event
from werkspur.forums.tests.world import NOW, ForumWorld, forum_world

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def world() -> ForumWorld:
    cache.clear()
    return forum_world()


def in_calendar(client: Client, path: str) -> list:
    response = client.get(path)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    return calendar.walk("VEVENT")


def news(client: Client, key: str = "alle"):
    response = client.get(f"/foren/feed/{key}.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_a_calendar_holds_every_event_with_its_page(client, world):
    (event,) = in_calendar(client, "/foren/kalender/alle.ics")
    assert event["summary"] == world.event.title
    assert event.decoded("dtstart") == world.event.start
    assert event.decoded("dtend") == world.event.end
    assert event["url"].endswith(f"/foren/{world.event.slug}/")
    assert "Haus des Handwerks, Musterstraße 1, 04103 Leipzig" in event["location"]


def test_one_event_comes_as_the_same_event(client, world):
    (whole,) = in_calendar(client, "/foren/kalender/alle.ics")
    (alone,) = in_calendar(client, f"/foren/{world.event.slug}/termin.ics")
    assert alone["uid"] == whole["uid"]
    assert "attendee" not in alone


def test_a_cancelled_event_stays_and_counts_for_more(client, world):
    (before,) = in_calendar(client, "/foren/kalender/alle.ics")
    Event.objects.update(state="cancelled", reason="Sturm")
    (after,) = in_calendar(client, "/foren/kalender/alle.ics")
    assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]


@pytest.mark.parametrize(("key", "found"), [("alle", 2), ("14713", 1), ("14729", 1), ("hwk", 1), ("ihk", 1), ("pd", 1)])
def test_a_feed_is_of_one_region_or_partner(client, world, key, found):
    other = world.another(title="Grimma")
    other.regions.set([make_region("14729", "Landkreis Leipzig")])
    other.hosts.set([make_partner("ihk")])
    assert len(in_calendar(client, f"/foren/kalender/{key}.ics")) == found
    assert len(news(client, key).findall(f"{ATOM}entry")) == found


def test_a_feed_that_does_not_exist_is_not_found(client, world):
    assert client.get("/foren/kalender/gibt-es-nicht.ics").status_code == 404
    assert client.get("/foren/feed/gibt-es-nicht.atom").status_code == 404


def test_news_are_atom_with_all_that_the_standard_asks_for(client, world):
    world.another(title="Später angekündigt", announced_at=NOW + timedelta(hours=1))
    root = news(client)
    assert root.tag == f"{ATOM}feed"
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"alternate", "self"}
    entries = root.findall(f"{ATOM}entry")
    for part in [root, *entries]:
        assert part.findtext(f"{ATOM}id")
        assert part.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Später angekündigt", world.event.title]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    assert all(entry.find(f"{ATOM}author/{ATOM}name").text for entry in entries)


def test_hostile_words_stay_words_in_news(client, world):
    Event.objects.update(title="A & B <i>\x07]]>", summary="<script>alert(1)</script>")
    (entry,) = news(client).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "A & B <i>]]>"
    assert "<script" not in entry.findtext(f"{ATOM}summary")
    assert "&lt;script&gt;" in entry.findtext(f"{ATOM}summary")


@pytest.mark.parametrize("path", ["/foren/kalender/alle.ics", "/foren/feed/alle.atom"])
def test_what_has_not_changed_comes_without_a_body(client, world, path):
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Event.objects.update(title="Neuer Titel")
    assert client.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 200
