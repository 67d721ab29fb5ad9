"""Correcting an item: what changed is told, a colleague's change is not overwritten."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.registry import services
from werkspur.registry.models import Item
from werkspur.registry.queries.history import history


def opened(client: Client, item: Item) -> dict[str, Any]:
    """The form as the browser would send it back untouched."""
    form = client.get(reverse("registry:item_edit", args=[item.uid])).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else getattr(value, "pk", value) for name, value in values.items()}


def sent(client: Client, item: Item, data: dict[str, Any]) -> Any:
    return client.post(reverse("registry:item_edit", args=[item.uid]), data)


def test_a_change_is_stored_and_told_in_the_history(client: Client, people: People) -> None:
    item = make_item(owner=people.anna, price_cents=124900)
    client.force_login(people.anna)
    sent(client, item, opened(client, item) | {"place_new": "Lager"})
    sent(client, item, opened(client, item) | {"place": "", "place_new": "Baustelle Grimma", "price_cents": "1.300,50"})
    item.refresh_from_db()
    assert (str(item.place), item.price_cents, item.make) == ("Baustelle Grimma", 130050, "Norda")
    told = [event.text for event in history(item)]
    assert "Standort geändert: Lager, jetzt Baustelle Grimma" in told
    assert "Kaufpreis geändert: 1.249,00\xa0€, jetzt 1.300,50\xa0€" in told


def test_saving_without_a_change_leaves_no_trace(client: Client, people: People) -> None:
    item = make_item(owner=people.anna, acquired_on="2021-05-14", value_cents=100, description="a\r\nb")
    client.force_login(people.anna)
    before = Item.objects.get().updated_at
    assert sent(client, item, opened(client, item)).status_code == 302
    assert Item.objects.get().updated_at == before
    assert not Entry.objects.filter(verb="registry.item_changed").exists()


def test_two_who_change_different_things_both_win(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.anna)
    mine = opened(client, item) | {"colour": "orange"}
    services.change_item(Item.objects.get(), features="Delle", by=people.ben)
    assert sent(client, item, mine).status_code == 302
    item.refresh_from_db()
    assert (item.colour, item.features) == ("orange", "Delle")


def test_two_who_change_the_same_are_told_both_values(client: Client, people: People) -> None:
    item = make_item(owner=people.anna, colour="rot")
    client.force_login(people.anna)
    mine = opened(client, item) | {"colour": "orange"}
    services.change_item(Item.objects.get(), colour="gelb", by=people.ben)
    response = sent(client, item, mine)
    assert "jetzt gespeichert „gelb“, Ihre Eingabe „orange“" in response.content.decode()
    item.refresh_from_db()
    assert item.colour == "gelb"
    form = response.context["form"]
    again = mine | {"seen": form["seen"].value(), "colour": form["colour"].value()}
    assert sent(client, item, again).status_code == 302
    item.refresh_from_db()
    assert item.colour == "orange"


def test_an_inventory_number_of_another_item_is_refused(client: Client, people: People) -> None:
    make_item(owner=people.anna, reference="W-1")
    item = make_item(owner=people.anna, name="Bohrer")
    client.force_login(people.anna)
    page = sent(client, item, opened(client, item) | {"reference": "W-1"}).content.decode()
    assert "gibt es in Ihrem Betrieb schon" in page
    item.refresh_from_db()
    assert item.reference == ""


def test_a_place_of_another_company_cannot_be_chosen(client: Client, people: People) -> None:
    theirs = services.named_place("Lager", company=people.clara.companies[0], by=people.clara)
    item = make_item(owner=people.anna)
    client.force_login(people.anna)
    assert sent(client, item, opened(client, item) | {"place": theirs.pk}).status_code == 200
    item.refresh_from_db()
    assert item.place is None
