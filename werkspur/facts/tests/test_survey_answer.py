"""A company answers by link: once, without a name, on a form that keeps what was ticked."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from werkspur.facts.models import Answer, Invitation
from werkspur.facts.services import links
from werkspur.facts.services.answers import LinkOver, take_answer
from werkspur.facts.tests.surveys import HIT, SPARED, make_link, make_past, make_survey
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


def page_of(token: str) -> str:
    return reverse("facts:survey_answer", args=[token])


def test_opening_the_link_does_nothing(client):
    token = make_link(make_survey())

    for visit in (client.get, client.head):
        assert visit(page_of(token)).status_code == 200

    assert not Answer.objects.exists()
    assert not Invitation.objects.get().used


def test_one_answer_for_each_link(client):
    survey = make_survey()
    token = make_link(survey)

    response = client.post(page_of(token), HIT | {"wo": ["baustelle", "fahrzeug"]})
    again = client.post(page_of(token), SPARED)

    assert response.headers["Location"] == reverse("facts:survey_thanks")
    assert "gespeichert" in client.get(response.headers["Location"]).content.decode()
    assert again.status_code == 410
    assert "schon geantwortet" in again.content.decode()
    assert Answer.objects.get().values == HIT | {"wo": ["baustelle", "fahrzeug"]}


@pytest.mark.parametrize(
    ("days", "status", "said"),
    [((-30, -1), 410, "Die Umfrage ist beendet"), ((3, 30), 403, "beginnt erst noch")],
)
def test_before_and_after_the_days_a_sentence_says_so(client, days, status, said):
    token = make_link(make_survey(since=days[0], until=days[1]))

    for response in (client.get(page_of(token)), client.post(page_of(token), SPARED)):
        assert response.status_code == status
        assert said in response.content.decode()

    assert not Answer.objects.exists()


@pytest.mark.parametrize("token", ["unbekannt", "a" * 32, "ä" * 3000, "\u202e873", "%"])
def test_an_unknown_link_offers_to_type_the_code(client, token):
    response = client.get(page_of(token))

    assert response.status_code == 404
    assert "kennen wir nicht" in response.content.decode()
    assert 'name="code"' in response.content.decode()


def test_a_code_may_be_typed_with_capitals_and_hyphens(client):
    token = make_link(make_survey())
    typed = "-".join([token[:8], token[8:20], token[20:]]).upper()

    response = client.get(reverse("facts:survey_code"), {"code": f" {typed} "}, follow=True)

    assert response.redirect_chain == [(page_of(token), 302)]
    assert response.status_code == 200


def test_what_was_ticked_stays_when_something_is_missing(client):
    token = make_link(make_survey())

    response = client.post(page_of(token), {"betroffen": "ja", "wo": ["hof", "laden"], "gewerk": "handel"})
    shown = response.content.decode()

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {
        "wie_oft",
        "wert",
        "angezeigt",
        "gekennzeichnet",
        "groesse",
        "gebiet",
    }
    for ticked in ('value="ja"', 'value="hof"', 'value="laden"', 'value="handel"'):
        place = shown.index(ticked)
        assert "checked" in shown[place : shown.index(">", place)], ticked
    assert not Invitation.objects.get().used


def test_who_says_no_is_asked_nothing_about_the_theft(client):
    token = make_link(make_survey())

    client.post(page_of(token), HIT | {"betroffen": "nein", "wo": ["hof"], "warum_nicht": ["selbst"]})

    assert Answer.objects.get().values == SPARED


def test_foreign_and_made_up_choices_are_refused(client):
    token = make_link(make_survey())

    response = client.post(page_of(token), SPARED | {"groesse": "4711", "betroffen": ["ja", "nein"]})

    assert response.status_code == 422
    assert not Answer.objects.exists()


def test_only_the_cookie_that_protects_the_form(client):
    response = client.get(page_of(make_link(make_survey())))

    assert set(response.cookies) == {"werkspur_csrf"}
    assert "no-store" in response.headers["Cache-Control"]


def test_a_form_from_elsewhere_is_refused():
    token = make_link(make_survey())

    response = Client(enforce_csrf_checks=True).post(page_of(token), SPARED)

    assert response.status_code == 403
    assert not Answer.objects.exists()


def test_the_journal_knows_of_no_answer(client):
    client.post(page_of(make_link(make_survey())), SPARED)

    assert Answer.objects.exists()
    assert not Entry.objects.exists()


def test_a_link_has_160_bits_and_is_stored_as_a_hash(client):
    token = make_link(make_past())
    stored = Invitation.objects.get()

    assert len(token) == 32
    assert len(set(token) | set("abcdefghijklmnopqrstuvwxyz234567")) == 32
    assert token not in stored.token_hash
    assert links.token_of(stored) == token


@pytest.mark.django_db(transaction=True)
def test_two_submits_at_once_give_one_answer():
    token = make_link(make_survey())
    gate, outcome = threading.Barrier(2), []

    def submit(values: dict[str, str]) -> None:
        try:
            gate.wait()
            take_answer(token, values=values)
            outcome.append("taken")
        except LinkOver as over:
            outcome.append(over.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=[values]) for values in (HIT, SPARED)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome) == ["taken", "used"]
    assert Answer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_lose_no_answer():
    survey = make_survey()
    tokens = [make_link(survey) for _number in range(8)]

    def submit(token: str) -> None:
        try:
            take_answer(token, values=SPARED)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=[token]) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Answer.objects.count() == 8
    assert survey.invitations.filter(used=True).count() == 8
