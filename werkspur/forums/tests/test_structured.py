"""An event for machines: what a reader of schema.org finds in the page, parsed as a browser would."""

from __future__ import annotations

import json
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from werkspur.forums.models import AgendaItem, Event, Speaker
from werkspur.forums.tests.world import NOW, START, ForumWorld, forum_world

pytestmark = pytest.mark.django_db
EVIL = "</script><script>alert('&amp;')</script><!--\u2028"


class Blocks(HTMLParser):
    """Collects what stands in data blocks, and counts other inline scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside, self.others = False, 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        self.inside = tag == "script" and given.get("type") == "application/ld+json"
        self.others += tag == "script" and "src" not in given and not self.inside

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


@pytest.fixture
def world(stand_still) -> ForumWorld:
    stand_still(NOW)
    return forum_world()


def data(client: Client, event: Event) -> dict[str, Any]:
    page = Blocks()
    page.feed(client.get(f"/foren/{event.slug}/").content.decode())
    assert page.others == 0
    (block,) = page.found
    found: dict[str, Any] = json.loads(block)
    return found


def test_it_is_an_event_with_all_that_search_engines_ask_for(client, world):
    told = data(client, world.event)
    assert (told["@context"], told["@type"], told["name"]) == ("https://schema.org", "Event", world.event.title)
    assert datetime.fromisoformat(told["startDate"]) == world.event.start
    assert told["startDate"] == "2026-12-17T18:00:00+01:00"
    assert datetime.fromisoformat(told["endDate"]) == world.event.end
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert told["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    (place,) = told["location"]
    assert place["@type"] == "Place"
    assert place["address"]["@type"] == "PostalAddress"
    assert place["address"]["addressLocality"] == "Leipzig"
    assert {host["@type"] for host in told["organizer"]} == {"Organization"}
    assert (told["offers"]["price"], told["offers"]["priceCurrency"], told["isAccessibleForFree"]) == (0, "EUR", True)
    assert urlsplit(told["url"]).scheme
    assert told["url"].endswith(f"/foren/{world.event.slug}/")


def test_it_is_sold_out_when_every_seat_is_taken(client, world):
    assert data(client, world.event)["offers"]["availability"].endswith("InStock")
    Event.objects.update(seats=1)
    world.register()
    assert data(client, world.event)["offers"]["availability"].endswith("SoldOut")


def test_a_cancelled_event_offers_nothing(client, world):
    Event.objects.update(state="cancelled", reason="Sturm")
    told = data(client, world.event)
    assert told["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in told


def test_an_online_event_is_at_its_page_and_not_at_its_secret_address(client, world):
    Event.objects.update(form=Event.Form.ONLINE, online_url="https://video.example/4711", venue=None, room=None)
    told = data(client, world.event)
    assert told["location"] == [{"@type": "VirtualLocation", "url": told["url"]}]
    assert told["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


def test_who_speaks_is_an_organisation_unless_somebody_wants_a_name(client, world):
    item = AgendaItem.objects.create(event=world.event, starts=START, title="Fälle")
    item.speakers.add(Speaker.objects.create(role="Fachberatung", organisation="Polizeidirektion Leipzig"))
    told = data(client, world.event)
    assert told["performer"] == [{"@type": "Organization", "name": "Polizeidirektion Leipzig"}]
    assert told["subEvent"][0]["name"] == "Fälle"


def test_hostile_words_stay_words(client, world):
    Event.objects.update(title=EVIL[:160], summary=EVIL)
    told = data(client, world.event)
    assert (told["name"], told["description"]) == (EVIL, EVIL)
