"""One page before the next meeting: what we asked, what was answered, what is due, and what was said last."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from werkspur.advocacy.documents.briefing import briefing_pdf, file_name
from werkspur.advocacy.models import CitedFigure, Commitment, Contact, FigureReading, Officeholder, Reply, Session
from werkspur.advocacy.queries.briefing import briefing_of
from werkspur.advocacy.tests.world import NOW, TODAY, advocacy_world


@pytest.fixture
def world(people):
    return advocacy_world()


def read(pdf: bytes) -> tuple[int, str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_tells_what_matters_for_the_next_meeting(world, people):
    delivery = world.delivered(due=date(2026, 11, 2), day=date(2026, 9, 30), arrived=date(2026, 10, 1))
    demand = delivery.demand
    Reply.objects.create(
        demand=demand, addressee=world.council, kind="interim", day=date(2026, 10, 20), summary="Der Rat prüft noch."
    )
    Commitment.objects.create(
        demand=demand, addressee=world.office, wording="Zehn Lampen bis zum Frühjahr", day=TODAY, due=date(2027, 3, 1),
        measure="Licht", source="Brief",
    )  # fmt: skip
    figure = CitedFigure.objects.create(demand=demand, baustein="facts", key="facts.tools", region="")
    FigureReading.objects.create(
        figure=figure, version=demand.released, label="Diebstahl von Baustellen 2025", value=1234, count=1234,
        unit="Fälle", source="PKS", note="Nur Angezeigtes.", frozen_at=NOW,
    )  # fmt: skip
    Officeholder.objects.create(addressee=world.council, role="Vorsitz des Rates")
    Contact.objects.create(
        partner=world.trade, addressee=world.office, start=NOW - timedelta(days=9), subject="Ortstermin",
        result="Sie sehen es auch so.", follow_up=TODAY, follow_up_text="Plan schicken",
    )  # fmt: skip
    Session.objects.create(
        addressee=world.council, start=NOW + timedelta(days=3), title="14. Sitzung", place="Ratssaal", note="Punkt 7"
    )
    told = briefing_of(world.council, person=people.kai, now=NOW)
    pages, text = read(briefing_pdf(told))
    assert pages == 1
    for words in (
        "14. Sitzung", "Ratssaal", "Punkt 7", "Vorsitz des Rates", demand.title, "30.09.2026", "Der Rat prüft noch.",
        "überfällig seit 02.11.2026", "Zehn Lampen bis zum Frühjahr", "Ordnungsamt der Probestadt: ", "Ortstermin",
        "Sie sehen es auch so.", "Plan schicken", "zu messen an: Licht", "1.234 Fälle", "Nur Angezeigtes.",
    ):  # fmt: skip
        assert words in text
    assert file_name(told) == "2026-12-03-briefing-probe-rat.pdf"


def test_drafts_and_what_rests_are_not_spoken_of(world, people):
    world.draft()
    assert briefing_of(world.council, person=people.kai, now=NOW).asked == []


@pytest.mark.once  # paper has the same length on every database
def test_it_is_one_page_however_much_there_is(world, people):
    for _number in range(12):
        delivery = world.delivered(world.released(title="Ein langer Titel " * 9))
        Reply.objects.create(demand=delivery.demand, addressee=world.council, day=TODAY, summary="Nein. " * 160)
        Contact.objects.create(
            partner=world.crafts, addressee=world.council, start=NOW - timedelta(days=1), subject="Thema " * 30,
            result="Wort\n" * 900,
        )  # fmt: skip
    pages, text = read(briefing_pdf(briefing_of(world.council, person=people.kai, now=NOW)))
    assert pages == 1
    assert "weitere" in text


def test_the_page_offers_it_as_pdf(world, client, people):
    client.force_login(people.kai, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("advocacy:briefing", args=[world.office.slug]))
    assert answer["Content-Type"] == "application/pdf"
    assert "briefing-probe-amt.pdf" in answer["Content-Disposition"]
    pages, text = read(answer.content)
    assert pages == 1
    assert "Noch kein Kontakt eingetragen" in text
