"""Two people release a demand; the police release an appeal for themselves; nothing compulsory is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.people import make_people, make_person
from werkspur.advocacy.models import Demand, Delivery
from werkspur.advocacy.rules.release import Code
from werkspur.advocacy.rules.states import Outcome, Refusal, Refused, Status
from werkspur.advocacy.services import demands, release, status
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.world import NOW, TODAY, advocacy_world
from werkspur.journal.models import Entry
from werkspur.partners.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def world(people):
    return advocacy_world()


def kai_signs(world, people, demand, **more):
    return release.sign(demand, by=people.kai, partner=world.crafts, now=NOW, **more)


def mia_signs(world, demand):
    return release.sign(demand, by=world.mia, partner=world.trade, now=NOW)


def test_the_second_person_releases(world, people):
    demand = kai_signs(world, people, world.draft())
    assert demand.released is None
    assert not Demand.objects.public().exists()

    demand = mia_signs(world, demand)

    assert (demand.released, demand.status, demand.released_on) == (demand.current, Status.RELEASED, TODAY)
    assert demand.slug == "licht-im-gewerbegebiet-1"
    change = demand.changes.get()
    assert (change.before, change.status, change.by) == ("draft", "released", world.mia)
    assert change.actor == "IHK zu Leipzig, Kammer"
    assert change.source == "Beschluss: Vollversammlung, 16.09.2026"
    assert list(Entry.objects.order_by("number").values_list("verb", flat=True)) == [
        "advocacy.demand_signed", "advocacy.demand_released",
    ]  # fmt: skip
