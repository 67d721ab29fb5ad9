"""The initial data: complete, harmless to load twice, extended and not overwritten."""

import pytest

from werkspur.partners import initial_data
from werkspur.partners.models import Agreement, Contact, Office, Partner, Region, Trade

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [model.objects.count() for model in (Region, Partner, Office, Contact, Agreement, Trade)]


def test_loading_twice_adds_nothing() -> None:
    initial_data.load()
    first = counts()
    initial_data.load()
    assert counts() == first
    assert first[1] == 3
    assert first[5] >= 20


def test_the_directorate_is_made_of_three_districts_in_saxony() -> None:
    initial_data.load()
    directorate = Region.objects.get(key=initial_data.DIRECTORATE_KEY)
    assert {part.key for part in directorate.parts.all()} == {"14713", "14729", "14730"}
    assert {part.parent.key for part in directorate.parts.all()} == {"14"}


def test_what_an_operator_changed_stays() -> None:
    initial_data.load()
    Office.objects.filter(name="IHK-Regionalbüro Borna").update(street="Musterweg 1", to_be_verified=False)
    Partner.objects.get(slug="pd").regions.clear()
    initial_data.load()
    office = Office.objects.get(name="IHK-Regionalbüro Borna")
    assert office.street == "Musterweg 1"
    assert not office.to_be_verified
    assert not Partner.objects.get(slug="pd").regions.exists()


def test_uncertain_places_are_marked_with_their_source_and_carry_no_address() -> None:
    initial_data.load()
    unsure = Office.objects.filter(to_be_verified=True)
    assert unsure.count() == 5
    assert all(office.source and not office.street and not office.phone for office in unsure)


def test_contacts_are_roles_without_invented_addresses() -> None:
    initial_data.load()
    assert not Contact.objects.exclude(email="", phone="").exists()
