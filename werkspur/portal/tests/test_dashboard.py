"""The page each role lands on: never empty, and only with what the role can use."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import People, make_company
from werkspur.portal.queries import SHOWN_FROM

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(people: People) -> People:
    for number in range(SHOWN_FROM):
        make_company(f"Probe {number}")
    return people


@pytest.mark.parametrize("name", ["kai", "paula", "peter", "dora"])
def test_partners_see_what_the_house_achieves(client: Client, settled: People, name: str) -> None:
    client.force_login(getattr(settled, name), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/uebersicht/", follow=True)
    assert [figure.label for figure in page.context["reach"]] == ["Betriebe dabei"]


def test_a_company_sees_its_own_figures_instead(client: Client, settled: People) -> None:
    client.force_login(settled.anna)
    assert client.get("/uebersicht/").context["reach"] == []


def test_who_has_nothing_to_do_is_told_what_is_possible(client: Client, settled: People) -> None:
    client.force_login(settled.peter)
    offers = client.get("/uebersicht/", follow=True).context["offers"]
    assert [offer.title for offer in offers] == ["Nummer prüfen", "Ansprechstelle finden"]
