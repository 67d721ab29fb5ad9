"""Too many wrong passwords lock an address for a while, and say until when; no page tells who has an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.people import PASSWORD, People
from werkspur.base.models import Mail
from werkspur.partners.models import Person
from werkspur.partners.services import people as upkeep

pytestmark = pytest.mark.django_db


def wrong(client: Client, email: str, **headers: Any) -> Any:
    return client.post("/konto/login/", {"login": email, "password": "falsches-passwort"}, **headers)


def lock(client: Client, email: str) -> Any:
    for _attempt in range(5):
        assert wrong(client, email).status_code == 200
    return wrong(client, email)


def test_the_sixth_wrong_password_locks_and_names_the_time(client: Client, people: People) -> None:
    answer = lock(client, people.anna.email)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 1800
    page = answer.content.decode()
    assert "Anmeldung gesperrt" in page
    assert "Uhr möglich" in page
    right = client.post("/konto/login/", {"login": people.anna.email, "password": PASSWORD})
    assert right.status_code == 429
    client.logout()


def test_spelling_does_not_help(client: Client, people: People) -> None:
    lock(client, people.anna.email)
    assert wrong(client, people.anna.email.upper() + " ").status_code == 429


def test_after_the_pause_the_right_password_opens(client: Client, people: People) -> None:
    lock(client, people.anna.email)
    AccessAttempt.objects.update(attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=31))
    answer = client.post("/konto/login/", {"login": people.anna.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_the_others_are_not_locked(client: Client, people: People) -> None:
    lock(client, people.anna.email)
    answer = client.post("/konto/login/", {"login": people.clara.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_unknown_addresses_are_locked_just_the_same(client: Client, people: People) -> None:
    known, unknown = wrong(client, people.anna.email), wrong(client, "niemand@werkspur.example")
    assert known.context["form"].errors == unknown.context["form"].errors
    assert lock(client, "niemand2@werkspur.example").status_code == 429


def test_signing_up_with_a_known_address_looks_the_same(client: Client, people: People) -> None:
    before = Person.objects.count()
    answers = [
        client.post("/konto/signup/", {"email": email, "name": "Wer", "password1": PASSWORD})
        for email in (people.anna.email, "neu@werkspur.example")
    ]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/konto/confirm-email/")] * 2
    assert Person.objects.count() == before + 1
    assert "schon ein Konto" in Mail.objects.get(to=people.anna.email).subject


def test_asking_for_a_new_password_looks_the_same(client: Client, people: People) -> None:
    pages = []
    for email in (people.anna.email, "niemand@werkspur.example"):
        answer = client.post("/konto/password/reset/", {"email": email}, follow=True)
        pages.append((answer.redirect_chain, answer.status_code))
    assert pages[0] == pages[1]


def test_a_new_password_by_link(client: Client, people: People) -> None:
    client.post("/konto/password/reset/", {"email": people.anna.email})
    text = Mail.objects.get(to=people.anna.email).text
    link = next(word for word in text.split() if "/password/reset/key/" in word).split("testserver")[1]
    form = client.get(link, follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"password1": "ein-ganz-neuer-satz"})
    assert answer.status_code == 302
    answer = client.post("/konto/login/", {"login": people.anna.email, "password": "ein-ganz-neuer-satz"})
    assert answer.status_code == 302
    assert "gilt nicht mehr" in Client().get(link, follow=True).content.decode()


def test_old_attempts_are_forgotten(client: Client, people: People) -> None:
    wrong(client, people.anna.email)
    day = AccessAttempt.objects.get().attempt_time.date() + timedelta(days=2)
    assert upkeep.forget_attempts(day) == 1


def test_no_password_is_kept_with_the_attempt(client: Client, people: People) -> None:
    wrong(client, people.anna.email)
    assert "falsches-passwort" not in str(AccessAttempt.objects.values())
