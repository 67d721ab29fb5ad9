"""The chamber's queue: its own companies, longest wait first, decided once, with reasons and a history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.people import People, make_company, make_partner, make_person
from werkspur.base.models import Mail
from werkspur.journal.models import Entry
from werkspur.partners import queries, services
from werkspur.partners.errors import AlreadyDecided, NotAllowed, ReasonMissing
from werkspur.partners.models import Company, Partner, Role

pytestmark = pytest.mark.django_db
PENDING = {"state": Company.State.PENDING, "verified_at": None}


@pytest.fixture
def waiting(people: People) -> Company:
    Company.objects.filter(pk=people.anna.company_ids[0]).update(**PENDING)
    return Company.objects.get(pk=people.anna.company_ids[0])


def test_the_longest_wait_stands_on_top_and_questions_below(people: People, waiting: Company) -> None:
    old = make_company("Bäckerei Probe", waiting_since=timezone.now() - timedelta(days=9), **PENDING)
    asked = make_company(
        "Heizung Probe", waiting_since=timezone.now() - timedelta(days=20), state="asked", verified_at=None
    )
    assert list(queries.companies_for_chamber(people.kai)) == [old, waiting, asked]
    assert list(queries.companies_for_chamber(people.kai, q="bäckerei")) == [old]
    assert queries.counts_by_state(people.kai) == {"pending": 2, "asked": 1, "verified": 1, "refused": 0, "closed": 0}


def test_another_chambers_company_is_not_there(client: Client, people: People) -> None:
    theirs = make_company("Spedition Beispiel", chamber=make_partner("ihk", Partner.Kind.INDUSTRY_CHAMBER), **PENDING)
    client.force_login(people.kai)
    assert "Spedition" not in client.get("/kammer/betriebe/?state=all").content.decode()
    assert client.get(f"/kammer/betriebe/{theirs.uid}/").status_code == 404
    assert client.post(f"/kammer/betriebe/{theirs.uid}/", {"verb": "accept"}).status_code == 404
    with pytest.raises(NotAllowed):
        services.accept_company(theirs, by=people.kai)


def test_nobody_decides_about_their_own_company(client: Client, people: People, waiting: Company) -> None:
    Role.objects.create(person=people.anna, kind=Role.Kind.CHAMBER, partner=waiting.chamber)
    people.anna.forget_roles()
    client.force_login(people.anna)
    assert client.post(f"/kammer/betriebe/{waiting.uid}/", {"verb": "accept"}).status_code == 404


@pytest.mark.parametrize("verb", ["refuse", "ask"])
def test_refusing_and_asking_need_words(client: Client, people: People, waiting: Company, verb: str) -> None:
    client.force_login(people.kai)
    answer = client.post(f"/kammer/betriebe/{waiting.uid}/", {"verb": verb, f"{verb}-text": "  "})
    assert answer.status_code == 422
    waiting.refresh_from_db()
    assert waiting.state == Company.State.PENDING
    with pytest.raises(ReasonMissing):
        services.refuse_company(waiting, reason=" ", by=people.kai)


def test_a_refusal_tells_why_and_the_company_may_come_back(client: Client, people: People, waiting: Company) -> None:
    client.force_login(people.kai)
    client.post(f"/kammer/betriebe/{waiting.uid}/", {"verb": "refuse", "refuse-text": "Nicht im Verzeichnis."})
    assert "Nicht im Verzeichnis." in Mail.objects.get(to=people.anna.email).text
    client.force_login(people.anna)
    assert "Nicht im Verzeichnis." in client.get("/betrieb/").content.decode()
    client.post("/betrieb/vorlegen/")
    waiting.refresh_from_db()
    assert waiting.state == Company.State.PENDING
    client.post("/betrieb/vorlegen/")  # second click
    assert Entry.objects.filter(verb="partners.company_resubmitted").count() == 1


def test_a_question_is_answered_and_decided(client: Client, people: People, waiting: Company) -> None:
    client.force_login(people.kai)
    client.post(f"/kammer/betriebe/{waiting.uid}/", {"verb": "ask", "ask-text": "Wie lautet die Nummer?"})
    client.force_login(people.anna)
    assert "Wie lautet die Nummer?" in client.get("/betrieb/").content.decode()
    client.post("/betrieb/antworten/", {"text": "HW-4711"})
    client.post("/betrieb/antworten/", {"text": "zweiter Klick"})
    waiting.refresh_from_db()
    assert waiting.state == Company.State.PENDING
    assert [review.answer for review in waiting.reviews.all()] == ["HW-4711"]
    assert Mail.objects.filter(to=people.kai.email, subject__contains="geantwortet").count() == 1
    client.force_login(people.kai)
    assert "HW-4711" in client.get(f"/kammer/betriebe/{waiting.uid}/").content.decode()


def test_two_decisions_at_once_the_second_hears_of_the_first(client: Client, people: People, waiting: Company) -> None:
    services.accept_company(waiting, by=people.kai)
    with pytest.raises(AlreadyDecided):
        services.accept_company(waiting, by=people.kai)
    client.force_login(people.kai)
    answer = client.post(f"/kammer/betriebe/{waiting.uid}/", {"verb": "accept"}, follow=True)
    assert "inzwischen jemand entschieden" in answer.content.decode()
    assert waiting.reviews.count() == 1


def test_a_verification_can_be_taken_back(people: People) -> None:
    company = Company.objects.get(pk=people.anna.company_ids[0])
    refused = services.refuse_company(company, reason="Betrieb abgemeldet.", by=people.kai)
    assert (refused.state, refused.verified_at) == (Company.State.REFUSED, None)


def test_nonsense_verbs_change_nothing(client: Client, people: People, waiting: Company) -> None:
    client.force_login(people.kai)
    assert client.post(f"/kammer/betriebe/{waiting.uid}/", {"verb": "explode"}).status_code == 422
    waiting.refresh_from_db()
    assert waiting.state == Company.State.PENDING


def test_filters_keep_working_with_nonsense(client: Client, people: People) -> None:
    client.force_login(people.kai)
    for query in ("state=nix", "trade=abc", "region=999", "seite=99999", "q=%00%27"):
        assert client.get(f"/kammer/betriebe/?{query}").status_code == 200


def test_the_chambers_overview_counts_who_waits(client: Client, people: People, waiting: Company) -> None:
    from django.test import RequestFactory

    from werkspur.partners.baustein import tiles

    request = RequestFactory().get("/")
    request.user, request.company = people.kai, None  # type: ignore[attr-defined]
    assert "1 Betrieb bestätigen" in [tile.title for tile in tiles(request)]
    request.user = make_person("otto")
    assert list(tiles(request)) == []
