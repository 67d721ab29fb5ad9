"""From a question at a forum to the proof: released by two, delivered, overdue, answered, promised, decided, done."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.test_accessibility import sticks_out, violations
from tests.people import make_partner, make_person
from tests.world import picture
from werkspur.advocacy.models import (
    Commitment,
    Delivery,
    Demand,
    DemandVersion,
    Evidence,
    Paper,
    StatusChange,
    StatusProposal,
)
from werkspur.advocacy.oparl.council import Council
from werkspur.advocacy.oparl.fake import FakeServer, Faults, serve
from werkspur.advocacy.services import reminding
from werkspur.base import queue
from werkspur.base.models import Mail
from werkspur.forums.models import Question
from werkspur.forums.tests.world import forum_world
from werkspur.partners.models import Partner, Role

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TITLE = "Licht im Gewerbegebiet Nordkante"
LOOKS = (("light", 1280), ("dark", 390))


def test_from_a_question_to_the_proof(living, window, pictures):
    trade = make_partner("ihk", Partner.Kind.INDUSTRY_CHAMBER)
    kai, mia = window(living.kai), window(make_person("mia", role=Role.Kind.CHAMBER, partner=trade))
    ask()
    demand = draft(kai, living.kai, trade, pictures)
    release(kai, mia, demand, pictures)
    deliver(kai, demand, pictures)
    nobody_answers(kai, window(living.kai, width=390, theme="dark"), demand, living.kai, pictures)
    reply(kai, demand, pictures)
    commitment(kai, demand)
    council(kai, demand, pictures)
    evidence(kai, mia, demand, pictures)
    everybody_reads_it(window, demand, pictures)
    for path, name in ((f"{demand.uid}/", "uebersicht"), (f"{demand.uid}/antworten/", "antworten")):
        look(kai, f"/forderungen/verwaltung/{path}", pictures / f"forderung-11-{name}")


def look(page: Page, url: str, picture: Path) -> None:
    """Two pictures, and nothing that axe finds."""
    wrong: dict[str, list[str]] = {}
    page.goto(url)
    page.evaluate(Axe().axe_script)
    for theme, width in LOOKS:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{picture}-{width}.png", full_page=True)
        wrong[theme] = sticks_out(page) + violations(page)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == {"light": [], "dark": []}


def look_only(page: Page, picture: Path) -> None:
    page.screenshot(path=f"{picture}-1280.png", full_page=True)


def pass_by(demand: Demand, *, days: int) -> None:
    """Let everything have happened some days earlier."""
    back = timedelta(days=days)
    Demand.objects.filter(pk=demand.pk).update(
        since=F("since") - back, moved_on=F("moved_on") - back, released_on=F("released_on") - back
    )
    DemandVersion.objects.filter(demand=demand).update(released_at=F("released_at") - back)
    StatusChange.objects.filter(demand=demand).update(day=F("day") - back)
    Delivery.objects.filter(demand=demand).update(day=F("day") - back, arrived=F("arrived") - back, due=F("due") - back)


def ask() -> None:
    """Somebody in the audience wants light; the host has marked it as a matter for politics."""
    Question.objects.create(
        event=forum_world().event, text="Wann bekommt das Gewerbegebiet Nordkante Licht?", state="shown", political=True
    )


def draft(page: Page, person: Any, trade: Partner, pictures: Path) -> Demand:
    """The question becomes a draft, and the draft a whole demand of both chambers."""
    page.goto("/forderungen/verwaltung/vorschlaege/")
    expect(page.locator("main")).to_contain_text("Wann bekommt das Gewerbegebiet Nordkante Licht?")
    look(page, page.url, pictures / "forderung-1-vorschlag")
    page.get_by_role("link", name="Übernehmen").first.click()
    page.locator("[name=title]").fill(TITLE)
    page.get_by_role("button", name="Entwurf anlegen").click()
    demand = Demand.objects.get(current__title=TITLE)
    assert "Wann bekommt" in demand.current.text

    page.goto(f"/forderungen/verwaltung/{demand.uid}/freigabe/")
    expect(page.locator("main")).to_contain_text("§ 91 HwO")  # what is missing, and why
    page.goto(f"/forderungen/verwaltung/{demand.uid}/text/")
    typed = {
        "summary": "Die Wege zwischen den Höfen sind von 4 bis 6 Uhr beleuchtet.",
        "text": "Einbrüche geschehen dort, wo nachts kein Licht brennt.",
        "trade_link": "Betriebe verlieren Werkzeug von dunklen Höfen und stehen am Morgen still.",
        "organ": "Vollversammlung", "decided_on": (timezone.localdate() - timedelta(days=60)).isoformat(),
    }  # fmt: skip
    for name, value in typed.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=no_dissent]").check()
    page.locator(f"[name=bearers][value='{trade.pk}']").check()
    page.locator("summary", has_text="Stadt oder Gemeinde").click()
    page.get_by_label("Stadtrat der Stadt Leipzig", exact=True).check()
    page.locator("[name=responsible]").select_option(str(person.pk))
    page.get_by_role("button", name="Speichern und zur Freigabe").click()
    expect(page.get_by_role("button", name="freigeben")).to_be_visible()
    look(page, page.url, pictures / "forderung-2-freigabe")
    return demand


def release(first: Page, second: Page, demand: Demand, pictures: Path) -> None:
    """One signs, the same one cannot sign again, the other one's release makes it public."""
    address = f"/forderungen/verwaltung/{demand.uid}/freigabe/"
    first.goto(address)
    first.get_by_role("button", name="freigeben").click()
    expect(first.locator("main")).to_contain_text("Die zweite Freigabe fehlt")
    first.goto(address)
    expect(first.locator("main")).to_contain_text("Sie haben freigegeben. Die nächste Freigabe gibt jemand anderes.")
    assert second.context.request.get(f"/forderungen/{demand.slug}/").status == 404
    second.goto(address)
    second.get_by_role("button", name="freigeben").click()
    expect(second.locator("body")).to_contain_text("Freigegeben und öffentlich")
    demand.refresh_from_db()
    assert demand.status == "released"
    pass_by(demand, days=50)


def deliver(page: Page, demand: Demand, pictures: Path) -> None:
    """A letter by post; the deadline is computed before everybody's eyes."""
    page.goto(f"/forderungen/verwaltung/{demand.uid}/zustellungen/neu/")
    page.locator("[name=way][value=post]").check()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Speichern und ansehen").click()
    delivery = Delivery.objects.get(demand=demand)
    page.goto(f"/forderungen/verwaltung/zustellung/{delivery.uid}/zustellen/")
    day = timezone.localdate() - timedelta(days=49)
    page.locator("[name=day]").fill(day.isoformat())
    page.screenshot(path=pictures / "forderung-3-zustellen.png", full_page=True)
    page.get_by_role("button", name="Zustellen").click()
    expect(page.locator("body")).to_contain_text("Zugestellt.")
    delivery.refresh_from_db()
    demand.refresh_from_db()
    assert (delivery.state, delivery.day, demand.status) == ("sent", day, "delivered")
    expect(page.locator("main")).to_contain_text("§ 187 Abs. 1 BGB")
    look(page, page.url, pictures / "forderung-4-frist")
    letter = page.context.request.get(f"/forderungen/verwaltung/zustellung/{delivery.uid}/brief.pdf").body()
    (pictures / "forderung-4-brief.pdf").write_bytes(letter)
    told = " ".join(part.extract_text() for part in PdfReader(io.BytesIO(letter)).pages)
    assert TITLE in told
    assert "Stadtrat der Stadt Leipzig" in told


def nobody_answers(page: Page, phone: Page, demand: Demand, person: Any, pictures: Path) -> None:
    """The last day passes: it rises by itself, to the desk and by mail, once."""
    delivery = Delivery.objects.get(demand=demand)
    assert delivery.due < timezone.localdate()
    reminding.remind()
    reminding.remind()
    letters = Mail.objects.filter(to=person.email, text__contains=TITLE)
    assert letters.count() == 1
    look(page, "/forderungen/verwaltung/", pictures / "forderung-5-was-ansteht")
    expect(page.locator("main")).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text("überfällig")
    phone.goto("/")
    phone.screenshot(path=pictures / "forderung-5-uebersicht-390.png", full_page=True)


def reply(page: Page, demand: Demand, pictures: Path) -> None:
    """The answer comes with a file whose words are found."""
    page.goto(f"/forderungen/verwaltung/{demand.uid}/antworten/neu/")
    page.locator("[name=delivery]").select_option(index=1)
    page.locator("[name=kind][value=answer]").check()
    page.locator("[name=day]").fill((timezone.localdate() - timedelta(days=3)).isoformat())
    page.locator("[name=summary]").fill("Die Stadt beleuchtet die Wege bis zum Frühjahr.")
    page.locator("[name=sender]").fill("Leitung des Verkehrs- und Tiefbauamts")
    page.locator("[name=pasted]").fill("Bis zum Frühjahr beleuchten wir die Wege an der Nordkante durchgehend.")
    page.get_by_role("button", name="Antwort speichern").click()
    queue.work_off()
    demand.refresh_from_db()
    assert demand.status == "answered"
    assert not Delivery.objects.waiting().filter(demand=demand).exists()
    page.goto("/forderungen/verwaltung/suche/?q=durchgehend+beleuchten")
    expect(page.locator("main")).to_contain_text("Nordkante")
    look(page, page.url, pictures / "forderung-6-suche")


def commitment(page: Page, demand: Demand) -> None:
    page.goto(f"/forderungen/verwaltung/{demand.uid}/zusage/")
    page.locator("[name=addressee]").select_option("stadtrat-leipzig")
    typed = {
        "wording": "Bis zum Frühjahr beleuchten wir die Wege an der Nordkante durchgehend.",
        "who": "Leitung des Verkehrs- und Tiefbauamts",
        "day": (timezone.localdate() - timedelta(days=3)).isoformat(),
        "due": (timezone.localdate() + timedelta(days=120)).isoformat(),
        "measure": "Am Weg brennt von 4 bis 6 Uhr Licht.", "source": "Antwort an die Kammern",
    }  # fmt: skip
    for name, value in typed.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Zusage speichern").click()
    assert Commitment.objects.get(demand=demand).state == "open"


def council(page: Page, demand: Demand, pictures: Path) -> None:
    """A council decides: its paper comes by harvest, is linked by hand, its result is proposed and confirmed."""
    with serve(FakeServer(Council(60, "1.1"), faults=Faults(empty_created=True))) as fake:
        page.goto("/forderungen/verwaltung/vorlagen/raete/neu/")
        page.locator("[name=address]").fill(fake.system)
        page.get_by_role("button", name="Speichern").click()
        queue.work_off()
        page.goto("/forderungen/verwaltung/vorlagen/?wort=Beleuchtung")
        look(page, page.url, pictures / "forderung-7-vorlagen")
        paper = Paper.objects.get(name="Beleuchtung am Gewerbegebiet Nordkante (20)")
        page.goto(f"/forderungen/verwaltung/vorlagen/{paper.uid}/")
        page.get_by_role("link", name="Mit Forderung verknüpfen").click()
        page.locator("[name=demand]").select_option(str(demand.uid))
        page.locator("[name=kind][value=fulfils]").check()
        page.locator("[name=quote]").fill("Die Beleuchtung wird errichtet.")
        page.locator("[name=page]").fill("1")
        page.get_by_role("button", name="Speichern").click()
        queue.work_off()
    proposal = StatusProposal.objects.get(link__demand=demand)
    page.goto(f"/forderungen/verwaltung/vorlagen/vorschlag/{proposal.uid}/")
    look(page, page.url, pictures / "forderung-8-vorschlag")
    page.get_by_role("button", name="Stand ändern").click()
    demand.refresh_from_db()
    assert demand.status == "promised"
    assert StatusChange.objects.filter(demand=demand).last().source


def evidence(page: Page, second: Page, demand: Demand, pictures: Path) -> None:
    """A photo that somebody else checks; then, and only then, it is done."""
    kept = Commitment.objects.get(demand=demand)
    page.goto(f"/forderungen/verwaltung/{demand.uid}/beleg/")
    page.locator("[name=commitment]").select_option(index=1)
    page.locator("[name=kind]").select_option("photo")
    page.locator("[name=title]").fill("Der Weg an der Nordkante um 5 Uhr")
    page.locator("[name=day]").fill(timezone.localdate().isoformat())
    page.locator("[name=source]").fill("eigene Aufnahme vor Ort")
    page.locator("[name=file]").set_input_files({"name": "weg.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    page.get_by_role("button", name="Beleg speichern").click()
    brought = Evidence.objects.get(demand=demand)
    assert len(brought.sha256) == 64
    check = f"/forderungen/verwaltung/beleg/{brought.uid}/pruefen/"
    page.goto(f"/forderungen/verwaltung/{demand.uid}/antworten/")
    expect(page.locator("main")).to_contain_text("Prüfen muss ihn jemand anders")
    second.goto(check)
    second.locator("[name=note]").fill("um 5 Uhr vor Ort gesehen")
    second.get_by_role("button", name="Der Beleg stimmt").click()
    page.goto(f"/forderungen/verwaltung/zusage/{kept.uid}/entscheiden/")
    page.locator("[name=state][value=kept]").check()
    page.locator("[name=reason]").fill("Der Weg ist von 4 bis 6 Uhr hell.")
    page.locator("[name=set_status][value='done:whole']").check()
    look_only(page, pictures / "forderung-9-entscheiden")
    page.get_by_role("button", name="Entscheiden").click()
    demand.refresh_from_db()
    kept.refresh_from_db()
    assert (kept.state, demand.status, demand.outcome) == ("kept", "done", "whole")
    for kind, uid in (("antwort", demand.replies.get().uid), ("beleg", brought.uid)):
        show(page, f"/forderungen/verwaltung/zeigen/{kind}/{uid}/")


def show(page: Page, address: str) -> None:
    """Let everybody see it, the file as it is, after every page of it was looked at."""
    page.goto(address)
    page.get_by_label("das Original, ungeschwärzt").check()
    page.locator("[name=nothing_personal]").check()
    page.get_by_role("button", name="Zeigen").click()
    expect(page.locator("body")).to_contain_text("Steht auf der öffentlichen Seite.")


def everybody_reads_it(window: Any, demand: Demand, pictures: Path) -> None:
    """The page tells all of it, and names nobody of ours."""
    page = window()
    look(page, f"/forderungen/{demand.slug}/", pictures / "forderung-10-oeffentlich")
    for told in (TITLE, "umgesetzt", "Stadtrat der Stadt Leipzig", "Bis zum Frühjahr", "um 5 Uhr", "(20)"):
        expect(page.locator("main")).to_contain_text(told)
    expect(page.locator("main")).not_to_contain_text("@werkspur.example")
    look(page, "/forderungen/", pictures / "forderung-10-verzeichnis")
    answer = page.context.request.get(f"/forderungen/{demand.slug}/daten.json").json()
    assert TITLE in str(answer)
    account = page.context.request.get(f"/forderungen/rechenschaft/{timezone.localdate().year}.pdf")
    assert account.status == 404  # of a year that is not over
