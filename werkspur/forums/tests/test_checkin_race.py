"""Two doors read the same card at the same moment, each with its own connection: one lets in, one is told.

The first test takes lock and transaction away and sees the card let in twice: so the others would see it if something
were wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext, suppress
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace
from typing import Any

import pytest

from tests import racing
from werkspur.forums.models import Event, Scan
from werkspur.forums.queries import checkin as queries
from werkspur.forums.rules import checkin as rules
from werkspur.forums.services import checkin as services
from werkspur.forums.tests.scanner import read, ticket
from werkspur.forums.tests.world import START, ForumWorld, forum_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("impatient")]

DOORS = 8


@pytest.fixture
def world() -> ForumWorld:
    return forum_world()


def together(*actions: Callable[[], str]) -> Counter[str]:
    """Do everything at once; how often each outcome was met."""
    return Counter(racing.together(*actions))


def door(event: Event, scan: Any) -> Callable[[], str]:
    return lambda: services.take_scans(event=event, reads=[scan], by="system", now=START)[0].outcome


def test_without_lock_and_transaction_one_card_gets_in_twice(world, monkeypatch):
    card, both = ticket(world.register()), Barrier(2)
    inside = rules.inside

    def slowly(seen: Any) -> bool:
        found = inside(seen)
        with suppress(BrokenBarrierError):
            both.wait(timeout=10)
        return found

    monkeypatch.setattr(services, "lock", lambda event: Event.objects.get(pk=event.pk))
    monkeypatch.setattr(services, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(rules, "inside", slowly)

    assert together(*(door(world.event, read(card)) for _door in range(2))) == {"": 2}


def test_many_doors_let_one_card_in_once(world):
    card = ticket(world.register())

    assert together(*(door(world.event, read(card)) for _door in range(DOORS))) == {"": 1, "already_in": DOORS - 1}
    assert queries.counts(world.event).inside == 1


def test_one_scan_that_arrives_many_times_at_once_is_one(world):
    scan = read(ticket(world.register()))

    assert together(*(door(world.event, scan) for _time in range(DOORS))) == {"": DOORS}
    assert Scan.objects.count() == 1
