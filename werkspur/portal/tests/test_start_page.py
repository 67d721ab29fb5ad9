"""The start page: what one can do now, and figures only when enough companies stand behind them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import People, make_company
from werkspur.portal.queries import SHOWN_FROM, public_figures

pytestmark = pytest.mark.django_db


def offered(client: Client) -> dict[str, str]:
    return {offer.title: offer.url for offer in client.get("/").context["offers"]}


def test_it_offers_four_things(client: Client, people: People) -> None:
    assert list(offered(client)) == ["Betrieb anmelden", "Geräte eintragen", "Nummer prüfen", "Ansprechstelle finden"]


def test_entering_items_starts_where_the_reader_stands(client: Client, people: People) -> None:
    assert offered(client)["Geräte eintragen"] == "/betrieb/anmelden/"
    client.force_login(people.anna)
    assert offered(client)["Geräte eintragen"] == "/gegenstaende/neu/"


def test_a_figure_appears_once_five_companies_stand_behind_it(people: People) -> None:
    assert public_figures() == []
    for number in range(SHOWN_FROM):
        make_company(f"Probe {number}")
    assert [figure.label for figure in public_figures()] == ["Betriebe dabei"]
