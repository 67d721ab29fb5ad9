"""Wording a letter in a real browser: a click puts a placeholder where the cursor is, the preview follows."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from werkspur.advice.models import Letter

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1280, "light")])
def test_a_click_puts_a_placeholder_in_and_the_preview_follows(living, window, pictures, width, theme):
    page = window(living.kai, width=width, theme=theme)
    page.goto("/beratung/briefe/confirmed/")
    preview = page.locator("#vorschau")
    page.get_by_label("Text").fill("Bis bald in {where}, {day}, ")
    expect(preview.get_by_text("Es fehlt {time} (Uhrzeit).")).to_be_visible()
    page.get_by_role("button", name="Uhrzeit").click()
    expect(preview.get_by_text("Es fehlt {time} (Uhrzeit).")).to_have_count(0)
    expect(preview.get_by_text("01.12.2026, 10:00").first).to_be_visible()
    page.screenshot(path=pictures / f"briefe-{width}-{theme}.png", full_page=True)
    assert not Letter.objects.exists()

    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Gespeichert.").first.wait_for()
    assert Letter.objects.get().text == "Bis bald in {where}, {day}, {time}"
