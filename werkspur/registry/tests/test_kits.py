"""Kits: what was in van 07."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.registry import services
from werkspur.registry.models import Item, Kit
from werkspur.registry.queries.history import history


def test_from_an_empty_kit_to_a_full_one_and_back(client: Client, people: People) -> None:
    saw, drill = (make_item(owner=people.anna, name=name, value_cents=10000) for name in ("Säge", "Bohrer"))
    client.force_login(people.ben)
    client.post(reverse("registry:kit_new"), {"name": "Fahrzeug 07", "note": "Transporter"})
    kit = Kit.objects.get()
    url, content = reverse("registry:kit", args=[kit.uid]), reverse("registry:kit_items", args=[kit.uid])
    assert "Der Satz ist leer" in client.get(url).content.decode()
    client.post(content, {"in": [saw.pk, drill.pk]})
    page = client.get(url).content.decode()
    assert "2 Geräte, Wert 200,00\xa0€. 2 haben kein Kennzeichen." in page
    assert f"?kit={kit.uid}" in page
    assert history(saw)[0].text == "In den Satz „Fahrzeug 07“ gelegt"
    client.post(content, {"out": [saw.pk]})
    assert [item.name for item in kit.items.all()] == ["Bohrer"]
    client.post(reverse("registry:kit_edit", args=[kit.uid]), {"name": "Fahrzeug 08"})
    client.post(reverse("registry:kit_delete", args=[kit.uid]))
    assert (Kit.objects.count(), Item.objects.count()) == (0, 2)


def test_a_name_twice_gets_a_sentence_but_neighbours_may_have_it(client: Client, people: People) -> None:
    services.create_kit(company=people.anna.companies[0], name="Fahrzeug 07", by=people.anna)
    client.force_login(people.anna)
    page = client.post(reverse("registry:kit_new"), {"name": "Fahrzeug 07", "note": "rot"}).content.decode()
    assert "Einen Satz „Fahrzeug 07“ gibt es schon." in page
    assert 'value="rot"' in page
    client.force_login(people.clara)
    assert client.post(reverse("registry:kit_new"), {"name": "Fahrzeug 07"}).status_code == 302


def test_items_of_others_cannot_be_put_in(client: Client, people: People) -> None:
    theirs = make_item(owner=people.clara)
    kit = services.create_kit(company=people.anna.companies[0], name="Satz", by=people.anna)
    client.force_login(people.anna)
    client.post(reverse("registry:kit_items", args=[kit.uid]), {"in": [theirs.pk, "x", "9" * 40, "-1"]})
    assert not kit.items.exists()


def test_a_full_kit_says_its_name_in_the_list(client: Client, people: People) -> None:
    client.force_login(people.anna)
    assert "Noch kein Satz angelegt" in client.get(reverse("registry:kits")).content.decode()
    services.create_kit(company=people.anna.companies[0], name="Fahrzeug 10", by=people.anna)
    services.create_kit(company=people.anna.companies[0], name="Fahrzeug 2", by=people.anna)
    page = client.get(reverse("registry:kits")).content.decode()
    assert page.index("Fahrzeug 2") < page.index("Fahrzeug 10")
