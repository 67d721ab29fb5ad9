"""The demonstration partnership: complete, plainly made up, the same every time."""

from __future__ import annotations

import pytest
from django.test import Client

from werkspur.base.demonstration import PASSWORD, Build
from werkspur.partners import demo, initial_data
from werkspur.partners.models import Company, Contact, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def build() -> Build:
    initial_data.load()
    build = Build()
    demo.load(build)
    return build


def test_forty_companies_in_three_districts_and_two_chambers(build: Build) -> None:
    assert len(build.companies) == Company.objects.count() == 40
    assert {company.region.key for company in build.companies} == {"14713", "14729", "14730"}
    assert {company.chamber.slug for company in build.companies} == {"ihk", "hwk"}
    states = [company.state for company in Company.objects.all()]
    assert (states.count("pending"), states.count("asked"), states.count("verified")) == (5, 1, 34)


def test_each_login_opens_its_own_door(build: Build, client: Client) -> None:
    doors = {"betrieb": "/betrieb/", "kammer": "/kammer/betriebe/", "ihk": "/kammer/betriebe/"}
    assert set(build.people) == {"betrieb", "kammer", "ihk", "polizei", "beratung", "datenschutz"}
    for login, door in doors.items():
        answer = client.post("/konto/login/", {"login": f"{login}@werkspur.example", "password": PASSWORD})
        assert answer.status_code == 302
        assert client.get(door).status_code == 200
        client.logout()
    assert build.people["betrieb"].companies == [build.companies[0]]
    assert build.companies[0].name == "Dachdeckerei Muster GmbH"


def test_all_addresses_are_example_ones_and_owners_cannot_sign_in(build: Build) -> None:
    mailboxes = [*Person.objects.values_list("email", flat=True), *Contact.objects.values_list("email", flat=True)]
    assert all(address.endswith("@werkspur.example") for address in mailboxes)
    owners = Person.objects.filter(email__startswith="leitung-")
    assert owners.count() == 39
    assert not any(owner.has_usable_password() for owner in owners)
