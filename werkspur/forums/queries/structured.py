"""An event for machines: schema.org Event as JSON-LD (https://schema.org/Event)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from werkspur.base.calendar.wallclock import shown
from werkspur.forums.models import AgendaItem, Event, Speaker, Venue
from werkspur.forums.queries.public import has_room

#: an address of schema.org begins so
SCHEMA = "https://schema.org/"
#: characters that end a script element or begin a comment in it, told otherwise in JSON (RFC 8259, section 7)
HARMLESS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
ATTENDANCE = {"onsite": "Offline", "online": "Online", "both": "Mixed"}


def address_of(event: Event) -> str:
    """Return the absolute address of an event's page."""
    return urljoin(settings.SITE_ADDRESS, reverse("forums:event", args=[event.slug]))


def event_data(event: Event, *, now: datetime) -> dict[str, Any]:
    """Return what machines may know of an event: public words only, never the link of an online event."""
    data: dict[str, Any] = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "Event",
        "@id": address_of(event),
        "url": address_of(event),
        "identifier": str(event.uid),
        "name": event.title,
        "description": event.summary or event.text,
        "inLanguage": "de",
        "startDate": shown(event.start).isoformat(),
        "endDate": shown(event.end).isoformat(),
        "eventStatus": SCHEMA + ("EventCancelled" if event.state == Event.State.CANCELLED else "EventScheduled"),
        "eventAttendanceMode": f"{SCHEMA}{ATTENDANCE[event.form]}EventAttendanceMode",
        "location": _locations(event),
        "organizer": [_organizer(host) for host in event.hosts.all()],
        "isAccessibleForFree": True,
        "offers": _offer(event, now=now),
        "maximumAttendeeCapacity": event.seats,
        "audience": {"@type": "Audience", "audienceType": event.audience} if event.audience else None,
        "performer": _performers(event),
        "subEvent": [_part(item) for item in event.agenda.all() if item.kind != AgendaItem.Kind.BREAK],
    }
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def written(data: dict[str, Any]) -> str:
    """Return JSON that may stand inside a script element."""
    return json.dumps(data, ensure_ascii=False, indent=1).translate(HARMLESS)


def _locations(event: Event) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if event.form != Event.Form.ONLINE and event.venue:
        found.append(_place(event.venue))
    if event.form != Event.Form.ONSITE:
        found.append({"@type": "VirtualLocation", "url": address_of(event)})
    return found


def _place(venue: Venue) -> dict[str, Any]:
    parts = {"streetAddress": venue.street, "postalCode": venue.postcode, "addressLocality": venue.city}
    address = {"@type": "PostalAddress", **{key: value for key, value in parts.items() if value}}
    return {"@type": "Place", "name": venue.name, "address": address | {"addressCountry": "DE"}}


def _organizer(host: Any) -> dict[str, Any]:
    named = {"@type": "Organization", "name": host.name}
    return named | ({"url": host.website} if host.website else {})


def _offer(event: Event, *, now: datetime) -> dict[str, Any] | None:
    """Registration costs nothing; it is sold out when nobody gets a seat any more."""
    if event.state != Event.State.ANNOUNCED:
        return None
    offer: dict[str, Any] = {
        "@type": "Offer", "price": 0, "priceCurrency": "EUR", "url": address_of(event),
        "availability": SCHEMA + ("InStock" if has_room(event, now=now) else "SoldOut"),
    }  # fmt: skip
    opens, closes = event.opens_at or event.announced_at, event.closes_at or event.start
    return (
        offer | ({"validFrom": shown(opens).isoformat()} if opens else {}) | {"validThrough": shown(closes).isoformat()}
    )


def _performers(event: Event) -> list[dict[str, Any]]:
    found = [one for item in event.agenda.all() for one in item.speakers.all()]
    return [_performer(one) for one in dict.fromkeys(found)]


def _performer(speaker: Speaker) -> dict[str, Any]:
    """A person where one wants to be named, else the organisation that speaks."""
    house = speaker.organisation or (speaker.partner.name if speaker.partner else "")
    organisation = {"@type": "Organization", "name": house or speaker.role}
    if not speaker.name:
        return organisation
    return {"@type": "Person", "name": speaker.name, "jobTitle": speaker.role, "worksFor": organisation}


def _part(item: AgendaItem) -> dict[str, Any]:
    data = {"@type": "Event", "name": item.title, "startDate": shown(item.starts).isoformat()}
    return data | ({"endDate": shown(item.ends).isoformat()} if item.ends else {})
