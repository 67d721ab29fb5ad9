"""From the announcement to the closing report: 120 registrations on 100 seats, a door without a signal, a question."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.tablets import Tablet
from werkspur.base.bausteine import all_bausteine
from werkspur.base.models import Mail
from werkspur.forums.models import Event, Question, Registration, Room, Venue
from werkspur.forums.queries import checkin
from werkspur.forums.tests.registered import come, token_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SEATS, COMING = 100, 120
TITLE = "Sicherheitsforum Werkzeug"


def test_from_the_announcement_to_the_closing_report(living, window, browser, house, pictures):
    staff = window(living.kai)
    event = announce(staff, pictures)
    register(window(width=390, theme="dark"), event, pictures)
    fill_up(event)
    pass_a_seat_on(window(width=390), event, pictures)

    happens(event, hours=-1)
    open_the_door(browser, house.url, living.kai, event, pictures)
    ask(window(width=390, theme="dark"), event, pictures)
    answer(staff, event, pictures)

    happens(event, hours=-30)
    write_down(staff, event, pictures)
    close(staff, event, pictures)


def happens(event: Event, *, hours: float) -> None:
    """Let it begin some hours from now."""
    start = timezone.now() + timedelta(hours=hours)
    Event.objects.filter(pk=event.pk).update(start=start, end=start + timedelta(hours=3))
    event.refresh_from_db()


def announce(page: Page, pictures: Path) -> Event:
    """A draft with a place and an agenda, then public."""
    venue = Venue.objects.create(name="Haus des Handwerks", street="Musterstraße 1", postcode="04103", city="Leipzig")
    room = Room.objects.create(venue=venue, name="Großer Saal", seats=120)
    day = timezone.localdate() + timedelta(days=30)
    page.goto("/foren/verwaltung/neu/")
    page.get_by_role("link", name="Sicherheitsforum", exact=True).click()
    typed = {"title": TITLE, "summary": "Was Tätern auffällt und was sie aufhält.", "day": day.isoformat(),
             "begins": "18:00", "ends": "20:30", "seats": str(SEATS)}  # fmt: skip
    for name, value in typed.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=venue]").select_option(str(venue.pk))
    page.locator("[name=room]").select_option(str(room.pk))
    page.locator("[name=room_confirmed]").check()
    page.screenshot(path=pictures / "forum-1-entwurf.png", full_page=True)
    page.get_by_role("button", name="Entwurf anlegen").click()
    event = Event.objects.get(title=TITLE)
    assert page.context.request.get(f"/foren/{event.slug}/").ok  # staff reads it already
    assert event.state == Event.State.DRAFT

    page.goto(f"/foren/verwaltung/{event.uid}/programm/neu/")
    page.locator("[name=title]").fill("Was nachts gestohlen wird")
    page.locator("[name=begins]").fill("18:00")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator("main")).to_contain_text("Was nachts gestohlen wird")
    page.goto(f"/foren/verwaltung/{event.uid}/ankuendigen/")
    page.get_by_role("button", name="Ankündigen").click()
    event.refresh_from_db()
    assert event.state == Event.State.ANNOUNCED
    page.screenshot(path=pictures / "forum-2-angekuendigt.png", full_page=True)
    return event


def register(page: Page, event: Event, pictures: Path) -> None:
    """Two people of a company, on a phone, with the click in the mail."""
    page.goto("/foren/")
    page.get_by_role("link", name=TITLE).first.click()
    page.screenshot(path=pictures / "forum-3-seite.png", full_page=True)
    page.get_by_role("link", name="Anmelden").last.click()
    page.locator("[name=email]").fill("erste@werkspur.example")
    page.locator("[name=company_name]").fill("Dachdeckerei Muster GmbH")
    page.get_by_label("Vor- und Nachname").or_(page.locator("[name=name_1]")).first.fill("A. Muster")
    page.screenshot(path=pictures / "forum-4-anmelden.png", full_page=True)
    page.get_by_role("button", name="Anmelden und Link schicken lassen").click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"/foren/anmeldung/{token_of('erste', 'anmeldung')}/bestaetigen/")
    assert Registration.objects.get(email="erste@werkspur.example").state == "held"  # a mail scanner has been here
    page.get_by_role("button", name="Anmeldung bestätigen").click()
    expect(page.locator("main")).to_contain_text("Sie sind angemeldet")
    page.screenshot(path=pictures / "forum-5-angemeldet.png", full_page=True)


def fill_up(event: Event) -> None:
    """Everybody else: 100 have a seat, 20 wait."""
    for number in range(2, COMING + 1):
        come(event, f"gast{number}", now=timezone.now())
    states = event.registrations.values_list("state", flat=True)
    assert (list(states).count("confirmed"), list(states).count("waiting")) == (SEATS, COMING - SEATS)


def pass_a_seat_on(page: Page, event: Event, pictures: Path) -> None:
    """One cancels by link; the first who waits gets the seat offered and takes it."""
    page.goto(f"/foren/{event.slug}/")
    expect(page.locator("main")).to_contain_text("ausgebucht, Warteliste offen")
    page.goto(f"/foren/anmeldung/{token_of('gast7', 'anmeldung')}/absagen/")
    page.get_by_role("button", name="Für eine Person absagen").click()
    expect(page.locator("h1")).to_be_visible()
    first = Registration.objects.get(event=event, state="offered")
    assert first.email == f"gast{SEATS + 1}@werkspur.example"
    page.goto(f"/foren/platz/{token_of(f'gast{SEATS + 1}', 'platz')}/")
    page.screenshot(path=pictures / "forum-6-platz.png", full_page=True)
    page.get_by_role("button", name="Platz annehmen").click()
    expect(page.locator("main")).to_contain_text("Sie sind angemeldet")
    first.refresh_from_db()
    assert (first.state, event.registrations.filter(state="confirmed").count()) == ("confirmed", SEATS)


def open_the_door(browser: Browser, url: str, person: Any, event: Event, pictures: Path) -> None:
    """Two come while there is no signal; both are there once it is back, each once."""
    context = browser.new_context(base_url=url, viewport={"width": 390, "height": 844}, locale="de-DE")
    phone = Tablet(context, context.new_page(), person, url)
    phone.sign_in()
    page = phone.page
    page.goto(f"/foren/einlass/{event.uid}/")
    expect(page.locator("[data-desk][data-ready]")).to_be_visible(timeout=30000)
    context.set_offline(True)
    for name in ("gast20", "gast21", "gast20"):
        guest = event.registrations.get(email=f"{name}@werkspur.example").participants.get()
        page.get_by_label("Code oder Name").fill(guest.code)
        page.get_by_role("button", name="Prüfen").click()
        expect(page.locator("[data-text=what]").first).to_be_visible()
    page.screenshot(path=pictures / "forum-7-einlass.png", full_page=True)
    assert checkin.counts(event).arrived == 0
    context.set_offline(False)
    for _try in range(100):
        if checkin.counts(event).arrived == 2:
            break
        page.wait_for_timeout(200)
    assert checkin.counts(event).arrived == 2
    context.close()


def ask(page: Page, event: Event, pictures: Path) -> None:
    page.goto(f"/foren/{event.slug}/fragen/")
    page.locator("[name=text]").fill("Wann bekommt das Gewerbegebiet Licht?")
    page.screenshot(path=pictures / "forum-8-frage.png", full_page=True)
    page.get_by_role("button", name="Frage stellen").click()
    expect(page.locator("body")).to_contain_text("Ihre Frage steht hier, sobald die Gastgeber sie gesehen haben")


def answer(page: Page, event: Event, pictures: Path) -> None:
    """Reviewed, somebody is responsible, and because it is political the chambers get a draft."""
    question = Question.objects.get(event=event)
    page.goto(f"/foren/verwaltung/{event.uid}/fragen/")
    page.screenshot(path=pictures / "forum-9-sichten.png", full_page=True)
    page.get_by_role("button", name="Zeigen").click()
    page.goto(f"/foren/verwaltung/frage/{question.uid}/")
    page.locator("[name=owner]").select_option(index=1)
    page.locator("[name=answer_by]").fill((timezone.localdate() + timedelta(days=14)).isoformat())
    page.locator("[name=political]").check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("main")).to_contain_text("an Politik oder Verwaltung")
    drafts = [draft for baustein in all_bausteine() for draft in baustein.drafts()]
    assert [draft.text for draft in drafts if "Licht" in draft.text]


def write_down(page: Page, event: Event, pictures: Path) -> None:
    """Minutes with a decision and a task, then public."""
    page.goto(f"/foren/verwaltung/{event.uid}/niederschrift/")
    page.locator("[name=n-text]").first.fill("Die Polizei zeigte Fälle aus dem Herbst.")
    page.get_by_role("button", name="Niederschrift speichern").click()
    page.locator("[name=b-text]").first.fill("Die Partner fordern Licht.")
    page.get_by_role("button", name="Beschluss eintragen").click()
    expect(page.locator("main")).to_contain_text("Die Partner fordern Licht.")
    page.locator("[name=a-title]").first.fill("Stadt anschreiben")
    page.locator("[name=a-due]").first.fill((timezone.localdate() + timedelta(days=21)).isoformat())
    page.get_by_role("button", name="Aufgabe eintragen").click()
    expect(page.locator("main")).to_contain_text("Stadt anschreiben")
    page.get_by_role("button", name="Veröffentlichen").click()
    page.screenshot(path=pictures / "forum-10-niederschrift.png", full_page=True)


def close(page: Page, event: Event, pictures: Path) -> None:
    """The figures stay, the report tells them."""
    page.goto(f"/foren/verwaltung/{event.uid}/abschliessen/")
    page.locator("[name=result]").fill("Licht im Gewerbegebiet wird gefordert.")
    page.get_by_role("button", name="Abschließen").click()
    event.refresh_from_db()
    assert event.state == Event.State.CLOSED
    page.goto(f"/foren/verwaltung/{event.uid}/danach/")
    page.screenshot(path=pictures / "forum-11-danach.png", full_page=True)
    report = page.context.request.get(f"/foren/verwaltung/{event.uid}/bericht.pdf")
    (pictures / "forum-12-bericht.pdf").write_bytes(report.body())
    told = " ".join(part.extract_text() for part in PdfReader(io.BytesIO(report.body())).pages)
    for sentence in (TITLE, "Licht im Gewerbegebiet", "Die Partner fordern Licht.", "Stadt anschreiben"):
        assert sentence in re.sub(r"\s+", " ", told)

    page.goto(f"/foren/{event.slug}/")
    expect(page.locator("main")).to_contain_text("Die Partner fordern Licht.")
    page.screenshot(path=pictures / "forum-13-archiv.png", full_page=True)
    assert Mail.objects.filter(state="failed").count() == 0
