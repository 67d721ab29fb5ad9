"""Drafts of other Bausteine: each matter waits once, becomes a demand or is put aside, and may come back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people import make_people
from werkspur.advocacy.models import Demand, IncomingDraft
from werkspur.advocacy.queries import incoming
from werkspur.advocacy.services import demands
from werkspur.advocacy.services import incoming as services
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.world import advocacy_world
from werkspur.base.bausteine import Baustein, Draft

pytestmark = pytest.mark.django_db

LAMP = Draft(
    key="forums:1", title="Warum ist es dort dunkel?", text="Seit Jahren.", source="Forum, 9. November 2026",
    url="/foren/abend/", taken=date(2026, 11, 9),
)  # fmt: skip


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def world(people):
    return advocacy_world()


def broken():
    raise RuntimeError("kaputt")


def asked(*drafts):
    ours = Baustein(name="ours", label="Unsere", drafts=lambda: drafts)
    return incoming.waiting(bausteine=[Baustein(name="kaputt", label="Kaputt", drafts=broken), ours])


def test_each_matter_waits_once_and_a_broken_baustein_hides_nothing():
    assert asked(LAMP, LAMP) == [LAMP]


def test_a_draft_becomes_a_demand_that_knows_where_it_came_up(world, people):
    demand = services.take(LAMP, kind="demand", lead=world.crafts, fields={"title": "Mehr Licht"}, by=people.kai)

    assert (demand.origin, demand.origin_url) == (LAMP.source, LAMP.url)
    assert IncomingDraft.objects.get().demand == demand
    assert asked(LAMP) == []
    with pytest.raises(AdvocacyRefused, match="schon jemand entschieden"):
        services.take(LAMP, kind="demand", lead=world.crafts, fields={"title": "Noch mehr Licht"}, by=world.mia)
    assert Demand.objects.count() == 1


def test_a_removed_draft_lets_its_question_wait_again(world, people):
    demand = services.take(LAMP, kind="demand", lead=world.crafts, fields={"title": "Mehr Licht"}, by=people.kai)

    demands.remove_demand(demand, by=people.kai)

    assert asked(LAMP) == [LAMP]


def test_whoever_puts_aside_says_why_and_may_bring_it_back(people):
    with pytest.raises(AdvocacyRefused, match="Der Grund fehlt"):
        services.put_aside(LAMP, reason=" ", by=people.kai)

    row = services.put_aside(LAMP, reason="Ist gebaut.", by=people.kai)
    assert asked(LAMP) == []

    services.bring_back(row, by=people.kai)
    assert asked(LAMP) == [LAMP]
