"""Several items at once, without script: choose, say what, done."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.registry import services
from werkspur.registry.models import Item

URL = reverse("registry:items_bulk")


@pytest.fixture
def items(people: People) -> list[Item]:
    return [make_item(owner=people.anna, name=name, mark=f"{name}-4711") for name in ("Bohrer", "Säge", "Laser")]


def post(client: Client, items: list[Item], **data: Any) -> Any:
    return client.post(URL, {"item": [str(item.uid) for item in items], **data})


def test_first_the_page_asks_then_it_moves(client: Client, people: People, items: list[Item]) -> None:
    client.force_login(people.anna)
    asked = post(client, items[:2], action="move")
    assert "2 Geräte ändern" in asked.content.decode()
    post(client, items[:2], action="move", confirmed="1", place_new="Fahrzeug 07")
    assert [str(item.place) for item in Item.objects.order_by("pk")] == ["Fahrzeug 07", "Fahrzeug 07", "None"]


def test_into_a_kit_new_or_old(client: Client, people: People, items: list[Item]) -> None:
    client.force_login(people.anna)
    for _ in range(2):
        post(client, items[:2], action="kit", confirmed="1", kit_new="Fahrzeug 07")
    assert people.anna.companies[0].kits.get().items.count() == 2
    assert "geben Sie dem neuen einen Namen" in post(client, items, action="kit", confirmed="1").content.decode()


def test_states_where_possible_and_a_sentence_where_not(client: Client, people: People, items: list[Item]) -> None:
    services.change_state(items[0], state="stolen", by=people.anna, through_report=True)
    client.force_login(people.anna)
    data = {"action": "dispose", "confirmed": "1", "state": "disposed", "reason": "verkauft"}
    answer = client.post(URL, {"item": [str(item.uid) for item in items], **data}, follow=True).content.decode()
    assert [item.state for item in Item.objects.order_by("pk")] == ["stolen", "disposed", "disposed"]
    assert "kann nicht zu „Ausgemustert“ werden" in answer


def test_nothing_is_deleted_before_it_is_confirmed(client: Client, people: People, items: list[Item]) -> None:
    client.force_login(people.anna)
    assert "3 Geräte löschen?" in post(client, items, action="delete").content.decode()
    assert Item.objects.count() == 3
    post(client, items, action="delete", confirmed="1")
    assert Item.objects.count() == 0


def test_all_of_a_filtered_list(client: Client, people: People, items: list[Item]) -> None:
    client.force_login(people.anna)
    page = client.post(URL + "?s=säge", {"all": "1", "action": "delete"}).content.decode()
    assert "Säge" in page
    assert "Laser" not in page


def test_a_neighbours_items_drop_out(client: Client, people: People, items: list[Item]) -> None:
    client.force_login(people.clara)
    assert post(client, items, action="delete", confirmed="1")["Location"].startswith(reverse("registry:items"))
    assert Item.objects.count() == 3


@pytest.mark.parametrize(
    "data", [{}, {"action": "move"}, {"item": "no-uuid", "action": "move"}, {"item": "", "action": "x"}]
)
def test_without_a_choice_the_list_says_so(client: Client, people: People, items: list[Item], data: Any) -> None:
    client.force_login(people.anna)
    assert "Wählen Sie zuerst" in client.post(URL, data, follow=True).content.decode()


def test_a_theft_report_takes_the_chosen_items_along(client: Client, people: People, items: list[Item]) -> None:
    client.force_login(people.anna)
    address = post(client, items[:2], action="theft")["Location"]
    assert all(str(item.uid) in address for item in items[:2])
