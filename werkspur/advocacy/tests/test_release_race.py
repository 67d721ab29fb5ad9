"""Two people at the same demand in the same moment, each with their own connection: it is released once, as read.

The first test takes lock and transaction away and sees a demand released twice: so the others would see it if something
were wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext, suppress
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace
from typing import Any

import pytest

from tests.people import make_people
from tests.racing import together
from werkspur.advocacy.models import Demand
from werkspur.advocacy.queries import standing
from werkspur.advocacy.services import demands, release
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.world import NOW, TODAY, advocacy_world
from werkspur.journal.models import Entry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("impatient")]
ROUNDS = 5


class World:
    """kai and mia, each for the own chamber, before a draft that lacks nothing but them."""

    def __init__(self) -> None:
        self.kai, self.there = make_people().kai, advocacy_world()
        self.mia = self.there.mia

    def kai_signs(self, demand: Demand, **more: Any) -> Callable[[], str]:
        return self.signs(demand, by=self.kai, partner=self.there.crafts, **more)

    def mia_signs(self, demand: Demand, **more: Any) -> Callable[[], str]:
        return self.signs(demand, by=self.mia, partner=self.there.trade, **more)

    def signs(self, demand: Demand, **values: Any) -> Callable[[], str]:
        def act() -> str:
            release.sign(Demand.objects.get(pk=demand.pk), now=NOW, **values)
            return "signed"

        return act


@pytest.fixture
def world() -> World:
    return World()


def test_without_protection_it_is_released_twice(world, monkeypatch):
    """Neither lock nor transaction; and whoever has signed waits until the other has signed too."""
    both, look = Barrier(2), standing.missing

    def looked(*args: Any, **values: Any) -> Any:
        with suppress(BrokenBarrierError):
            both.wait(timeout=20)
        return look(*args, **values)

    demand = world.there.draft()
    monkeypatch.setattr(release, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(release, "lock", lambda demand: demand)
    monkeypatch.setattr(standing, "missing", looked)
    together(world.kai_signs(demand), world.mia_signs(demand), refused=AdvocacyRefused)

    assert [change.status for change in demand.changes.all()] == ["released"] * 2


def test_two_at_once_release_it_once(world):
    for _round in range(ROUNDS):
        demand = world.there.draft()
        assert together(world.kai_signs(demand), world.mia_signs(demand), refused=AdvocacyRefused) == ["signed"] * 2
        demand.refresh_from_db()
        assert (demand.status, demand.released_id, demand.released_on) == ("released", demand.current_id, TODAY)
        assert demand.changes.get().status == "released"
    verbs = list(Entry.objects.values_list("verb", flat=True))
    assert sorted(verbs) == ["advocacy.demand_released"] * ROUNDS + ["advocacy.demand_signed"] * ROUNDS


def test_the_second_click_of_one_person_is_no_second_person(world):
    for _round in range(ROUNDS):
        demand = world.there.draft()
        click = world.kai_signs(demand)
        assert sorted(together(click, click, click, refused=AdvocacyRefused)) == ["", "", "signed"]
        demand.refresh_from_db()
        assert (demand.status, demand.current.signatures.count()) == ("draft", 1)


def test_what_is_changed_in_the_same_moment_is_never_released_unread(world):
    for number in range(ROUNDS):
        demand = world.there.draft()
        world.kai_signs(demand)()
        seen, words = demands.stamp(demand.current), f"Neue Worte {number}"

        def changes(demand: Demand = demand, words: str = words) -> str:
            demands.save_version(Demand.objects.get(pk=demand.pk), fields={"text": words}, by=world.kai, now=NOW)
            return "changed"

        said = together(world.mia_signs(demand, seen=seen), changes, refused=AdvocacyRefused)
        demand.refresh_from_db()
        assert said[1] == "changed"
        assert demand.current.text == words
        assert (demand.status == "released") == (said[0] == "signed")
        assert demand.released is None or demand.released.text != words
