"""A company checks itself: 15 questions, what to do first, and kept only when handed over."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from werkspur.advice.forms.selfcheck import asked_items
from werkspur.advice.models import ChecklistVersion, SelfCheck
from werkspur.advice.queries import checklists
from werkspur.advice.services.checklists import draft_version, release_version
from werkspur.advice.services.first_versions import load_checklists
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db

RESULT = "/beratung/selbstcheck/ergebnis/"


@pytest.fixture
def version() -> ChecklistVersion:
    load_checklists()
    found = checklists.released("self_check")
    assert found is not None
    return found


def filled(version: ChecklistVersion, *, profiles: str = "W", every: str = "3", **other: str) -> dict[str, object]:
    answers = {item.key: every for item in asked_items(version, profiles=profiles)} if every else {}
    return {"standort": profiles, "fassung": version.pk} | answers | other


def page(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_anybody_is_asked_15_questions_that_fit_the_site(client, version):
    text = page(client.get("/beratung/selbstcheck/fragen/", {"standort": ["S", "F"]}))

    assert text.count("<fieldset") == 15
    assert "Haben Container ein verdecktes Schloss" in text
    assert "Bargeld" not in text


@pytest.mark.parametrize("site", [{}, {"standort": "X"}, {"standort": "W\u202e"}])
def test_without_a_site_nothing_can_be_asked(client, version, site):
    assert "Womit arbeitet Ihr Betrieb?" in page(client.get("/beratung/selbstcheck/fragen/", site))


def test_the_result_names_three_things_and_begins_with_what_costs_nothing(client, version):
    response = client.post(RESULT, filled(version, G1="0", G4="0", S2="0", W2="1"))

    text = page(response)
    first = [told.item.key for told in response.context["first"]]
    assert first == ["G4", "S2", "G1"]
    assert "Diese 3 Dinge bringen am meisten" in text
    assert "Sicherheit in Prozent" not in text
    assert "%" not in text.split("So viel der Liste")[1].split("</section>")[0]


def test_a_missing_knock_out_keeps_its_category_below_50(client, version):
    response = client.post(RESULT, filled(version, G1="0"))

    scored = {one.category.key: one.score for one in response.context["result"].categories}
    assert (scored["G"].share, scored["G"].capped) == (49, True)


def test_below_seventy_percent_no_number_is_said(client, version):
    text = page(client.post(RESULT, filled(version, every="", G1="3")))

    assert "1 von 15 Fragen sind beantwortet. Für eine Zahl über die ganze Liste ist das zu wenig." in text
    assert "zu wenig beantwortet" in text


def test_without_an_answer_the_questions_come_back(client, version):
    assert "Noch ist keine Frage beantwortet." in page(client.post(RESULT, filled(version, every="")))


def test_an_answer_that_does_not_exist_is_told_and_the_others_stay(client, version):
    text = page(client.post(RESULT, filled(version, G1="7")))

    assert "Eine Angabe stimmt noch nicht" in text
    assert text.count("checked") == 14


@pytest.mark.parametrize(
    "body", [{}, {"standort": "W"}, {"standort": "", "fassung": "1"}, {"standort": "W", "fassung": "²"},
             {"standort": "W", "fassung": "9" * 40}]
)  # fmt: skip
def test_a_form_that_we_did_not_make_is_not_found(client, version, body):
    assert client.post(RESULT, body).status_code == 404


def test_nothing_is_kept_and_no_answer_stands_in_an_address(client, version):
    text = page(client.post(RESULT, filled(version)))

    assert not SelfCheck.objects.exists()
    assert not client.session.keys()
    assert "?G1" not in text
    assert client.get(RESULT)["Location"] == reverse("advice:self_check")


def test_answers_can_be_changed_without_typing_them_again(client, version):
    text = page(client.post("/beratung/selbstcheck/fragen/", filled(version, every="", G1="0", G4="nz")))

    assert text.count("checked") == 2


def test_who_began_before_a_release_gets_the_result_of_what_was_asked(client, version, people):
    release_version(draft_version(version, by=people.peter), note="Neue Fragen", by=people.peter)

    response = client.post(RESULT, filled(version))

    assert response.context["version"] == version


def hand_over(client: Client, body: dict[str, object]):
    return client.post("/beratung/selbstcheck/uebergeben/", body)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_anna_hands_over_and_only_her_company_reads_it(people, version):
    response = hand_over(signed_in(people.anna), filled(version, G1="0"))

    check = SelfCheck.objects.get()
    assert b'"G1"' not in bytes(check.sealed)
    assert response["Location"] == reverse("advice:self_check_shown", args=[check.uid])
    assert "offen gelassen" not in page(signed_in(people.ben).get(response["Location"]))
    for stranger in (people.clara, people.kai, people.paula, people.peter, people.otto):
        assert signed_in(stranger).get(response["Location"]).status_code == 404
    entry = Entry.objects.get(verb="advice.self_check_handed_over")
    assert entry.details == {}


def test_handing_over_twice_keeps_one_and_another_answer_a_second(people, version):
    client = signed_in(people.anna)

    hand_over(client, filled(version))
    hand_over(client, filled(version))
    assert SelfCheck.objects.count() == 1

    hand_over(client, filled(version, G1="0"))
    assert SelfCheck.objects.count() == 2


def test_the_adviser_whom_the_company_meets_reads_it(people, version, booked):
    hand_over(signed_in(people.anna), filled(version))
    shown = reverse("advice:self_check_shown", args=[SelfCheck.objects.get().uid])

    assert signed_in(people.peter).get(shown).status_code == 404
    booking = booked(people.peter)
    assert signed_in(people.peter).get(shown).status_code == 200

    type(booking).objects.filter(pk=booking.pk).update(state="cancelled")
    assert signed_in(people.peter).get(shown).status_code == 404


@pytest.fixture
def booked(people):
    """Book a slot of this adviser for anna's company, later than anything else."""
    from werkspur.advice.tests.world import advice_world
    from werkspur.partners.models import Company

    def book(person):
        world = advice_world()
        world.adviser.person = person
        world.adviser.save()
        booking = world.book(world.slot(9))
        booking.company = Company.objects.get(pk=people.anna.company_ids[0])
        booking.save()
        return booking

    return book


def test_anna_takes_it_back(people, version):
    client = signed_in(people.anna)
    hand_over(client, filled(version))
    address = reverse("advice:self_check_delete", args=[SelfCheck.objects.get().uid])

    assert signed_in(people.clara).post(address).status_code == 404
    client.get(address)
    assert SelfCheck.objects.exists()
    client.post(address)
    assert not SelfCheck.objects.exists()


def test_who_has_to_sign_in_first_finds_the_answers_again(client, people, version):
    response = hand_over(client, filled(version, G1="0"))
    assert "/konto/login/" in response["Location"]

    client.force_login(people.anna, backend="django.contrib.auth.backends.ModelBackend")
    text = page(client.get("/beratung/selbstcheck/uebergeben/"))

    assert '<textarea name="G1" hidden aria-hidden="true"> 0</textarea>' in text


def test_a_retired_list_without_a_successor_says_so(client, version):
    ChecklistVersion.objects.filter(pk=version.pk).update(state="retired")

    assert "wird gerade überarbeitet" in page(client.get("/beratung/selbstcheck/"))
