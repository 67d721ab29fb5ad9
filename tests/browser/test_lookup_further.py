"""An officer asks for something too open for a quick answer, and the rest of the hits appear by themselves."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.people import make_item
from werkspur.base import progress, queue
from werkspur.tracing.models import Lookup
from werkspur.tracing.tests.cases import SHIFT


def test_the_result_fills_in(living, window, pictures):
    for number in range(8):
        make_item(owner=living.anna, mark=f"BH36-1{number}417", name="Bohrhammer")
    make_item(owner=living.anna, mark="8731042", name="Trennschleifer")

    page = window(living.paula)
    page.goto("/suchen/")
    page.locator("[name=purpose]").select_option(SHIFT["purpose"])
    page.locator("[name=case_number]").fill(SHIFT["case_number"])
    page.get_by_role("button", name="Weiter zur Suche").click()
    page.get_by_text("Was die Suche findet").click()
    expect(page.locator("#zusage-p7")).to_be_visible()
    page.screenshot(path=pictures / "further-1-help.png", full_page=True)
    page.locator("[name=q]").fill("*31*")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator("#ergebnis")).to_contain_text("Die Suche läuft weiter.")
    expect(page.locator("#weitersuche")).to_contain_text("Gleich geht es los.")
    lookup = Lookup.objects.get()
    progress.report(f"lookup:{lookup.pk}", 2, 9)
    expect(page.locator("#weitersuche")).to_contain_text("2 von 9 Kennzeichen einzeln angesehen")
    page.screenshot(path=pictures / "further-2-under-way.png", full_page=True)
    for width, theme in ((390, "dark"), (390, "light"), (1280, "dark")):
        other = window(living.paula, width=width, theme=theme)
        other.goto(page.url)
        other.get_by_text("Was die Suche findet").click()
        other.screenshot(path=pictures / f"further-3-{width}-{theme}.png", full_page=True)

    queue.work_off()
    expect(page.locator("#treffer")).to_have_text("1 Treffer")  # the page goes on by itself
    expect(page.locator("#ergebnis")).to_contain_text("Vollständig gesucht")
    page.get_by_role("button", name="Kontakt anzeigen").click()
    expect(page.locator(".ws-hit")).to_contain_text("Dachdeckerei Muster GmbH")
    page.screenshot(path=pictures / "further-4-done.png", full_page=True)
    assert Lookup.objects.count() == 1
