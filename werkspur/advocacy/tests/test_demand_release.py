"""Two people release a demand, the police an appeal for themselves; nothing is released while something is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.people import make_people, make_person
from werkspur.advocacy.models import Demand, SearchText
from werkspur.advocacy.queries import demands as told
from werkspur.advocacy.rules.release import Code
from werkspur.advocacy.rules.states import Refusal, Refused, Status
from werkspur.advocacy.services import demands, release
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.tests.world import NOW, TODAY, advocacy_world
from werkspur.base.models import Mail
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


def peter_signs(world, people, demand):
    return release.sign(demand, by=people.peter, partner=world.police, now=NOW)


def test_the_second_person_releases(world, people):
    demand = kai_signs(world, people, world.draft(title="Mehr Licht"))
    assert demand.released is None
    assert not Demand.objects.public().exists()

    demand = mia_signs(world, demand)

    assert (demand.released, demand.status, demand.released_on) == (demand.current, Status.RELEASED, TODAY)
    assert demand.slug == "mehr-licht"
    change = demand.changes.get()
    assert (change.before, change.status, change.by) == ("draft", "released", world.mia)
    assert (change.actor, change.source) == ("IHK zu Leipzig, Kammer", "Beschluss: Vollversammlung, 16.09.2026")
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["advocacy.demand_signed", "advocacy.demand_released"]
    assert SearchText.objects.get(kind="demand", key=str(demand.uid)).public


def test_one_person_alone_releases_nothing_not_even_for_two_chambers(world, people):
    Role.objects.create(person=people.kai, kind=Role.Kind.CHAMBER, partner=world.trade)
    demand = kai_signs(world, people, world.draft())

    with pytest.raises(AdvocacyRefused, match="Sie haben schon freigegeben"):
        release.sign(demand, by=people.kai, partner=world.trade, now=NOW)

    assert not Demand.objects.public().exists()


def test_each_chamber_that_bears_it_releases_for_itself(world, people):
    colleague = make_person("karla", role=Role.Kind.CHAMBER, partner=world.crafts)
    demand = kai_signs(world, people, world.draft())
    demand = release.sign(demand, by=colleague, partner=world.crafts, now=NOW)
    assert demand.released is None

    assert mia_signs(world, demand).released is not None


def test_nobody_signs_while_something_is_missing_and_everything_is_said_with_its_reason(world, people):
    demand = world.draft(trade_link="", decided_on=None)

    with pytest.raises(release.ReleaseRefused) as refused:
        kai_signs(world, people, demand)

    assert [one.code for one in refused.value.missing] == [Code.TRADE_LINK, Code.DECIDED_ON]
    assert "§ 1 IHKG, § 91 HwO" in str(refused.value)
    assert not demand.current.signatures.exists()


def test_what_was_signed_is_what_was_read(world, people):
    demand = world.draft()
    read = demands.stamp(demand.current)
    demands.save_version(demand, fields={"text": "Ein anderer Text."}, by=world.mia, now=NOW)

    with pytest.raises(AdvocacyRefused, match="Der Text hat sich geändert"):
        kai_signs(world, people, demand, seen=read)


def test_a_change_after_the_first_release_needs_both_again(world, people):
    demand = kai_signs(world, people, world.draft())

    version = demands.save_version(demand, fields={"summary": "Anders."}, by=world.mia, now=NOW)
    demand = mia_signs(world, demand)

    assert (version.number, demand.released) == (2, None)
    assert kai_signs(world, people, demand).released == version


def test_a_demand_that_becomes_an_appeal_needs_both_again(world, people):
    demand = kai_signs(world, people, world.draft())

    version = demands.save_version(demand, fields={"kind": "appeal"}, by=world.mia, now=NOW)

    assert (version.number, version.signatures.count()) == (2, 0)


def test_the_police_release_an_appeal_for_themselves(world, people):
    everybody = [world.crafts, world.trade, world.police]
    demand = kai_signs(world, people, world.draft(kind="appeal", bearers=everybody))
    demand = mia_signs(world, demand)
    assert demand.released is None
    assert told.waiting_for(people.peter, today=TODAY) == [demand]
    assert told.waiting_for(people.paula, today=TODAY) == []
    with pytest.raises(AdvocacyRefused, match="nur, wer zu einem Haus gehört"):
        release.sign(demand, by=people.paula, partner=world.police, now=NOW)

    assert peter_signs(world, people, demand).released is not None
    assert told.waiting_for(people.peter, today=TODAY) == []


def test_those_who_are_still_needed_are_told_once(world, people):
    demand = world.draft(kind="appeal", bearers=[world.crafts, world.trade, world.police])

    kai_signs(world, people, demand)
    mia_signs(world, demand)

    assert set(Mail.objects.values_list("to", flat=True)) == {world.mia.email, people.peter.email}
    assert Mail.objects.count() == 2
    assert f"/forderungen/verwaltung/{demand.uid}/freigabe/" in Mail.objects.first().text


def test_the_police_release_no_demand(world, people):
    with pytest.raises(AdvocacyRefused):
        peter_signs(world, people, world.draft())


def test_a_new_version_replaces_the_public_one_only_when_it_is_released(world, people):
    demand = world.released()
    address = demand.slug
    version = demands.save_version(demand, fields={"title": "Licht bis sieben Uhr"}, by=people.kai, now=NOW)
    demand = kai_signs(world, people, demand)
    assert demand.released.number == 1

    demand = mia_signs(world, demand)

    assert (demand.released, demand.slug, demand.status) == (version, address, Status.RELEASED)
    assert not SearchText.objects.filter(kind="draft", key=str(demand.uid)).exists()


def test_a_release_is_taken_back_while_nobody_has_it(world, people):
    demand = kai_signs(world, people, world.draft())
    demand = mia_signs(world, demand)

    demand = release.unrelease(demand, reason="Zahl war falsch", by=people.kai, now=NOW)

    assert (demand.status, demand.released, demand.current.number) == (Status.DRAFT, None, 2)
    assert not Demand.objects.public().exists()
    assert not demand.changes.last().public
    demand = mia_signs(world, kai_signs(world, people, demand))
    assert (demand.status, demand.released.number) == (Status.RELEASED, 2)


def test_what_was_delivered_is_not_taken_back(world, people):
    demand = world.delivered().demand

    with pytest.raises(Refused) as refused:
        release.unrelease(demand, reason="Zu spät", by=people.kai, now=NOW)

    assert refused.value.refusals == (Refusal.ALREADY_SENT,)


def test_a_decision_of_tomorrow_is_not_released(world, people):
    with pytest.raises(release.ReleaseRefused, match="liegt in der Zukunft"):
        kai_signs(world, people, world.draft(decided_on=TODAY + timedelta(days=1)))


def test_the_leap_day_is_a_day(world, people):
    demand = world.draft(decided_on=date(2024, 2, 29))

    assert mia_signs(world, kai_signs(world, people, demand)).changes.get().source.endswith("29.02.2024")
