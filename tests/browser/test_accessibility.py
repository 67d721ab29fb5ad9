"""Every page that somebody can open: axe finds nothing, light and dark, and nothing sticks out at 320 and 390 px."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests.site import addresses, read
from tests.test_permissions import expected
from tests.world import make_world
from werkspur.partners.models import Person

pytestmark = pytest.mark.once  # what it shows does not depend on the database

ACTORS = ("nobody", "anna", "kai", "paula", "peter", "dora")
#: states of pages that no address without parameters leads to
STATES = (
    "/fakten/?gebiet=14PDL&jahr=3000",
    "/fakten/schluessel/?gruppe=theft",
    "/fakten/schluessel/?q=zzz",
    "/fakten/reihe?gebiet=14713,14729,14730,14612,14511&schluessel=435*00",
    "/fakten/reihe?gebiet=14713&schluessel=*45*00&jahr=3000",
    "/fakten/reihe?gebiet=14PDL&schluessel=****00&wert=hz",
)
SIGN_IN = ("account_login", "account_signup", "account_reset_password")


def pages(person: Person | None, *, visitor: str, arguments: dict[str, Any]) -> list[str]:
    """Every HTML page whose first visitor in ACTORS is this one, so that each is looked at once."""
    client, table, found = Client(), expected(), [reverse(name) for name in SIGN_IN if visitor == "nobody"]
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for address in addresses():
        first = next((actor for actor in ACTORS if table[address.name][actor] == "open"), None)
        if first == visitor:
            url = reverse(address.name, kwargs=arguments.get(address.name, {}))
            response = read(client.get(url))
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                found.append(url)
    return [*found, *STATES] if visitor == "nobody" else found


def sticks_out(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("visitor", ACTORS)
def test_axe_finds_nothing(living, window, visitor):
    world = make_world(living)
    person = None if visitor == "nobody" else getattr(living, visitor)
    visits = pages(person, visitor=visitor, arguments=world.arguments)
    problems: dict[str, list[str]] = {}
    for theme, width in (("light", 1280), ("dark", 390)):
        page = window(person, width=width, theme=theme)
        for url in visits:
            page.goto(url)
            found = problems.setdefault(f"{url} {theme}", [])
            found += ["wider than the window"] if sticks_out(page) else []
            report = Axe().run(page, options={"resultTypes": ["violations"]})
            found += [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in report.response["violations"]]

    assert visits
    assert {where: found for where, found in problems.items() if found} == {}


@pytest.mark.parametrize("visitor", ["nobody", "anna", "paula"])
def test_nothing_sticks_out_at_320(living, window, visitor):
    world = make_world(living)
    person = None if visitor == "nobody" else getattr(living, visitor)
    page = window(person, width=320)
    wide = []
    for url in pages(person, visitor=visitor, arguments=world.arguments):
        page.goto(url)
        if sticks_out(page):
            wide.append(url)

    assert wide == []
