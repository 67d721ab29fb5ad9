"""Lists of many demands ask the database no more often than lists of a few."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import People
from werkspur.advocacy.tests.world import advocacy_world

pytestmark = [pytest.mark.django_db, pytest.mark.once]
#: name of the address, and what belongs to it
PAGES = (
    ("index", ()), ("data", ()), ("feed", ("alle",)), ("demands", ()), ("desk", ()), ("demand_export", ("csv",)),
    ("addressees", ()), ("accounts", ()),
)  # fmt: skip
FEW, MANY = 4, 16


def _asked(client: Client, name: str, args: tuple[str, ...]) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse(f"advocacy:{name}", args=args))
        assert answer.status_code == 200
        if answer.streaming:
            b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return len(asked)


def test_no_page_asks_again_for_each_demand(people: People) -> None:
    world, client = advocacy_world(), Client()
    client.force_login(people.kai)
    asked: dict[str, list[int]] = {name: [] for name, _args in PAGES}
    for upto in (FEW, MANY):
        while world.council.deliveries.count() < upto:
            world.delivered(world.released(responsible=people.kai))
            world.draft()
        for name, args in PAGES:
            asked[name].append(_asked(client, name, args))
    assert {name: few for name, (few, many) in asked.items() if many > few + 2} == {}
