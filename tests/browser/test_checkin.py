"""At the door with a phone: the network is cut, reading goes on, and everything arrives once when it is back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import segno
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, BrowserType, Page, expect

from tests.browser.tablets import Line, Tablet, sign_out
from werkspur.forums.models import Event, Registration, Scan
from werkspur.forums.queries import checkin as queries
from werkspur.forums.services import checkin as services
from werkspur.forums.services.events import close_event
from werkspur.forums.tests.scanner import evening, guest, read_now, ticket
from werkspur.forums.tests.world import ForumWorld

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def line(house: Any) -> Iterator[Line]:
    made = Line(int(house.url.rsplit(":", 1)[1]))
    yield made
    made.door.close()
    made.cut()


@pytest.fixture
def world(living: Any) -> ForumWorld:
    return evening(title="Sicherheitsforum Werkzeug und Baustelle")


@pytest.fixture
def phone(browser: Browser, line: Line, living: Any) -> Iterator[Callable[..., Tablet]]:
    """Opens a phone of kai's; at the end none may have seen a fault of a script or a policy."""
    opened: list[Tablet] = []

    def open_phone(*, width: int = 390, theme: Any = "light", using: Browser = browser) -> Tablet:
        context = using.new_context(
            base_url=line.url, viewport={"width": width, "height": 844}, color_scheme=theme, locale="de-DE"
        )
        made = Tablet(context, context.new_page(), living.kai, line.url)
        made.sign_in()
        listen(made)
        opened.append(made)
        return made

    yield open_phone
    for each in opened:
        each.context.close()
    assert [fault for each in opened for fault in each.wrong] == []


def listen(phone: Tablet) -> None:
    phone.page.set_default_timeout(30000)
    phone.page.on("pageerror", lambda error: phone.wrong.append(str(error)))
    phone.page.on("console", lambda said: phone.wrong.append(said.text) if "Content Security" in said.text else None)
    phone.page.on("request", phone.note)


def address(world: ForumWorld) -> str:
    return f"/foren/einlass/{world.event.uid}/"


def ready(page: Page) -> None:
    """Opened, and kept for when there is no signal."""
    expect(page.locator("[data-desk][data-ready]")).to_be_visible(timeout=30000)


def wedge(page: Page, text: str) -> None:
    """A scanner that writes like a keyboard, while no field has the focus."""
    page.evaluate("document.activeElement.blur()")
    page.evaluate(
        """keys => { for (const key of keys) {
            document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
        } }""",
        [*text, "Enter"],
    )


def type_in(page: Page, text: str) -> None:
    page.get_by_label("Code oder Name").fill(text)
    page.get_by_role("button", name="Prüfen").click()


def said(page: Page, what: str | re.Pattern[str], *, who: str = "") -> None:
    expect(page.locator("[data-text=what]").first).to_have_text(what, timeout=20000)
    if who:
        expect(page.locator(".ws-verdict__who")).to_have_text(who)


def test_the_door_stays_open_without_a_signal(world, phone, line, pictures):
    north = services.add_door(event=world.event, name="Nord", by="system")
    booked = [world.register(company_name=f"Tischlerei Muster {number}") for number in range(1, 7)]
    muster = world.register(company_name="Elektro Beispiel KG")
    muster.participants.update(name="Jördis Müller-Probe")
    gone = world.register(state="withdrawn")
    elsewhere = ticket(world.register(world.another()))
    one = phone()
    page = one.page
    page.goto(address(world))
    ready(page)
    page.get_by_label("Eingang").select_option("Nord")
    wedge(page, ticket(booked[0]).replace(":", "Ö"))  # an American scanner on a German telephone
    said(page, "Eingelassen", who=guest(booked[0]).name)
    one.state(re.compile("Abgeglichen um"))
    page.screenshot(path=pictures / "einlass-eingelassen.png")
    wedge(page, elsewhere)
    said(page, "Andere Veranstaltung")

    line.cut()
    page.reload()
    expect(page.get_by_text("ohne Netz", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(world.event.title)
    type_in(page, guest(booked[1]).code.lower())
    said(page, "Eingelassen", who=guest(booked[1]).name)
    type_in(page, guest(booked[1]).code)
    said(page, "Eben gelesen")
    type_in(page, guest(gone).code)
    said(page, "Anmeldung zurückgezogen")
    page.screenshot(path=pictures / "einlass-zurueckgezogen.png")
    type_in(page, "mueller elek")
    page.get_by_role("button", name="Hinein: Jördis Müller-Probe").click()
    said(page, "Eingelassen", who="Jördis Müller-Probe")
    wedge(page, elsewhere)
    said(page, "Nicht auf der Liste")
    page.screenshot(path=pictures / "einlass-unbekannt-ohne-netz.png", full_page=True)
    page.get_by_role("button", name="Als spontanen Gast eintragen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Einlassen").click()
    expect(dialog.get_by_role("alert")).to_have_text("Ein Name oder ein Betrieb genügt.")
    dialog.get_by_label("Name", exact=True).fill("Kim Spontan")
    page.screenshot(path=pictures / "einlass-gast.png")
    dialog.get_by_role("button", name="Einlassen").click()
    said(page, "Eingelassen", who="Kim Spontan")
    page.get_by_label("Hinaus").check(force=True)
    wedge(page, ticket(booked[0]))
    said(page, "Hinaus", who=guest(booked[0]).name)
    one.state("5 Einlässe warten auf Netz")
    expect(page.locator(".ws-checkin__sums")).to_have_text("3 da, 4 gekommen, 8 erwartet")

    page.close()  # as when the battery is flat
    page = one.page = one.context.new_page()
    listen(one)
    page.goto(address(world))
    one.state("5 Einlässe warten auf Netz")
    services.take_scans(event=world.event, reads=[read_now(ticket(booked[1]))], by="system")
    page.screenshot(path=pictures / "einlass-ohne-netz.png", full_page=True)
    assert queries.counts(world.event).arrived == 2

    line.mend()
    page.get_by_role("button", name="Jetzt abgleichen").click()
    one.state(re.compile("Abgeglichen um"))
    said(page, "Schon eingelassen", who=guest(booked[1]).name)  # the other door was faster
    found = queries.counts(world.event)
    assert (found.arrived, found.inside, found.walk_ins) == (4, 3, 1)
    assert Scan.objects.filter(door=north, outcome="").count() == 4
    assert Registration.objects.get(via="walk_in").participants.get().name == "Kim Spontan"

    one.sent.clear()
    page.get_by_role("button", name="Jetzt abgleichen").click()
    page.wait_for_timeout(500)
    assert {len(told["scans"]) for told in one.sent} == {0}


def test_the_camera_reads_a_ticket(
    world, phone, browser_type: BrowserType, browser_type_launch_args, tmp_path, pictures
):
    booked = world.register()
    film = tmp_path / "karte.mjpeg"
    film.write_bytes(frame(ticket(booked)) * 30)
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    args = [*browser_type_launch_args["args"], *camera, f"--use-file-for-fake-video-capture={film}"]
    with browser_type.launch(**browser_type_launch_args | {"args": args}) as seeing:
        one = phone(using=seeing)
        page = one.page
        page.goto(address(world))
        ready(page)
        page.get_by_role("button", name="Kamera einschalten").click()
        said(page, "Eingelassen", who=guest(booked).name)
        page.screenshot(path=pictures / "einlass-kamera.png")
        page.wait_for_timeout(1500)  # the card stays before the camera
        one.context.close()

    assert [scan.outcome for scan in Scan.objects.all()] == [""]


def frame(text: str) -> bytes:
    """A picture of a camera that looks at a card."""
    code = io.BytesIO()
    segno.make(text, error="m").save(code, kind="png", scale=8, border=4)
    picture = Image.new("RGB", (640, 480), (150, 140, 130))
    with Image.open(code) as card:
        picture.paste(card.convert("RGB"), ((640 - card.width) // 2, (480 - card.height) // 2))
    told = io.BytesIO()
    picture.save(told, "JPEG", quality=90)
    return told.getvalue()


def test_a_scanner_that_comes_back_after_the_event(world, phone, line, living, pictures):
    cards = [ticket(world.register()) for _number in range(2)]
    one = phone()
    page = one.page
    page.goto(address(world))
    ready(page)
    line.cut()
    for card in cards:
        wedge(page, card)
    one.state("2 Einlässe warten auf Netz")
    seen = timezone.now()
    Event.objects.update(start=seen - timedelta(hours=1), end=seen)
    world.event.refresh_from_db()
    close_event(world.event, by=living.kai, now=seen)

    line.mend()
    page.get_by_role("button", name="Jetzt abgleichen").click()
    one.state(re.compile("Abgeglichen um"))
    expect(page.get_by_text("Die Veranstaltung ist abgeschlossen.")).to_be_visible()
    page.screenshot(path=pictures / "einlass-danach.png")
    assert queries.counts(world.event).arrived == 2
    page.goto(f"/foren/verwaltung/{world.event.uid}/einlass/")
    expect(page.get_by_text("2 Einlässe kamen nach dem Abschluss an.")).to_be_visible()
    page.screenshot(path=pictures / "einlass-eingaenge-390.png", full_page=True)


def test_who_signs_out_leaves_no_names_and_what_waits_is_locked(world, phone, line):
    booked = world.register()
    one = phone(width=1280)
    page = one.page
    page.goto(address(world))
    ready(page)
    page.route("**/abgleich", lambda route: route.abort())
    wedge(page, ticket(booked))
    one.state("1 Einlass wartet auf Netz")
    sign_out(page)
    page.wait_for_function("() => !localStorage.getItem('werkspur-abgemeldet')")
    line.cut()
    page.goto(address(world))
    expect(page.get_by_text("Gesperrt, bis Sie sich wieder anmelden.")).to_be_visible()
    expect(page.get_by_text(world.event.title)).to_have_count(0)

    line.mend()
    page.unroute("**/abgleich")
    one.sign_in()
    page.goto(address(world))
    one.state(re.compile("Abgeglichen um"))
    expect(page.locator(".ws-checkin__sums")).to_have_text("1 da, 1 gekommen, 1 erwartet")
    assert queries.counts(world.event).inside == 1


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1280, "light")])
def test_every_state_of_the_door_is_accessible(world, phone, pictures, width, theme):
    services.add_door(event=world.event, name="Hof und Anlieferung an der Rückseite", by="system")
    booked, gone = world.register(company_name="Tischlerei Muster GmbH"), world.register(state="withdrawn")
    one = phone(width=width, theme=theme)
    page = one.page
    page.goto(address(world))
    ready(page)
    problems: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.wait_for_timeout(300)
        page.screenshot(path=pictures / f"einlass-{name}-{width}-{theme}.png", full_page=True)
        report = Axe().run(page, options={"resultTypes": ["violations"]})
        problems[name] = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in report.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            problems[name].append("wider than the window")

    look("bereit")
    type_in(page, guest(booked).code)
    said(page, "Eingelassen")
    look("ja")
    type_in(page, guest(gone).code)
    said(page, "Anmeldung zurückgezogen")
    look("nein")
    type_in(page, "Gast")
    expect(page.get_by_role("button", name=re.compile("^Hinein: Gast")).first).to_be_visible()
    look("suche")
    page.get_by_role("button", name="Gast ohne Anmeldung").click()
    look("gast")
    page.get_by_role("dialog").get_by_role("button", name="Zurück").click()
    page.get_by_text("Was auf diesem Gerät liegt").click()
    page.get_by_role("button", name="Von diesem Gerät löschen").click()
    look("loeschen")
    page.get_by_role("dialog").get_by_role("button", name="Löschen", exact=True).click()
    page.wait_for_url("**/foren/einlass/")
    look("liste")
    page.goto(f"/foren/verwaltung/{world.event.uid}/einlass/")
    look("eingaenge")

    assert {name: found for name, found in problems.items() if found} == {}
