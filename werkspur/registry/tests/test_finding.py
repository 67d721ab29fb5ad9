"""What a look-up finds, from storing a mark to the sentence that says why."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.people import People, make_item
from werkspur.registry import services
from werkspur.registry.queries.finding import find

pytestmark = pytest.mark.django_db


def test_a_mark_is_found_as_soon_as_it_is_stored(people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    found = find("873-1042")
    assert [match.item for match in found.matches] == [item]
    assert (found.total, found.complete) == (1, True)
    assert (found.matches[0].distance, found.matches[0].grade) == (0, 4)
