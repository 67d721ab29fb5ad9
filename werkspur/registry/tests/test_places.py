"""Places: renamed, merged, removed; the items stay."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.people import People, make_item
from werkspur.registry import services
from werkspur.registry.models import Item, Place


def test_rename_merge_and_remove(client: Client, people: People) -> None:
    company = people.anna.companies[0]
    van, bus = (services.named_place(name, company=company, by=people.anna) for name in ("Fahrzeug 2", "Bus Zwei"))
    make_item(owner=people.anna, place=van)
    make_item(owner=people.anna, place=bus, name="Säge")
    client.force_login(people.ben)
    client.post(reverse("registry:place_edit", args=[bus.pk]), {"name": "Bus 2", "kind": "van"})
    assert Place.objects.get(pk=bus.pk).name == "Bus 2"
    page = client.post(
        reverse("registry:place_edit", args=[bus.pk]), {"name": "FAHRZEUG 2", "kind": "van"}, follow=True
    )
    assert "Zusammengelegt mit „Fahrzeug 2“" in page.content.decode()
    assert [item.place for item in Item.objects.all()] == [van, van]
    client.post(reverse("registry:place_delete", args=[van.pk]))
    assert [item.place for item in Item.objects.all()] == [None, None]


def test_places_of_others_are_not_merged_into(people: People) -> None:
    theirs = services.named_place("Lager", company=people.clara.companies[0], by=people.clara)
    mine = services.named_place("Halle", company=people.anna.companies[0], by=people.anna)
    services.rename_place(mine, name="Lager", kind="store", by=people.anna)
    assert Place.objects.filter(name="Lager").count() == 2
    assert theirs.pk != mine.pk
