"""Guests of a past event, and who of them was let in."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from werkspur.forums.models import Event, Registration, Scan
from werkspur.forums.tests.world import START, ForumWorld
from werkspur.partners.models import Region, Trade

#: the morning after the event of the world
AFTER = START + timedelta(hours=15)


def trade(slug: str) -> Trade:
    return Trade.objects.get_or_create(slug=slug, defaults={"name": slug.title()})[0]


def region(key: str) -> Region:
    return Region.objects.get_or_create(key=key, defaults={"name": key, "level": Region.Level.DISTRICT})[0]


def guests(
    world: ForumWorld, count: int, *, of: str = "", at: str = "", come: bool = True, event: Event | None = None,
    **fields: Any,
) -> list[Registration]:  # fmt: skip
    """So many registrations of a trade and a region; come: everybody of them is let in."""
    values = {"trade": trade(of) if of else None, "region": region(at) if at else None} | fields
    rows = [world.register(event, **values) for _number in range(count)]
    for one in rows if come else []:
        let_in(one)
    return rows


def let_in(registration: Registration) -> None:
    """Read the ticket of everybody of a registration at the door."""
    event = registration.event
    for participant in registration.participants.all():
        Scan.objects.create(
            event=event, participant=participant, nonce=uuid.uuid4(), scanned_at=event.start, received_at=event.start
        )
