"""What the register gives to the whole: navigation, tiles, search, figures, initial and demonstration data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from tests.people import People, make_item
from werkspur.partners.models import Company, Person
from werkspur.registry import initial_data
from werkspur.registry.baustein import baustein
from werkspur.registry.models import Category, Item


def asked(person: Person, company: Company | None) -> Any:
    request = RequestFactory().get("/")
    request.user, request.company = person, company  # type: ignore[attr-defined]
    return request


def test_companies_find_their_way_others_do_not(people: People) -> None:
    mine, nobody = asked(people.anna, people.anna.companies[0]), asked(people.paula, None)
    assert [link.label for link in baustein.navigation(mine)] == ["Gegenstände"]
    assert (
        list(baustein.navigation(nobody)) == list(baustein.tiles(nobody)) == list(baustein.search("873", nobody)) == []
    )


def test_tiles_say_what_to_do_next(people: People) -> None:
    request = asked(people.anna, people.anna.companies[0])
    assert [tile.title for tile in baustein.tiles(request)] == ["Noch kein Gegenstand eingetragen"]
    make_item(owner=people.anna)
    assert "Ein Gerät hat kein Kennzeichen" in [tile.title for tile in baustein.tiles(request)]


def test_the_search_finds_own_items_only(people: People) -> None:
    make_item(owner=people.anna, mark="873-1042")
    make_item(owner=people.clara, mark="873-1042", name="Fremdes")
    hits = list(baustein.search("873-IO42", asked(people.anna, people.anna.companies[0])))
    assert [(hit.title, hit.text) for hit in hits] == [("Trennschleifer Norda TS 400", "873-1042")]


def test_figures_name_how_many_companies_stand_behind_them(people: People) -> None:
    make_item(owner=people.anna, mark="1")
    make_item(owner=people.clara)
    counted = {figure.key: (figure.value, figure.count) for figure in baustein.figures(period=None, region="")}
    assert counted == {"registry.items": (2, 2), "registry.marks": (1, 1)}
    assert {figure.value for figure in baustein.figures(period=None, region="99999")} == {0}


def test_initial_data_may_be_loaded_again_and_keeps_changes(db: None) -> None:
    initial_data.load()
    Category.objects.filter(slug="laser").update(name="Vermessung")
    initial_data.load()
    assert Category.objects.count() == len(initial_data.CATEGORIES)
    assert Category.objects.get(slug="laser").name == "Vermessung"


def test_every_icon_of_a_kind_exists() -> None:
    from django.contrib.staticfiles import finders

    sprite = Path(str(finders.find("icons.svg"))).read_text(encoding="utf-8")
    assert [icon for _, _, icon in initial_data.CATEGORIES if f'id="{icon}"' not in sprite] == []


@pytest.mark.slow
def test_the_demonstration_has_the_four_hits_of_the_guide(client: Client, db: None) -> None:
    from werkspur.base.bausteine import all_bausteine
    from werkspur.base.demonstration import Build
    from werkspur.registry.queries.finding import find

    build = Build()
    for one in all_bausteine():
        one.initial_data()
    for one in all_bausteine():
        if one.name in {"partners", "registry"}:
            one.demo(build)
    assert len(build.items) == Item.objects.count() == 2000
    assert Item.objects.filter(company=build.companies[0]).count() == 48
    found = find("8?3-1O4Z")
    assert [(str(match.mark), match.item.name) for match in found.matches] == [
        ("873-1042", "Trennschleifer"),
        ("893-IO42", "Kernbohrgerät"),
        ("863-1046", "Akku-Säge"),
        ("BRDMB16P083310425", "Minibagger"),
    ]
    assert (found.total, found.complete) == (4, True)
