"""The component page in a real browser: every width, light and dark, nothing for axe to find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

# a page without data is the same on every database
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that remembers what went wrong in `page.trouble`."""
    page = browser.new_page()
    page.set_default_timeout(20_000)
    yield page
    page.close()


def visit(page: Page, address: str, trouble: list[str]) -> None:
    """Open `address` and write down every error and every request that leaves the house."""
    host = "/".join(address.split("/")[:3])
    page.on("console", lambda said: said.type in ("error", "warning") and trouble.append(said.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda asked: asked.url.startswith((host, "data:")) or trouble.append(asked.url))
    page.on("response", lambda answer: answer.status >= 400 and trouble.append(f"{answer.status} {answer.url}"))
    page.goto(address, wait_until="networkidle")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_component_page_fits_and_is_accessible(page: Page, live_server: Any, *, width: int, scheme: Any) -> None:
    trouble: list[str] = []
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    visit(page, f"{live_server.url}/stil/", trouble)
    assert trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_choice_of_light_beats_the_wish_of_the_browser(page: Page, live_server: Any) -> None:
    page.emulate_media(color_scheme="dark")
    visit(page, f"{live_server.url}/stil/", [])
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.get_by_role("button", name="Hell", exact=True).click()
    page.wait_for_load_state()
    assert page.evaluate(paper) != dark
    page.get_by_role("button", name="Automatisch", exact=True).click()
    page.wait_for_load_state()
    assert page.evaluate(paper) == dark


def test_the_menu_of_narrow_screens_opens_and_closes_by_keyboard(page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    visit(page, f"{live_server.url}/stil/", [])
    menu = page.locator(".ws-menu summary")
    link = page.locator(".ws-menu").get_by_role("link", name="Anmelden")
    menu.focus()
    page.keyboard.press("Enter")
    assert link.is_visible()
    page.keyboard.press("Escape")
    assert not link.is_visible()


def test_keys_write_at_the_caret_and_a_dialog_closes(page: Page, live_server: Any) -> None:
    visit(page, f"{live_server.url}/stil/", [])
    page.fill("#q", "8-1042")
    page.evaluate("document.querySelector('#q').setSelectionRange(1, 1)")
    page.get_by_role("button", name="unlesbar").click()
    assert page.input_value("#q") == "8?-1042"
    page.locator("[data-dialog]").click()
    dialog = page.get_by_role("dialog", name="Diebstahl melden?")
    assert dialog.is_visible()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_a_form_is_sent_once_however_often_it_is_pressed(page: Page, live_server: Any) -> None:
    visit(page, f"{live_server.url}/stil/", [])
    sent: list[str] = []
    page.route("**/darstellung/", lambda route: sent.append(route.request.url))
    page.evaluate("""() => {
        const button = document.querySelector('[name=theme][value=dark]');
        button.click(); button.click();
    }""")
    page.wait_for_timeout(300)
    assert len(sent) == 1


def test_a_lost_connection_is_said_once(page: Page, live_server: Any) -> None:
    visit(page, f"{live_server.url}/stil/", [])
    before = page.locator("#meldungen [data-toast]").count()
    page.evaluate("""() => {
        for (const time of [1, 2]) document.body.dispatchEvent(new CustomEvent("htmx:sendError", { bubbles: true }));
    }""")
    assert page.locator("#meldungen [data-toast]").count() == before + 1
    page.locator("#meldungen").get_by_role("button", name="Meldung schließen").click()
    assert page.locator("#meldungen [data-toast]").count() == before
