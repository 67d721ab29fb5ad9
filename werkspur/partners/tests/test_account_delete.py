"""Deleting one's own account: after the password once more, never leaving a company without a head."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.people import PASSWORD, People
from werkspur.journal.models import Entry
from werkspur.partners import services
from werkspur.partners.errors import DemonstrationLogin
from werkspur.partners.models import Company, Person

pytestmark = pytest.mark.django_db
PAGE = "/konto/loeschen/"


def enter(client: Client, person: Person) -> None:
    client.post("/konto/login/", {"login": person.email, "password": PASSWORD})


def test_a_colleague_leaves_and_can_never_come_back(client: Client, people: People) -> None:
    address = people.ben.email
    enter(client, people.ben)
    assert "Das lässt sich nicht zurücknehmen." in client.get(PAGE).content.decode()
    answer = client.post(PAGE, follow=True)
    assert "Ihr Konto ist gelöscht." in answer.content.decode()
    kept = Person.objects.get(pk=people.ben.pk)
    assert (kept.name, kept.is_active, kept.roles.count()) == ("", False, 0)
    assert Entry.objects.filter(verb="partners.person_erased", actor=f"person:{kept.pk}").count() == 1
    assert client.get("/konto/").status_code == 302
    enter(client, Person(email=address))
    assert client.get("/konto/").status_code == 302


def test_without_the_password_nothing_happens(client: Client, people: People) -> None:
    client.force_login(people.ben, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(PAGE).url.startswith("/konto/reauthenticate/")
    assert Person.objects.get(pk=people.ben.pk).is_active
    answer = client.post("/konto/reauthenticate/", {"password": PASSWORD, "next": PAGE}, follow=True)
    assert "Ihr Konto ist gelöscht." in answer.content.decode()
    assert not Person.objects.get(pk=people.ben.pk).is_active


def test_who_leads_a_company_alone_is_told_what_to_do_first(client: Client, people: People) -> None:
    enter(client, people.anna)
    assert "Nur Sie leiten Dachdeckerei Muster GmbH." in client.get(PAGE).content.decode()
    answer = client.post(PAGE)
    assert answer.status_code == 409
    assert "Das Konto bleibt" in answer.content.decode()
    assert Person.objects.get(pk=people.anna.pk).is_active


def test_a_closed_company_needs_nobody(client: Client, people: People) -> None:
    services.close_company(Company.objects.get(name="Dachdeckerei Muster GmbH"), by=people.anna)
    enter(client, people.anna)
    client.post(PAGE)
    assert not Person.objects.get(pk=people.anna.pk).is_active


def test_the_public_logins_of_the_demonstration_stay(people: People, settings: Any) -> None:
    settings.DEMO = True
    people.otto.email = "polizei@werkspur.example"
    with pytest.raises(DemonstrationLogin):
        services.delete_account(people.otto, by=people.otto)
