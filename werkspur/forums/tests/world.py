"""A small world for tests of forums: two hosts, a house with a room, events and who comes to them."""

from __future__ import annotations

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.people import make_partner, make_region
from werkspur.forums.models import Event, EventKind, Participant, Registration, Room, Venue
from werkspur.partners.models import Partner

#: a Monday at noon; the event of the world is on Thursday, 17 December, 18:00 to 20:30 on the wall
NOW = datetime(2026, 11, 30, 11, tzinfo=UTC)
START = datetime(2026, 12, 17, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass
class ForumWorld:
    kind: EventKind
    crafts: Partner
    police: Partner
    venue: Venue
    room: Room
    event: Event
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def another(self, **fields: Any) -> Event:
        return make_event(self, **fields)

    def register(self, event: Event | None = None, **fields: Any) -> Registration:
        """A confirmed registration without letters; fields win."""
        number = next(self.numbers)
        email = f"betrieb{number}@werkspur.example"
        defaults: dict[str, Any] = {
            "company_name": f"Muster {number} GmbH", "email": email, "mailbox": email, "state": "confirmed",
            "email_confirmed": True, "confirmed_at": NOW,
        }  # fmt: skip
        registration = Registration.objects.create(event=event or self.event, **(defaults | fields))
        for seat in range(registration.size):
            Participant.objects.create(
                registration=registration, event=registration.event, name=f"Gast {number}-{seat + 1}",
                ticket=uuid.uuid4().hex, code=f"X{number:05d}{seat:02d}"[:8],
            )  # fmt: skip
        return registration


def make_event(world: ForumWorld, **fields: Any) -> Event:
    number = next(world.numbers)
    defaults: dict[str, Any] = {
        "kind": world.kind, "slug": f"forum-{number}", "title": f"Sicherheitsforum {number}",
        "summary": "Werkzeug sichern, Diebe finden.", "start": START, "end": START + 2.5 * HOUR, "seats": 100,
        "venue": world.venue, "room": world.room, "state": Event.State.ANNOUNCED, "announced_at": NOW,
        "audience": "Betriebe aus Handwerk und Handel",
    }  # fmt: skip
    event = Event.objects.create(**(defaults | fields))
    event.hosts.set([world.crafts, world.police])
    event.regions.set([make_region()])
    return event


def forum_world(**fields: Any) -> ForumWorld:
    """The hosts are the partners of tests.people: kai works for the chamber, peter for the police."""
    kind, _new = EventKind.objects.get_or_create(
        slug="sicherheitsforum", defaults={"name": "Sicherheitsforum", "plural": "Sicherheitsforen"}
    )
    crafts = make_partner()
    police = make_partner("pd", Partner.Kind.POLICE)
    venue = Venue.objects.create(name="Haus des Handwerks", street="Musterstraße 1", postcode="04103", city="Leipzig")
    room = Room.objects.create(venue=venue, name="Großer Saal", seats=120)
    world = ForumWorld(kind=kind, crafts=crafts, police=police, venue=venue, room=room, event=Event())
    world.event = make_event(world, **fields)
    return world
