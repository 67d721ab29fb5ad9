"""A chart read year by year: with the pointer, with arrow keys, on a phone; and left with Escape."""

from __future__ import annotations

from playwright.sync_api import Page, expect

SITES = "/fakten/reihe?gebiet=14&schluessel=*45*00"
FIVE = "/fakten/reihe?gebiet=14713,14729,14730,14612,14511&schluessel=435*00"
HINT = "Zeiger oder Pfeiltasten zeigen die Werte eines Jahres."


def told(page: Page) -> str:
    return " ".join(page.locator("[data-reading-told]").inner_text().split())


def test_arrow_keys_read_the_years_and_escape_leaves(window):
    page = window()
    page.goto(SITES)
    slider = page.get_by_label("Jahr in der Grafik")
    assert page.locator("[data-reading-told]").get_attribute("aria-live") == "polite"
    assert told(page) == HINT

    slider.focus()
    slider.press("ArrowLeft")
    assert told(page) == "2022 1.709 Fälle"
    assert slider.get_attribute("aria-valuetext") == "2022"
    slider.press("Home")
    assert told(page) == "2013 2.726 Fälle"
    expect(page.locator(".ws-wide .ws-chart__guide")).to_have_attribute("visibility", "visible")
    slider.press("Escape")
    assert told(page) == HINT
    expect(page.locator(".ws-wide .ws-chart__guide")).to_have_attribute("visibility", "hidden")


def test_the_pointer_reads_the_year_below_it(window, pictures):
    page = window()
    page.goto(FIVE)
    mark = page.locator(".ws-wide circle", has_text="Stadt Leipzig, 2018:")
    mark.hover()
    assert told(page).startswith("2018 Stadt Leipzig: 1.365 Landkreis Leipzig: 296")
    page.screenshot(path=pictures / "reading.png")
    page.locator("h1").hover()
    assert told(page) == HINT


def test_a_finger_reads_the_narrow_drawing(window):
    page = window(width=390)
    page.goto(SITES)
    expect(page.locator(".ws-wide svg")).to_be_hidden()
    page.locator(".ws-narrow circle", has_text="2019").click()
    assert told(page) == "2019 1.881 Fälle"


def test_the_frame_of_another_site_reads_too(window):
    page = window(width=700)
    page.goto("/fakten/einbetten/reihe?gebiet=14&schluessel=*45*00")
    page.get_by_label("Jahr in der Grafik").press("End")
    assert told(page) == "2023 1.505 Fälle"
    assert page.context.cookies() == []
