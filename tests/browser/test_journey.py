"""As a new user would: register a company, bring a list of 500 tools, and the police find one from half a number."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.tool_list import TRACED, workbook
from werkspur.base import queue
from werkspur.base.models import Mail
from werkspur.journal.models import Entry
from werkspur.partners.models import Company
from werkspur.registry.models import Item

PASSWORD = "eine-lange-probe-7"
ADDRESS = "neu@dachprobe.example"


def test_from_sign_up_to_the_owner_on_the_screen(living, window, pictures):
    company = register(window(), pictures)
    assert company.state == Company.State.PENDING

    owner = company.roles.get().person
    bring_the_list(window(owner), pictures)
    assert Item.objects.filter(company=company).count() == 495

    accept(window(living.kai), company)
    company.refresh_from_db()
    assert company.is_verified

    trace(window(living.paula, width=390, theme="dark"), pictures, company)
    assert Entry.objects.filter(verb="tracing.contact_shown", details__company=str(company.uid)).count() == 1


def register(page: Page, pictures) -> Company:
    """Account, confirmed address, company."""
    page.goto("/")
    page.get_by_role("link", name="Betrieb anmelden").first.click()
    page.get_by_role("link", name="Konto anlegen").click()
    page.locator("[name=email]").fill(ADDRESS)
    page.locator("[name=name]").fill("Probe")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()
    letter = Mail.objects.filter(to=ADDRESS).latest("id")
    link = re.search(r"https?://[^/]+(/konto/\S+)", letter.text)
    assert link is not None
    page.goto(link.group(1))
    page.locator("main button[type=submit]").first.click()
    page.goto("/betrieb/anmelden/")
    page.locator("[name=name]").fill("Dachprobe GmbH")
    page.locator("[name=legal_form]").select_option("gmbh")
    page.locator("[name=chamber]").select_option(label="Handwerkskammer zu Leipzig")
    page.locator("[name=trade]").select_option(index=1)
    for name, value in {
        "street": "Probeweg 3",
        "postcode": "04103",
        "city": "Leipzig",
        "phone": "0341 00 00 00",
    }.items():
        page.locator(f"[name={name}]").fill(value)
    page.screenshot(path=pictures / "journey-1-register.png", full_page=True)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    page.screenshot(path=pictures / "journey-2-registered.png", full_page=True)
    return Company.objects.get(name="Dachprobe GmbH")


def bring_the_list(page: Page, pictures) -> None:
    """Upload, columns, one repair, take over."""
    page.goto("/gegenstaende/einlesen/neu/")
    page.set_input_files("input[type=file]", {"name": "werkzeug_2026.xlsx", "mimeType": "", "buffer": workbook()})
    page.get_by_role("button", name="Hochladen").click()
    queue.work_off()
    page.wait_for_url("**/spalten/")
    expect(page.locator("h1")).to_contain_text("werkzeug_2026.xlsx")
    page.get_by_role("button", name="Zeilen prüfen").click()
    queue.work_off()
    page.goto(page.url.replace("spalten/", "").replace("stand/", ""))
    expect(page.locator("main")).to_contain_text("Excel hat die Nummer gerundet")
    page.screenshot(path=pictures / "journey-3-review.png", full_page=True)
    page.get_by_role("button", name=re.compile(r"\d+ Zeilen übernehmen")).click()
    queue.work_off()
    page.goto("/gegenstaende/")
    expect(page.locator("h1")).to_have_text("Gegenstände")
    page.screenshot(path=pictures / "journey-4-items.png", full_page=True)


def accept(page: Page, company: Company) -> None:
    """The chamber verifies the company."""
    page.goto("/kammer/betriebe/")
    page.goto(f"/kammer/betriebe/{company.uid}/")
    page.get_by_role("button", name=re.compile("bestätigen", re.I)).first.click()
    page.wait_for_load_state()


def trace(page: Page, pictures, company: Company) -> None:
    """Purpose and case number once, then three taps: search, contact, call."""
    page.goto("/suchen/")
    page.locator("[name=purpose]").select_option(index=1)
    page.locator("[name=case_number]").fill("26-104711")
    page.locator("main form button[type=submit]").first.click()
    page.get_by_label("Was ist zu lesen?").fill("8?4-1O4Z")
    page.get_by_role("button", name="Suchen", exact=True).click()
    expect(page.locator(".ws-hit").first).to_contain_text("Sehr wahrscheinlich")
    expect(page.locator(".ws-hit").first).to_contain_text("O und 0, Z und 2 sehen sich ähnlich.")
    assert Entry.objects.filter(verb="tracing.lookup_made", case_number="26-104711").count() == 1
    page.get_by_text("Kontakt anzeigen").first.click()
    expect(page.locator(".ws-hit").first).to_contain_text(company.name)
    expect(page.get_by_role("link", name=re.compile("Anrufen")).first).to_be_visible()
    page.screenshot(path=pictures / "journey-5-found.png", full_page=True)
    assert Item.objects.get(marks__text=TRACED).company == company
