"""The visit on a tablet: the network is cut, everything stays on the device and arrives once when it is back."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Route, expect

from tests.browser.tablets import Line, Tablet, draw, sign_out
from werkspur.advice.models import Adviser, ChecklistVersion, Place, Visit
from werkspur.advice.queries import visits as queries

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def line(house: Any) -> Iterator[Line]:
    made = Line(int(house.url.rsplit(":", 1)[1]))
    yield made
    made.door.close()
    made.cut()


@pytest.fixture
def visit(living: Any, line: Line) -> Visit:
    """A visit that peter makes in anna's shop; the whole released list for a shop."""
    adviser = Adviser.objects.create(
        partner=living.peter.current_roles[0].partner,
        title="Beratungsstelle",
        person=living.peter,
        start=Place.objects.first(),
    )
    version = ChecklistVersion.objects.get(checklist__kind="visit", state="released")
    return Visit.objects.create(company=living.anna.companies[0], adviser=adviser, version=version, profiles="L")


@pytest.fixture
def tablet(browser: Browser, line: Line, living: Any) -> Iterator[Callable[..., Tablet]]:
    """Opens a device of peter's; at the end none may have seen a fault of a script or a policy."""
    opened: list[Tablet] = []

    def open_tablet(*, width: int = 820, theme: Any = "light") -> Tablet:
        context = browser.new_context(
            base_url=line.url, viewport={"width": width, "height": 1100}, color_scheme=theme, locale="de-DE"
        )
        made = Tablet(context, context.new_page(), living.peter, line.url)
        made.sign_in()
        made.page.set_default_timeout(15000)
        made.page.on("pageerror", lambda error: made.wrong.append(str(error)))
        made.page.on("console", lambda said: made.wrong.append(said.text) if "Content Security" in said.text else None)
        made.page.on("request", made.note)
        opened.append(made)
        return made

    yield open_tablet
    for each in opened:
        each.context.close()
    assert [fault for each in opened for fault in each.wrong] == []


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Fifty megapixels: more than is ever sent."""
    path = tmp_path / "tor.jpg"
    Image.new("RGB", (8192, 6144), (70, 90, 110)).save(path, "JPEG")
    return path


def test_nothing_is_lost_without_a_signal(visit, tablet, line, photo, pictures):
    one = tablet()
    page, address = one.page, f"/beratung/besuche/{visit.uid}/"
    page.goto(address)
    expect(page.get_by_text("Für unterwegs geladen")).to_be_visible()
    one.state(re.compile("Abgeglichen um"))

    line.cut()
    page.reload()
    expect(page.get_by_text("Unterwegs", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(visit.company.name)
    one.answer("A1", "Fehlt")
    one.item("A1").get_by_label("Notiz").fill("Zaun endet an der Halle")
    one.item("A4").locator("input[value='3']").focus()
    page.keyboard.press("2")
    one.item("A4").locator("[data-at=pick]").set_input_files(photo)
    page.get_by_role("button", name="Foto 1").click()
    dialog = page.get_by_role("dialog")
    draw(page, dialog.locator("canvas"))
    dialog.get_by_label("Was ist zu sehen?").fill("Leiter am Dach")
    page.screenshot(path=pictures / "besuch-zeichnen.png")
    dialog.get_by_role("button", name="Fertig").click()
    page.goto(f"{address}#gespraech")
    page.get_by_label("Wer war dabei?").fill("Inhaberin")
    draw(page, page.locator("[data-at=pad]"))
    page.get_by_label("Name", exact=True).fill("A. Muster")
    one.state("5 Änderungen warten auf Netz")
    page.screenshot(path=pictures / "besuch-unterschrift.png", full_page=True)

    page.close()  # as when the battery is flat
    page = one.page = one.context.new_page()
    page.on("request", one.note)
    page.goto(f"{address}#A")
    expect(one.item("A1").locator("input[value='0']")).to_be_checked()
    expect(one.item("A1").get_by_label("Notiz")).to_have_value("Zaun endet an der Halle")
    expect(one.item("A4").locator("input[value='2']")).to_be_checked()
    expect(page.get_by_role("button", name="Leiter am Dach")).to_be_visible()
    one.state("5 Änderungen warten auf Netz")
    page.screenshot(path=pictures / "besuch-ohne-netz.png", full_page=True)
    assert queries.findings(visit).answers == {}

    line.mend()
    page.get_by_role("button", name="Jetzt abgleichen").click()
    one.state(re.compile("Abgeglichen um"))
    found = queries.findings(Visit.objects.get(pk=visit.pk))
    assert {key: (each.answer, each.note) for key, each in found.answers.items()} == {
        "A1": (0, "Zaun endet an der Halle"), "A4": (2, ""),
    }  # fmt: skip
    assert (found.notes["present"], found.signature["name"]) == ("Inhaberin", "A. Muster")
    assert len(found.signature["strokes"]) == 1
    (held,) = found.photos
    assert (held.item, held.caption, len(held.strokes)) == ("A4", "Leiter am Dach", 1)
    with Image.open(io.BytesIO(queries.picture(held))) as picture:
        assert picture.size == (2400, 1800)

    one.sent.clear()
    page.get_by_role("button", name="Jetzt abgleichen").click()
    one.state(re.compile("Abgeglichen um"))
    page.wait_for_timeout(500)
    assert [(told["changes"], told["notes"], told["signature"]) for told in one.sent] == [([], None, None)]


def test_two_devices_that_differ_are_asked(visit, tablet, pictures):
    one, two = tablet(), tablet(width=390, theme="dark")
    address = f"/beratung/besuche/{visit.uid}/"
    for each in (one, two):
        each.page.goto(address)
        expect(each.page.get_by_text("Für unterwegs geladen")).to_be_visible()
    two.context.set_offline(True)
    two.answer("A1", "Erfüllt")
    two.answer("A4", "Fehlt")
    two.state("2 Änderungen warten auf Netz")
    one.answer("A1", "Ansatzweise")
    one.arrived(visit, "A1")

    two.context.set_offline(False)
    question = two.item("A1").get_by_text("Zwei Geräte, zwei Antworten")
    expect(question).to_be_visible()
    two.page.screenshot(path=pictures / "besuch-zwei-geraete.png", full_page=True)
    row = two.item("A1").locator("li", has_text="Auf diesem Gerät")
    expect(row).to_contain_text("Erfüllt")
    row.get_by_role("button", name="Diese gilt").click()
    expect(question).to_be_hidden()
    two.state(re.compile("Abgeglichen um"))
    one.page.get_by_role("button", name="Jetzt abgleichen").click()
    expect(one.item("A1").locator("input[value='3']")).to_be_checked()

    found = queries.findings(Visit.objects.get(pk=visit.pk))
    assert ({key: each.answer for key, each in found.answers.items()}, found.open_conflicts) == ({"A1": 3, "A4": 0}, [])


def test_what_is_finished_leaves_the_device(visit, tablet, pictures):
    one = tablet()
    one.page.goto(f"/beratung/besuche/{visit.uid}/")
    one.answer("A1", "Fehlt")
    one.page.goto(f"/beratung/besuche/{visit.uid}/#ende")
    expect(one.page.get_by_role("link", name=re.compile("^A1"))).to_be_visible()
    one.page.screenshot(path=pictures / "besuch-abschluss.png", full_page=True)
    one.page.get_by_role("button", name="Abgleichen und abschließen").click()
    one.page.wait_for_url("**/ergebnis/", timeout=60000)
    one.forgotten()

    assert Visit.objects.get(pk=visit.pk).state == "finished"


def test_what_is_entered_before_the_script_is_there_is_kept(visit, tablet):
    one = tablet()
    held = list[Route]()
    one.page.route("**/visit/app*.js", lambda route: held.append(route))
    one.page.goto(f"/beratung/besuche/{visit.uid}/", wait_until="commit")
    one.answer("A1", "Fehlt")
    one.page.locator("#note-A1").fill("Zaun offen")
    one.page.locator("#notes-present").fill("Büro")
    while not held:
        one.page.wait_for_timeout(100)
    held[0].continue_()
    one.state(re.compile("Abgeglichen um"))
    found = queries.findings(Visit.objects.get(pk=visit.pk))
    assert (found.answers["A1"].answer, found.answers["A1"].note) == (0, "Zaun offen")
    assert found.notes["present"] == "Büro"


def test_a_slow_end_is_not_broken_off_by_a_round(visit, tablet):
    one = tablet()
    one.page.goto(f"/beratung/besuche/{visit.uid}/")
    one.answer("A1", "Fehlt")
    one.page.goto(f"/beratung/besuche/{visit.uid}/#ende")
    one.page.evaluate("() => { setInterval(() => window.dispatchEvent(new Event('online')), 500); }")

    def slowly(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        time.sleep(4)  # the house has ended the visit; rounds ask for its state meanwhile
        route.fulfill(response=answer)

    one.page.route("**/abschluss", slowly)
    one.page.get_by_role("button", name="Abgleichen und abschließen").click()
    one.page.wait_for_url("**/ergebnis/", timeout=60000)
    one.forgotten()


def test_who_signs_out_leaves_only_what_is_not_sent_yet_and_that_is_locked(visit, tablet, line):
    one = tablet(width=1280)
    page, address = one.page, f"/beratung/besuche/{visit.uid}/"
    page.goto(address)
    one.state(re.compile("Abgeglichen um"))
    sign_out(page)
    one.forgotten()

    one.sign_in()
    page.goto(address)
    expect(page.get_by_text("Für unterwegs geladen")).to_be_visible()
    page.route("**/abgleich", lambda route: route.abort())
    one.answer("A1", "Fehlt")
    one.state("1 Änderung wartet auf Netz")
    sign_out(page)
    page.wait_for_function("() => !localStorage.getItem('werkspur-abgemeldet')")
    line.cut()
    page.goto(address)
    expect(page.get_by_text("Dieser Besuch ist gesperrt")).to_be_visible()
    expect(page.get_by_text(visit.company.name)).to_have_count(0)

    line.mend()
    page.unroute("**/abgleich")
    one.sign_in()
    page.goto(address)
    one.state(re.compile("Abgeglichen um"))
    assert queries.findings(Visit.objects.get(pk=visit.pk)).answers["A1"].answer == 0


def test_a_session_that_has_ended_loses_nothing(visit, tablet):
    one = tablet()
    one.page.goto(f"/beratung/besuche/{visit.uid}/")
    one.state(re.compile("Abgeglichen um"))
    one.context.clear_cookies()
    one.answer("A1", "Fehlt")
    one.state("Nicht angemeldet: Melden Sie sich an, nichts geht verloren.")
    expect(one.page.get_by_role("link", name="Anmelden").last).to_be_visible()
    one.sign_in()  # in another window; the token for forms is a new one too
    one.page.get_by_role("button", name="Jetzt abgleichen").click()
    one.state(re.compile("Abgeglichen um"))

    assert queries.findings(Visit.objects.get(pk=visit.pk)).answers["A1"].answer == 0


def test_what_comes_after_the_end_stays_on_the_device_until_somebody_deletes_it(visit, tablet):
    one, two = tablet(), tablet()
    for each in (one, two):
        each.page.goto(f"/beratung/besuche/{visit.uid}/")
        expect(each.page.get_by_text("Für unterwegs geladen")).to_be_visible()
    two.context.set_offline(True)
    two.answer("A1", "Erfüllt")
    two.state("1 Änderung wartet auf Netz")
    one.answer("A4", "Fehlt")
    one.page.goto(f"/beratung/besuche/{visit.uid}/#ende")
    one.page.get_by_role("button", name="Abgleichen und abschließen").click()
    one.page.wait_for_url("**/ergebnis/", timeout=60000)

    two.context.set_offline(False)
    two.state(re.compile("abgeschlossen"))
    expect(two.item("A1").locator("input[value='3']")).to_be_checked()
    two.page.get_by_text("Was auf diesem Gerät liegt").click()
    two.page.get_by_role("button", name="Von diesem Gerät löschen").click()
    dialog = two.page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 Änderung ist noch nicht abgeglichen und geht verloren.")
    dialog.get_by_role("button", name="Löschen", exact=True).click()
    two.page.wait_for_url("**/beratung/besuche/")
    two.forgotten()


def test_the_list_loads_a_visit_for_the_way(visit, tablet, line, pictures):
    one = tablet(width=390)
    page = one.page
    page.goto("/beratung/besuche/")
    page.get_by_role("button", name="Für unterwegs laden").click()
    expect(page.get_by_role("heading", name="Auf diesem Gerät")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    page.screenshot(path=pictures / "besuche-geladen.png", full_page=True)
    line.cut()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Besuche auf diesem Gerät")
    page.screenshot(path=pictures / "besuche-ohne-netz.png", full_page=True)
    page.get_by_role("link", name=visit.company.name).click()
    one.answer("A1", "Fehlt")
    one.state("1 Änderung wartet auf Netz")


def test_a_file_that_is_no_photo_is_said_at_the_point(visit, tablet, tmp_path):
    one = tablet()
    one.page.goto(f"/beratung/besuche/{visit.uid}/")
    empty, text = tmp_path / "leer.jpg", tmp_path / "notiz.txt"
    empty.write_bytes(b"")
    text.write_text("kein Bild")
    for path, sentence in ((empty, "Die Datei ist leer."), (text, "Das ist kein Foto, das dieses Gerät lesen kann.")):
        one.item("A1").locator("[data-at=pick]").set_input_files(path)
        expect(one.item("A1").get_by_role("alert")).to_contain_text(sentence)
    assert one.kept()["photos"] == 0


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1280, "light")])
def test_every_part_is_accessible(visit, tablet, photo, pictures, width, theme):
    one = tablet(width=width, theme=theme)
    page = one.page
    page.goto(f"/beratung/besuche/{visit.uid}/")
    one.item("A1").locator("[data-at=pick]").set_input_files(photo)
    expect(page.get_by_role("button", name="Foto 1")).to_be_visible()
    problems = {}

    def look(name: str) -> None:
        page.wait_for_timeout(300)
        page.screenshot(path=pictures / f"besuch-{name}-{width}-{theme}.png", full_page=True)
        report = Axe().run(page, options={"resultTypes": ["violations"]})
        problems[name] = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in report.response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            problems[name].append("wider than the window")

    for part in ("A", "gespraech", "ende"):
        page.goto(f"/beratung/besuche/{visit.uid}/#{part}")
        look(part)
    page.get_by_text("Was auf diesem Gerät liegt").click()
    page.get_by_role("button", name="Von diesem Gerät löschen").click()
    look("loeschen")
    page.get_by_role("dialog").get_by_role("button", name="Zurück").click()
    page.goto(f"/beratung/besuche/{visit.uid}/#A")
    page.get_by_role("button", name="Foto 1").click()
    look("zeichnen")
    page.get_by_role("button", name="Fertig").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Foto 1")).to_be_focused()

    assert {name: found for name, found in problems.items() if found} == {}
