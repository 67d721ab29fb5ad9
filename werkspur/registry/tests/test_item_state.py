"""Missing, back, disposed of: with a reason where one is needed, and never stolen by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import People, make_item
from werkspur.journal.models import Entry
from werkspur.partners.models import Person
from werkspur.registry import services
from werkspur.registry.models import Item
from werkspur.registry.queries.history import history


def test_missing_with_a_reason_and_back_again(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.ben)
    url = reverse("registry:item_state", args=[item.uid])
    assert client.post(url, {"state": "missing", "reason": "seit Freitag, Grimma"}).status_code == 302
    assert client.post(url, {"state": "returned"}).status_code == 302
    item.refresh_from_db()
    assert item.state == "returned"
    assert item.state_since is not None
    assert [(event.text, event.reason) for event in history(item)][:2] == [
        ("Stand: Wieder da", ""),
        ("Stand: Vermisst", "seit Freitag, Grimma"),
    ]


def test_missing_without_a_word_is_asked_back(client: Client, people: People) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.anna)
    page = client.post(reverse("registry:item_state", args=[item.uid]), {"state": "missing"}).content.decode()
    assert "Schreiben Sie kurz dazu" in page
    item.refresh_from_db()
    assert item.state == "in_use"


@pytest.mark.parametrize("state", ["stolen", "in_use", "nonsense", ""])
def test_states_that_cannot_follow_are_refused(client: Client, people: People, state: str) -> None:
    item = make_item(owner=people.anna)
    client.force_login(people.anna)
    assert client.post(reverse("registry:item_state", args=[item.uid]), {"state": state}).status_code == 200
    assert not Entry.objects.filter(verb="registry.state_changed").exists()


def test_a_theft_report_reaches_what_a_person_cannot(people: People) -> None:
    item = make_item(owner=people.anna)
    with pytest.raises(services.StateNotPossible):
        services.change_state(item, state="stolen", by=people.anna)
    services.change_state(item, state="stolen", by=people.anna, through_report=True)
    assert Item.objects.get().state == "stolen"


def test_the_same_state_twice_is_one_entry(people: People) -> None:
    item = make_item(owner=people.anna)
    for _ in range(2):
        services.change_state(item, state="disposed", reason="verkauft", by=people.anna)
    assert Entry.objects.filter(verb="registry.state_changed").count() == 1


def test_an_entry_by_mistake_can_be_deleted(client: Client, people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    client.force_login(people.anna)
    url = reverse("registry:item_delete", args=[item.uid])
    assert "löschen?" in client.get(url).content.decode()
    assert Item.objects.exists()
    client.post(url)
    assert not Item.objects.exists()
    assert Entry.objects.get(verb="registry.item_deleted").object_label == "Trennschleifer Norda TS 400"
    assert client.post(url).status_code == 404


def looked_up(item: Item, *, by: Person, days_ago: int) -> None:
    from django.apps import apps

    lookups, hits = apps.get_model("tracing", "Lookup"), apps.get_model("tracing", "LookupHit")
    lookup = lookups.objects.create(person=by, purpose="Kontrolle", case_number="26-1", text="873")
    lookups.objects.update(at=timezone.now() - timedelta(days=days_ago))
    hits.objects.create(lookup=lookup, item=item, rank=1, grade=4)


def test_a_look_up_of_today_gives_nothing_away(client: Client, people: People) -> None:
    """Who is being checked at this moment must not read it off the page of their item."""
    item = make_item(owner=people.anna, mark="873-1042")
    client.force_login(people.anna)
    url = reverse("registry:item_delete", args=[item.uid])
    before = client.get(url).content.decode()
    looked_up(item, by=people.paula, days_ago=0)
    assert _plain(client.get(url).content.decode()) == _plain(before)


def _plain(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line.lower()]


def test_what_was_looked_up_stays(client: Client, people: People) -> None:
    item = make_item(owner=people.anna, mark="873-1042")
    looked_up(item, by=people.paula, days_ago=2)
    client.force_login(people.anna)
    assert "bleibt deshalb erhalten" in client.get(reverse("registry:item_delete", args=[item.uid])).content.decode()
    client.post(reverse("registry:item_delete", args=[item.uid]))
    assert Item.objects.filter(pk=item.pk).exists()
    with pytest.raises(services.ItemMustStay):
        services.delete_item(item, by=people.anna)
