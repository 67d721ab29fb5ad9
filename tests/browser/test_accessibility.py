"""Every page that somebody can open: axe finds nothing, light and dark, and nothing sticks out at any width."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests.site import addresses, read
from tests.test_permissions import expected
from tests.world import make_world

pytestmark = pytest.mark.once  # what it shows does not depend on the database

ACTORS = ("nobody", "anna", "kai", "paula", "peter", "dora")
#: into how many walks the pages of a visitor are divided, so that the workers can share them
PARTS = dict.fromkeys(ACTORS, 1) | {"nobody": 4, "kai": 4}
#: states of pages that no address without parameters leads to
STATES = (
    "/fakten/?gebiet=14PDL&jahr=3000",
    "/fakten/schluessel/?gruppe=theft",
    "/fakten/schluessel/?q=zzz",
    "/fakten/reihe?gebiet=14713,14729,14730,14612,14511&schluessel=435*00",
    "/fakten/reihe?gebiet=14713&schluessel=*45*00&jahr=3000",
    "/fakten/reihe?gebiet=14PDL&schluessel=****00&wert=hz",
)
NARROWEST = 320
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("dark", 390), ("dark", NARROWEST))
SIGN_IN = ("account_login", "account_signup", "account_reset_password")


def urls(visitor: str, *, arguments: dict[str, Any]) -> list[str]:
    """Every address whose first visitor in ACTORS is this one, so that each is looked at once."""
    table, found = expected(), []
    for address in addresses():
        first = next((actor for actor in ACTORS if table[address.name][actor] == "open"), None)
        if first == visitor:
            found.append(reverse(address.name, kwargs=arguments.get(address.name, {})))
    return [*map(reverse, SIGN_IN), *found, *STATES] if visitor == "nobody" else found


def is_page(client: Client, url: str) -> bool:
    response = read(client.get(url))
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


STICKING_OUT = """async () => {
    for (const frame of [1, 2]) { await new Promise(requestAnimationFrame); }  // scripts follow a frame later
    const { scrollWidth, clientWidth } = document.documentElement;
    const beyond = (each) => each.getBoundingClientRect().right > clientWidth + 0.5;
    return scrollWidth <= clientWidth ? [] : [...document.querySelectorAll("body *")].filter(beyond)
        .map((each) => each.outerHTML.slice(0, 160)).concat(`${scrollWidth} pixels in ${clientWidth}`);
}"""


def sticks_out(page: Page) -> list[str]:
    """The last things that reach beyond the window, when the page is wider than it."""
    return [f"wider than the window: {each}" for each in page.evaluate(STICKING_OUT)[-4:]]


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands; axe is in it already."""
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(report => report.violations)")
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


@pytest.mark.parametrize(("visitor", "part"), [(one, part) for one in ACTORS for part in range(PARTS[one])])
def test_axe_finds_nothing_and_nothing_sticks_out(living, window, visitor, part):
    """Each page is opened once; the window becomes narrow and dark around it, as a reader may do."""
    world = make_world(living)
    person = None if visitor == "nobody" else getattr(living, visitor)
    client = Client()
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    asked = urls(visitor, arguments=world.arguments)[part :: PARTS[visitor]]
    visits = [url for url in asked if is_page(client, url)]
    page, axe = window(person), Axe()
    problems: dict[str, list[str]] = {}
    for url in visits:
        for theme, width in LOOKS:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 900})
            if (theme, width) == LOOKS[0]:
                page.goto(url)
                page.evaluate(axe.axe_script)
            found = problems.setdefault(f"{url} {theme} {width}", [])
            found += sticks_out(page)
            found += violations(page) if width != NARROWEST else []

    assert visits
    assert {where: found for where, found in problems.items() if found} == {}
