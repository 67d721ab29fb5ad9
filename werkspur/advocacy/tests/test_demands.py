"""Demands are written, changed by several people at once, move on with reason and source, and are found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.people import make_people
from werkspur.advocacy.models import Commitment, Demand, Reply, SearchText
from werkspur.advocacy.queries import demands as told
from werkspur.advocacy.queries import standing
from werkspur.advocacy.queries.demands import Wanted
from werkspur.advocacy.rules import slugs
from werkspur.advocacy.rules.states import Outcome, Refusal, Refused, Status
from werkspur.advocacy.services import demands
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.services.status import change_status, sentences
from werkspur.advocacy.tests.world import NOW, TODAY, advocacy_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def world(people):
    return advocacy_world()


def begin(world, people, **fields):
    kind = fields.pop("kind", "demand")
    values = {"title": "Verwaltung"} | fields
    return demands.create_demand(kind=kind, lead=world.crafts, fields=values, by=people.kai, now=NOW)


def change(demand, people, status, outcome=Outcome.OPEN, **given):
    values = {"reason": "Brief vom 1. Dezember", "source": "Az. 12/26", "day": TODAY} | given
    return change_status(demand, status=status, outcome=outcome, by=people.kai, now=NOW, **values)


def test_a_draft_is_borne_by_its_lead_and_gets_an_address_that_is_free(world, people):
    first, second = begin(world, people), begin(world, people)

    assert list(first.current.bearers.all()) == [world.crafts]
    assert (first.slug, second.slug) == ("verwaltung-2026", "verwaltung-2026-2")  # /forderungen/verwaltung/ is a page


def test_addresses_of_pages_are_never_those_of_demands():
    for word in slugs.RESERVED | {"2026", ""}:
        assert slugs.free(word, year=2026, taken=lambda slug: False) not in slugs.RESERVED | {"2026", ""}


def test_invisible_signs_are_no_title(world, people):
    with pytest.raises(AdvocacyRefused, match="Der Titel fehlt"):
        begin(world, people, title="\u202e\u200b ")


@pytest.mark.parametrize(("kind", "with_police", "possible"), [("demand", True, False), ("appeal", True, True)])
def test_only_an_appeal_is_borne_with_others(world, people, kind, with_police, possible):
    bearers = [world.crafts, world.police]
    if possible:
        assert begin(world, people, kind=kind, bearers=bearers).current.bearers.count() == 2
        return
    with pytest.raises(AdvocacyRefused) as refused:
        begin(world, people, kind=kind, bearers=bearers)
    assert refused.value.field == "bearers"


def test_two_people_change_different_fields_and_lose_nothing(world, people):
    demand = begin(world, people, title="Licht")
    before = {"title": "Licht", "summary": ""}
    demands.save_version(demand, fields={"title": "Mehr Licht"}, before=before, by=people.kai)
    demands.save_version(demand, fields={"summary": "Bis sechs Uhr."}, before=before, by=world.mia)

    version = Demand.objects.get().current
    assert (version.number, version.title, version.summary) == (1, "Mehr Licht", "Bis sechs Uhr.")


def test_the_same_field_is_not_overwritten_unseen(world, people):
    demand = begin(world, people, title="Licht")
    demands.save_version(demand, fields={"title": "Mehr Licht"}, before={"title": "Licht"}, by=people.kai)

    with pytest.raises(AdvocacyRefused) as refused:
        demands.save_version(demand, fields={"title": "Weniger Licht"}, before={"title": "Licht"}, by=world.mia)

    assert refused.value.meanwhile == ("title",)
    assert Demand.objects.get().current.title == "Mehr Licht"


def test_what_is_drafted_is_found_by_staff_only(world, people):
    demand = begin(world, people, title="Laternen", text="Laternen brennen.")

    row = SearchText.objects.get(key=str(demand.uid))
    assert (row.kind, row.public) == ("draft", False)


def test_a_draft_is_removed_a_released_demand_is_not(world, people):
    demands.remove_demand(begin(world, people), by=people.kai)
    assert not Demand.objects.exists()

    with pytest.raises(AdvocacyRefused, match="schon öffentlich"):
        demands.remove_demand(world.released(), by=people.kai)


def test_a_status_says_who_why_and_where(world, people):
    demand = world.delivered().demand

    made = change(demand, people, Status.DEBATED, reason="Ausschuss hat beraten", source="VII-DS-0815")

    assert (made.before, made.status, made.actor) == ("delivered", "debated", "Handwerkskammer zu Leipzig, Kammer")
    assert (demand.status, demand.since) == ("debated", TODAY)


def test_what_is_missing_for_a_status_is_said(world, people):
    demand = world.delivered().demand

    with pytest.raises(Refused) as refused:
        change(demand, people, Status.ANSWERED)
    assert sentences(refused.value) == ["Es ist noch keine Antwort eingetragen. Eine Eingangsbestätigung ist keine."]
    assert change(demand, people, Status.DEBATED)

    found = {one.status: one.missing for one in standing.possible(demand, today=TODAY)}
    assert found[Status.PROMISED] == ("Es ist noch keine Zusage eingetragen.",)
    assert found[Status.RESTING] == ()


def test_a_receipt_is_no_answer(world, people):
    delivery = world.delivered()
    rows = {"demand": delivery.demand, "addressee": world.council, "day": date(2026, 12, 5), "summary": "Eingegangen."}
    Reply.objects.create(kind=Reply.Kind.RECEIPT, **rows)
    assert standing.facts_of(delivery.demand).last_reply is None

    Reply.objects.create(kind=Reply.Kind.ANSWER, **rows)
    assert standing.facts_of(delivery.demand).last_reply == date(2026, 12, 5)


def test_done_needs_evidence_that_a_second_person_has_checked(world, people):
    demand = world.delivered().demand
    Commitment.objects.create(
        demand=demand, addressee=world.council, wording="Wir bauen.", day=TODAY, measure="Lampen", source="Brief"
    )
    for status in (Status.DEBATED, Status.PROMISED):
        change(demand, people, status)

    with pytest.raises(Refused) as refused:
        change(demand, people, Status.DONE, Outcome.WHOLE)
    demand.evidence.create(kind="photo", title="Lampe", day=TODAY, source="Ortstermin", brought_key="person:1")
    with pytest.raises(Refused) as unchecked:
        change(demand, people, Status.DONE, Outcome.WHOLE)
    demand.evidence.update(checked_key="person:2")

    assert refused.value.refusals == (Refusal.EVIDENCE,)
    assert unchecked.value.refusals == (Refusal.EVIDENCE_UNCHECKED,)
    assert change(demand, people, Status.DONE, Outcome.WHOLE).outcome == "whole"


def test_a_draft_rests_and_wakes_where_it_fell_asleep(world, people):
    demand = world.draft()

    change(demand, people, Status.RESTING, Outcome.OVERTAKEN, public=False)
    assert (demand.rested_at, [one.status for one in standing.possible(demand, today=TODAY)]) == ("draft", ["draft"])
    change(demand, people, Status.DRAFT)

    assert (demand.status, demand.rested_at) == ("draft", "")


def test_no_status_releases_or_takes_back(world, people):
    with pytest.raises(Refused):
        change(world.draft(), people, Status.RELEASED)
    with pytest.raises(Refused):
        change(world.released(), people, Status.DRAFT)


def test_a_second_click_changes_nothing(world, people):
    demand = world.delivered().demand
    change(demand, people, Status.DEBATED)

    with pytest.raises(Refused) as refused:
        change(demand, people, Status.DEBATED)

    assert refused.value.refusals == (Refusal.SAME,)
    assert demand.changes.count() == 1


def test_the_list_is_narrowed_sorted_and_searched(world, people):
    waiting = world.delivered().demand
    appeal = world.draft(kind="appeal", title="Ärger am Hof", bearers=[world.crafts, world.police])

    def found(sorting="", **wanted):
        return told.listed(Wanted(**wanted), sorting=sorting)

    assert set(found()) == {waiting, appeal}
    assert found(kind="appeal") == found(bearer=world.police) == found(words="arger HOF") == [appeal]
    assert found(status="delivered") == [waiting]
    assert found(topic=world.light, level="town", sorting="titel") == [appeal, waiting]
    assert found(level="state") == []
    assert found(sorting="frist")[0].due == date(2027, 1, 4)
    assert [row[0] for row in told.table(found(sorting="titel"))] == ["Titel", "Ärger am Hof", waiting.title]


def test_moving_never_goes_back(world):
    demand = world.draft()

    demands.moved(demand, on=TODAY - timedelta(days=3))

    assert Demand.objects.get().moved_on == TODAY
