"""A company answers the survey on a phone: only what concerns it is asked, with and without script."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from werkspur.facts.models import Answer
from werkspur.facts.tests.surveys import HIT, SPARED, make_link, make_survey


def tick(page: Page, values: dict[str, str]) -> None:
    for code, value in values.items():
        page.locator(f"[name={code}][value='{value}']").check()


def test_questions_appear_when_they_are_due(living, window):
    page = window(width=390, theme="dark")
    page.goto(f"/umfrage/{make_link(make_survey())}")
    often, why = page.get_by_role("group", name="Wie oft?"), page.get_by_role("group", name="Warum nicht")

    expect(often).to_be_hidden()
    tick(page, HIT | {"angezeigt": "nie"})
    expect(often).to_be_visible()
    expect(why).to_be_visible()
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    tick(page, {"betroffen": "nein"})
    expect(often).to_be_hidden()
    expect(why).to_be_hidden()

    page.get_by_role("button", name="Antwort abgeben").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danke")
    assert Answer.objects.get().values == SPARED


def test_it_works_without_script_and_by_keyboard(living, house, browser):
    context = browser.new_context(base_url=house.url, viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/umfrage/{make_link(make_survey())}")
    expect(page.get_by_text("Die nächsten Fragen nur, wenn")).to_be_visible()
    for code, value in HIT.items():
        page.locator(f"[name={code}][value='{value}']").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Antwort abgeben").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danke")
    context.close()

    assert Answer.objects.get().values == HIT
