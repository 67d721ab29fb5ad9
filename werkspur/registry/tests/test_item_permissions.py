"""Every page of the register, as the colleague, the neighbour and those without a company."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.registry import services
from werkspur.registry.tests.pictures import jpeg

OF_AN_ITEM = (
    "item", "item_edit", "item_state", "item_delete", "mark_new", "photo_new", "document_new",
)  # fmt: skip
OF_A_PART = {
    "mark": ("mark_edit", "mark_remove"),
    "photo": ("photo", "photo_thumbnail", "photo_edit", "photo_remove"),
    "document": ("document", "document_remove"),
    "kit": ("kit", "kit_edit", "kit_delete"),
    "place": ("place_edit", "place_delete"),
}
WITHOUT = ("items", "item_new", "kits", "kit_new", "places")


@pytest.fixture
def addresses(people: People) -> list[str]:
    item = make_item(owner=people.anna, mark="873-1042")
    company = people.anna.companies[0]
    parts = {
        "mark": item.marks.get().uid,
        "photo": services.add_photo(item, upload=ContentFile(jpeg(), "a.jpg"), by=people.anna).uid,
        "document": services.add_document(item, upload=ContentFile(b"%PDF-1", "a.pdf"), by=people.anna).uid,
        "kit": services.create_kit(company=company, name="Satz", by=people.anna).uid,
        "place": services.named_place("Lager", company=company, by=people.anna).pk,
    }
    found = [reverse(f"registry:{name}", args=[item.uid]) for name in OF_AN_ITEM]
    return found + [
        reverse(f"registry:{name}", args=[parts[part]]) for part, names in OF_A_PART.items() for name in names
    ]


def test_the_colleague_sees_every_page(client: Client, people: People, addresses: list[str]) -> None:
    client.force_login(people.ben)
    for address in [*addresses, *(reverse(f"registry:{name}") for name in WITHOUT)]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.getvalue(), address


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_neighbour_finds_nothing(client: Client, people: People, addresses: list[str], method: str) -> None:
    client.force_login(people.clara)
    for address in addresses:
        if method == "post" and address.endswith("/klein/"):
            continue
        assert getattr(client, method)(address).status_code in {404, 405}, address


@pytest.mark.parametrize("who", ["kai", "paula", "peter", "dora", "otto"])
def test_without_a_company_nothing_opens(client: Client, people: People, addresses: list[str], who: str) -> None:
    client.force_login(getattr(people, who))
    for address in [*addresses, *(reverse(f"registry:{name}") for name in WITHOUT)]:
        assert client.get(address).status_code in {302, 403}, address


def test_strangers_are_sent_to_sign_in(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        assert client.get(address)["Location"].startswith("/konto/login/"), address
