"""Every page that somebody can open: axe finds nothing, light and dark, and nothing sticks out at 320 and 390 px."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.site import addresses
from tests.test_permissions import expected
from tests.world import make_world

FILES = {
    "base:healthz", "partners:account_data", "registry:document", "registry:photo", "registry:photo_thumbnail",
    "tracing:hit_photo", "tracing:theft_report_insurer_pdf", "tracing:theft_report_police_pdf",
}  # fmt: skip
ACTORS = ("nobody", "anna", "kai", "paula", "dora")


def pages(visitor: str, *, arguments: dict) -> list[str]:
    """Addresses whose first visitor in ACTORS is this one, so that every page is looked at once."""
    table = expected()
    found = []
    for address in addresses():
        first = next((actor for actor in ACTORS if table[address.name][actor] == "open"), None)
        if first == visitor and address.name not in FILES:
            found.append(reverse(address.name, kwargs=arguments.get(address.name, {})))
    return found


@pytest.mark.parametrize("visitor", ACTORS)
def test_axe_finds_nothing(living, window, visitor):
    world = make_world(living)
    person = None if visitor == "nobody" else getattr(living, visitor)
    sheets = {theme: window(person, width=width, theme=theme) for theme, width in (("light", 1280), ("dark", 390))}
    problems = {}
    for url in pages(visitor, arguments=world.arguments):
        for theme, page in sheets.items():
            response = page.goto(url)
            if (
                response is None
                or response.status == 405
                or "text/html" not in response.headers.get("content-type", "")
            ):
                continue
            found = problems.setdefault(f"{url} {theme}", [])
            if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
                found.append("wider than the window")
            report = Axe().run(page, options={"resultTypes": ["violations"]})
            found += [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in report.response["violations"]]

    assert {where: found for where, found in problems.items() if found} == {}


@pytest.mark.parametrize("visitor", ["nobody", "anna", "paula"])
def test_nothing_sticks_out_at_320(living, window, visitor):
    world = make_world(living)
    page = window(None if visitor == "nobody" else getattr(living, visitor), width=320)
    wide = []
    for url in pages(visitor, arguments=world.arguments):
        page.goto(url)
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wide.append(url)

    assert wide == []
