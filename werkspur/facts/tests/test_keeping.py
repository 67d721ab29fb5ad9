"""Public pages are made once and handed out until figures change; nobody gets what belongs to somebody else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.people import People
from werkspur.facts.models import Figure, Import
from werkspur.facts.tests.figures import CITY, COUNTY, make_areas, make_figures
from werkspur.facts.views import keeping

PAGES = ("/fakten/", "/fakten/reihe?gebiet=14713&schluessel=****00")


@pytest.fixture(autouse=True)
def _figures(db: None, settings: Any) -> None:
    settings.KEEP_PAGES = 600
    keeping.pages.clear()
    make_areas()
    make_figures(CITY, "****00", {2022: 27965, 2023: 29348})
    make_figures(COUNTY, "****00", {2022: 4699, 2023: 4472})
    yield
    keeping.pages.clear()


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def token(page: str) -> str:
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]


@pytest.mark.parametrize("address", PAGES)
def test_the_second_visit_costs_one_statement(address: str, django_assert_num_queries) -> None:
    first = text(Client(), address)
    with django_assert_num_queries(1):
        second = text(Client(), address)
    assert first.replace(token(first), "") == second.replace(token(second), "")


@pytest.mark.parametrize("address", PAGES)
def test_new_figures_are_there_at_once(address: str) -> None:
    assert "29.348" in text(Client(), address)
    Figure.objects.filter(area=CITY, year=2023).update(cases=31111)
    Import.objects.update(updated_at=timezone.now() + timedelta(seconds=1))
    page = text(Client(), address)
    assert "31.111" in page
    assert "29.348" not in page


def test_after_ten_minutes_a_page_is_made_anew(settings: Any) -> None:
    text(Client(), PAGES[0])
    Figure.objects.filter(area=CITY, year=2023).update(cases=31111)
    assert "31.111" not in text(Client(), PAGES[0])
    settings.KEEP_PAGES = 1e-9
    assert "31.111" in text(Client(), PAGES[0])


def test_every_visitor_has_a_token_of_their_own_that_works() -> None:
    text(Client(), PAGES[0])
    one, two = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    first, second = text(one, PAGES[0]), text(two, PAGES[0])
    assert token(first) != token(second)
    assert len(set(re.findall(r"[A-Za-z0-9]{64}", first))) == 1
    sent = {"number": "", "csrfmiddlewaretoken": token(first)}
    assert one.post("/pruefen/", sent).status_code != 403
    assert two.post("/pruefen/", sent).status_code == 403


def test_language_look_and_address_are_kept_apart() -> None:
    german = text(Client(), PAGES[0])
    reader = Client()
    reader.cookies["werkspur_sprache"] = "en"
    assert '<html lang="en"' in text(reader, PAGES[0])
    dark = Client()
    dark.cookies["werkspur_darstellung"] = "dark"
    assert 'data-kern-theme="dark"' in text(dark, PAGES[0])
    assert 'data-kern-theme="dark"' not in text(Client(), PAGES[0])
    assert "Landkreis Leipzig" in text(Client(), PAGES[0] + "?gebiet=14729")
    assert '<html lang="de"' in german


def test_whoever_is_signed_in_gets_their_own_page(people: People) -> None:
    signed_in = Client()
    signed_in.force_login(people.anna, backend="django.contrib.auth.backends.ModelBackend")
    own = text(signed_in, PAGES[0])
    assert "Abmelden" in own
    assert "Abmelden" not in text(Client(), PAGES[0])
    assert "Abmelden" in text(signed_in, PAGES[0])


def test_wrong_addresses_are_not_kept_for_right_ones() -> None:
    assert "Dieses Gebiet gibt es nicht: 99999." in text(Client(), "/fakten/?gebiet=99999")
    assert "Dieses Gebiet gibt es nicht" not in text(Client(), "/fakten/")


def test_only_so_many_pages_are_kept() -> None:
    few = keeping.Pages(2)
    for name in "abc":
        few.put((name,), [name.encode()])
    assert [few.get((name,)) for name in "abc"] == [[], [b"b"], [b"c"]]
