"""The list of items: tabs, search, filters, order, what is found and what is not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.registry import services
from werkspur.registry.models import Item
from werkspur.registry.queries.items import Selection, select, tab_counts

URL = reverse("registry:items")


def names(people: People, **wanted: object) -> list[str]:
    company = people.anna.companies[0]
    return [item.name for item in select(company, wanted=Selection(**wanted))]  # type: ignore[arg-type]


def test_an_empty_list_says_where_to_begin(client: Client, people: People) -> None:
    client.force_login(people.anna)
    assert "Beginnen Sie mit dem teuersten Gerät." in client.get(URL).content.decode()


def test_colleagues_share_one_list_and_neighbours_see_nothing(client: Client, people: People) -> None:
    make_item(owner=people.anna, name="Stampfer", mark="ST-1", kind="serial")
    client.force_login(people.ben)
    assert "Stampfer" in client.get(URL).content.decode()
    client.force_login(people.clara)
    assert "Stampfer" not in client.get(URL).content.decode()


@pytest.mark.parametrize("who", ["kai", "paula", "peter", "dora", "otto"])
def test_nobody_outside_a_company_browses_items(client: Client, people: People, who: str) -> None:
    client.force_login(getattr(people, who))
    assert client.get(URL).status_code in {302, 403}


@pytest.mark.parametrize(
    "typed",
    [
        "873-1042", "8731042", "873 1042", "873-IO42", "731042", "trennschl", "NORDA", "ts 400", "Trennschleifer Norda",
        "WZ-7", "grimma", "brandfleck",
    ],
)  # fmt: skip
def test_search_finds_words_and_marks_in_any_spelling(people: People, typed: str) -> None:
    make_item(owner=people.anna, name="Bohrhammer", make="Kesto", model="BH 36", mark="BH36-004417")
    place = services.named_place("Baustelle Grimma", company=people.anna.companies[0], by=people.anna)
    make_item(owner=people.anna, mark="873-1042", reference="WZ-7", place=place, features="Brandfleck am Tank")
    assert names(people, text=typed) == ["Trennschleifer"]


def test_search_takes_every_word_and_no_wildcards(people: People) -> None:
    make_item(owner=people.anna, name="Rührmaschine 100%")
    make_item(owner=people.anna, name="Bohrer")
    assert names(people, text="ruhrmaschine") == ["Rührmaschine 100%"]
    assert names(people, text="Bohrer Kesto") == []
    assert names(people, text="_") == []


def test_words_of_marks_without_a_number_are_found(people: People) -> None:
    item = make_item(owner=people.anna)
    make_item(owner=people.anna, name="Anderes")
    services.add_mark(item, words="hellblauer Punkt auf dem Typenschild", kind="other", by=people.anna)
    assert names(people, text="hellblauer Punkt") == ["Trennschleifer"]


def test_tabs_count_what_they_show(client: Client, people: People) -> None:
    make_item(owner=people.anna, mark="1234567")
    make_item(owner=people.anna, name="Ohne")
    make_item(owner=people.anna, name="Weg", state=Item.State.STOLEN, mark="7654321")
    make_item(owner=people.anna, name="Zurück", state=Item.State.RETURNED, mark="1112223")
    make_item(owner=people.anna, name="Alt", state=Item.State.DISPOSED, mark="3334445")
    counts = tab_counts(people.anna.companies[0])
    assert counts == {"all": 4, "in_use": 2, "missing": 0, "stolen": 1, "back": 1, "unmarked": 1, "gone": 1}
    assert names(people, tab="unmarked") == ["Ohne"]
    assert names(people, tab="gone") == ["Alt"]
    client.force_login(people.anna)
    page = client.get(URL + "?stand=stolen").content.decode()
    assert "Weg" in page
    assert "Ohne<" not in page


def test_filters_and_orders(people: People) -> None:
    company = people.anna.companies[0]
    van = services.named_place("Fahrzeug 10", company=company, by=people.anna)
    small = services.named_place("Fahrzeug 2", company=company, by=people.anna)
    first = make_item(owner=people.anna, name="Ähre", place=van, value_cents=100)
    make_item(owner=people.anna, name="Zange", place=small, value_cents=900)
    make_item(owner=people.anna, name="Bohrer")
    kit = services.create_kit(company=company, name="Satz", by=people.anna)
    services.put_in_kit([first], kit=kit, by=people.anna)
    assert names(people, order="name") == ["Ähre", "Bohrer", "Zange"]
    assert names(people, order="place") == ["Zange", "Ähre", "Bohrer"]
    assert names(people, order="value") == ["Zange", "Ähre", "Bohrer"]
    assert names(people, place=van) == ["Ähre"]
    assert names(people, kit=kit) == ["Ähre"]


def test_pages_hold_25_and_nonsense_in_the_address_does_no_harm(client: Client, people: People) -> None:
    for number in range(27):
        make_item(owner=people.anna, name=f"Gerät {number}")
    client.force_login(people.anna)
    assert client.get(URL).content.decode().count('name="item"') == 25
    assert client.get(URL + "?seite=2").content.decode().count('name="item"') == 2
    nonsense = client.get(URL + "?seite=xx&ort=99999&sort=weg&stand=nie&art=-1&satz=%00")
    assert nonsense.status_code == 200
    assert nonsense.content.decode().count('name="item"') == 25


def test_the_list_asks_the_database_the_same_number_of_times_however_long_it_is(
    client: Client, people: People, django_assert_max_num_queries: object
) -> None:
    for number in range(25):
        make_item(owner=people.anna, name=f"Gerät {number}", mark=f"{number}234567")
    client.force_login(people.anna)
    client.get(URL)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        client.get(URL)
