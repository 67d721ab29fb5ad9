"""An officer pastes thirty numbers, sees what is known of them, and opens one."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.people import make_item
from werkspur.base import queue
from werkspur.journal.models import Entry
from werkspur.tracing.tests.cases import SHIFT, make_report

KNOWN = 5


def test_thirty_numbers_pasted_and_one_opened(living, window, pictures):
    for number in range(1, KNOWN):
        make_item(owner=living.anna, mark=f"BH36-10{number}417", name="Bohrhammer")
    make_report(by=living.anna)  # a cutter with the number 873-1042
    lines = ["8?3-1O4Z\tNorda", *(f"BH36-1O{number}417" for number in range(1, KNOWN))]
    lines += [f"QX-{number}-{number * 7919:06}" for number in range(30 - KNOWN)]

    page = window(living.paula)
    page.goto("/suchen/")
    page.locator("[name=purpose]").select_option(SHIFT["purpose"])
    page.locator("[name=case_number]").fill(SHIFT["case_number"])
    page.get_by_role("button", name="Weiter zur Suche").click()
    page.get_by_role("link", name="Viele Nummern auf einmal").click()
    page.get_by_label("Nummern einfügen").fill("\n".join(lines))
    page.get_by_role("button", name="Liste abgleichen").click()
    expect(page.locator("h1")).to_have_text("Liste wird abgeglichen")
    address = page.url
    assert Entry.objects.get(verb="tracing.list_matched").details["rows"] == 30
    queue.work_off()

    expect(page.locator("h1")).to_have_text("Eingefügte Liste")  # the page goes on by itself
    page.get_by_role("link", name="Treffer 5", exact=True).click()
    expect(page.locator(".ws-matches tbody tr")).to_have_count(KNOWN)
    expect(page.locator("main")).not_to_contain_text("Dachdeckerei")
    page.screenshot(path=pictures / "match-1-hits.png", full_page=True)
    phone = window(living.paula, width=390, theme="dark")
    phone.goto(address)
    phone.screenshot(path=pictures / "match-2-phone.png", full_page=True)
    row = page.locator(".ws-matches tbody tr").filter(has_text="8?3-1O4Z")
    expect(row).to_contain_text("Gestohlen gemeldet")
    row.get_by_role("button", name="Öffnen").click()
    expect(page.locator(".ws-hit").first).to_contain_text("Sehr wahrscheinlich")
    page.get_by_role("button", name="Kontakt anzeigen").first.click()
    expect(page.locator(".ws-hit").first).to_contain_text("Dachdeckerei Muster GmbH")
    page.screenshot(path=pictures / "match-3-opened.png", full_page=True)
    assert Entry.objects.filter(verb="tracing.contact_shown").count() == 1
    page.get_by_role("link", name="Eingefügte Liste").click()
    expect(page.locator("main")).to_contain_text("geöffnet")
