"""Pages of demands, as chambers and the police use them."""

from __future__ import annotations

import pytest

from tests.people import make_people
from werkspur.advocacy.models import Demand, Topic
from werkspur.advocacy.services import release
from werkspur.advocacy.tests.world import NOW, advocacy_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def world(people):
    return advocacy_world()


@pytest.fixture
def page(client):
    """Return what a person reads at an address, or the answer to what was sent."""

    def look(person, address, sent=None):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client.post(address, sent) if sent is not None else client.get(address)

    return look


def of(demand, part=""):
    return f"/forderungen/verwaltung/{demand.uid}/{part}"


def beginnings(response):
    """Return what a form sends when nobody changes anything."""
    form = response.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if value in (None, False):
            continue
        listed = [str(getattr(one, "pk", one)) for one in value] if isinstance(value, set | list) else None
        sent[bound.html_name] = sent[bound.html_initial_name] = listed if listed is not None else str(value)
    return sent


def test_a_demand_is_begun_written_and_its_gaps_are_told(world, people, page):
    new = "/forderungen/verwaltung/forderungen/neu/"
    answer = page(people.kai, new, {"kind": "demand", "lead": "hwk", "title": "Mehr Licht"})
    demand = Demand.objects.get()
    assert answer.url == of(demand, "text/")

    text = page(people.kai, answer.url).content.decode()

    assert "Der Bezug zur Wirtschaft fehlt. Nur wo sie berührt ist, darf sich eine Kammer äußern" in text


def test_two_tabs_of_the_same_demand_lose_nothing(world, people, page):
    demand = world.draft(title="Licht")
    first = beginnings(page(people.kai, of(demand, "text/")))
    page(world.mia, of(demand, "text/"), first | {"title": "Licht und Wege"})

    other = page(people.kai, of(demand, "text/"), first | {"organ": "Präsidium"})
    same = page(people.kai, of(demand, "text/"), first | {"title": "Licht und Zäune"})

    assert other.status_code == 302
    assert (same.status_code, Demand.objects.get().current.title) == (422, "Licht und Wege")
    shown = same.content.decode()
    assert "Jetzt gilt: Licht und Wege." in shown
    assert 'value="Licht und Zäune"' in shown
    assert Demand.objects.get().current.organ == "Präsidium"


def test_a_release_shows_the_text_and_is_for_the_text_that_was_shown(world, people, page):
    demand = world.draft()
    address = of(demand, "freigabe/")
    seen = page(people.kai, address).context["stamp"]
    demand.current.save()

    old = page(people.kai, address, {"partner": "hwk", "seen": seen})
    new = page(people.kai, address, {"partner": "hwk", "seen": old.context["stamp"]})

    assert (old.status_code, new.status_code) == (422, 302)
    assert "Der Text hat sich geändert" in old.content.decode()
    assert (
        "Sie haben freigegeben. Die nächste Freigabe gibt jemand anderes." in page(people.kai, address).content.decode()
    )


def test_the_police_read_and_release_their_appeal_and_nothing_else(world, people, page):
    appeal = world.draft(kind="appeal", bearers=[world.crafts, world.trade, world.police])
    release.sign(appeal, by=people.kai, partner=world.crafts, now=NOW)

    assert page(people.peter, of(appeal, "text/")).url == of(appeal, "freigabe/")
    shown = page(people.peter, of(appeal, "freigabe/"))
    assert [one.slug for one in shown.context["may_sign"]] == ["pd"]
    assert "Wartet auf Ihre Freigabe" in page(people.peter, "/uebersicht/").content.decode()
    assert (
        page(people.peter, of(appeal, "freigabe/"), {"partner": "pd", "seen": shown.context["stamp"]}).status_code
        == 302
    )
    for address in (of(appeal, "stand/"), of(appeal, "freigabe/zuruecknehmen/"), of(world.draft())):
        assert page(people.peter, address).status_code == 404
    assert page(people.peter, "/forderungen/verwaltung/forderungen/").status_code == 403
    assert page(people.peter, of(appeal, "text/"), {"title": "Anders"}).status_code == 404


def test_a_chamber_that_bears_no_part_reads_and_changes_nothing(world, people, page):
    demand = world.draft(bearers=[world.crafts])

    assert page(world.mia, of(demand)).status_code == 200
    assert page(world.mia, of(demand, "stand/")).status_code == 404
    assert page(world.mia, of(demand, "text/"), {"title": "Anders"}).status_code == 404


def test_a_status_without_reason_keeps_what_was_typed(world, people, page):
    demand = world.delivered().demand

    answer = page(
        people.kai, of(demand, "stand/"),
        {"status": "debated", "outcome": "open", "day": "2026-02-30", "reason": "–", "source": "VII-DS-1"},
    )  # fmt: skip

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Das ist kein Datum" in shown
    assert 'value="VII-DS-1"' in shown


def test_versions_show_their_difference_word_by_word(world, people, page):
    demand = world.released(summary="Licht bis sechs Uhr.")
    sent = beginnings(page(people.kai, of(demand, "text/")))
    page(people.kai, of(demand, "text/"), sent | {"summary": "Licht bis sieben Uhr."})

    shown = page(people.kai, of(demand, "fassungen/")).content.decode()

    assert '<del class="ws-del">sechs</del><ins class="ws-ins">sieben</ins>' in shown


def test_the_list_leaves_as_a_table_without_formulas(world, people, page):
    world.draft(title="=HYPERLINK(1)")

    answer = page(people.kai, "/forderungen/verwaltung/forderungen/tabelle.csv?stand=draft")

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Titel;Art;Stand")
    assert lines[1].startswith("'=HYPERLINK(1);Forderung;Entwurf")


@pytest.mark.parametrize("query", ["stand=x&thema=&gebiet=%00&sortierung=';--", "seite=-1&ebene=x", "q=" + "ä" * 500])
def test_the_list_answers_to_nonsense(world, people, page, query):
    world.draft()

    assert page(people.kai, f"/forderungen/verwaltung/forderungen/?{query}").status_code == 200


def test_a_topic_with_demands_stays(world, people, page):
    world.draft()

    page(people.kai, "/forderungen/verwaltung/themen/probe-licht/entfernen/", {})
    page(people.kai, "/forderungen/verwaltung/themen/neu/", {"name": "Zäune", "order": "5"})

    assert set(Topic.objects.values_list("slug", flat=True)) >= {"probe-licht", "zaeune"}
