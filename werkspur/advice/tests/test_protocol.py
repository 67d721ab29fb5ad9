"""The protocol: tagged, in the order that helps, with what was drawn on the photos, for two readers only."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from werkspur.advice.documents import protocol_pdf
from werkspur.advice.models import ChecklistItem, Visit
from werkspur.advice.services.visits import add_addendum, finish_visit
from werkspur.advice.tests.booked import signed_in
from werkspur.advice.tests.followed import answer, finished, photograph, started

pytestmark = pytest.mark.django_db

LINE = [{"points": [[0.1, 0.1], [0.9, 0.8]], "width": 0.01}]


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def told(pdf: bytes) -> str:
    """Its words, without what only lets lines break."""
    pages = " ".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(pages.replace("\u00a0", " ").replace("\u200b", "").replace("-\n", "").split())


def of(visit: Visit) -> bytes:
    return protocol_pdf(
        Visit.objects.select_related("company", "adviser__partner", "version__checklist").get(pk=visit.pk)
    )


def described(pdf: PdfReader) -> list[str]:
    """The words that stand in for each picture."""
    count = len(pdf.xref[0]) + len(pdf.xref_objStm)
    found: list[Any] = [pdf.get_object(number) for number in range(1, count + 1)]
    return [str(one["/Alt"]) for one in found if isinstance(one, dict) and "/Alt" in one]


def test_only_the_company_and_its_adviser_open_it_and_nobody_keeps_it(people):
    visit = finished(people)
    address = f"/beratung/besuche/{visit.uid}/protokoll.pdf"
    for reader in (people.anna, people.ben, people.peter):
        response = signed_in(reader).get(address)
        assert response["Content-Type"] == "application/pdf"
        assert response["Cache-Control"] == "private, no-store"
        assert "Muster" not in response["Content-Disposition"]
    for stranger in (people.clara, people.kai, people.paula, people.dora, people.otto):
        assert signed_in(stranger).get(address).status_code == 404


def test_there_is_none_before_the_end(people):
    visit = started(people)
    answer(visit, {"B1": 0}, by=people.peter)

    assert signed_in(people.peter).get(f"/beratung/besuche/{visit.uid}/protokoll.pdf").status_code == 404


def test_it_is_a_tagged_pdf_with_language_title_and_words_for_each_picture(people):
    visit = started(people)
    photograph(visit, by=people.peter, caption="Türspalt an der Hofseite", strokes=LINE)
    photograph(visit, by=people.peter, item="B3", size=(300, 900))
    signature = {"name": "Kim Muster", "strokes": LINE, "at": "2026-11-23T10:00:00+00:00"}
    answer(visit, {"B1": 0, "B3": 1}, by=people.peter, signature=signature)
    pdf = read(of(finish_visit(visit=visit, by=people.peter)))
    root: Any = pdf.trailer["/Root"]

    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "Protokoll der Beratung vor Ort"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert sorted(described(pdf)) == ["Foto zu B3", "Türspalt an der Hofseite", "Unterschrift"]
    assert "Kim Muster, 23.11.2026" in told(of(visit))


def test_what_is_drawn_lies_over_the_photo_as_lines(people):
    bare, drawn = started(people), None
    photograph(bare, by=people.peter)
    answer(bare, {"B1": 0}, by=people.peter)
    plain = _curves(of(finish_visit(visit=bare, by=people.peter)))
    drawn = started(people, hour=14)
    photograph(drawn, by=people.peter, strokes=[*LINE, {"points": [[0.5, 0.5]], "width": 0.02}])
    answer(drawn, {"B1": 0}, by=people.peter)

    assert _curves(of(finish_visit(visit=drawn, by=people.peter))) == plain + 2


def _curves(pdf: bytes) -> int:
    """How often something is painted in the red of the strokes, with what the pages hold inside them."""
    reader = read(pdf)
    count = len(reader.xref[0]) + len(reader.xref_objStm)
    streams = [reader.get_object(number) for number in range(1, count + 1)]
    red = b"0.7019608 0 0.105882354"
    return sum(one.get_data().count(red) for one in streams if hasattr(one, "get_data") and "/Width" not in one)


def test_what_is_free_stands_first_and_norms_are_named(people):
    shown = told(of(finished(people)))

    parts = [
        "Sofort und ohne Kosten",
        "Jede Tür zum Schluss",
        "Danach, nach Wirkung",
        "Haupteingang durch",
        "Schutzbeschlag mit",
    ]
    assert [shown.index(part) for part in parts] == sorted(shown.index(part) for part in parts)
    assert "zuerst: hier fehlt etwas Entscheidendes" in shown
    assert "DIN EN 1627–1630" in shown
    assert "Nicht geprüft:" in shown
    assert "Trifft nicht zu: B6." in shown
    assert "keine Garantie" in shown
    assert "Fassung 1" in shown


def test_below_seventy_percent_no_number_is_said(people):
    shown = told(of(finished(people)))

    assert "Für eine Zahl über die ganze Liste ist das zu wenig." in shown
    assert "Insgesamt sind" not in shown
    assert "%" not in shown


def test_enough_answers_give_a_number_that_is_no_percentage(people):
    keys = ChecklistItem.objects.filter(category__version__checklist__slug="vor-ort", profiles__contains="W")
    visit = started(people)
    answer(visit, dict.fromkeys(keys.values_list("key", flat=True), 3) | {"B1": 0}, by=people.peter)
    shown = told(of(finish_visit(visit=visit, by=people.peter)))

    assert "von 100 der Liste erfüllt" in shown
    assert "49 von 100" in shown
    for never in ("Sicherheitsprozent", "Prozent", "%", "Rang", "Platz"):
        assert never not in shown.replace("Stellplätze", "").replace("Rangier", "")


def test_a_remark_after_the_end_stands_in_it(people):
    visit = finished(people, notes={"text": "Hund im Hof", "present": "Kim Muster", "feeling": "unsicher seit Mai"})
    add_addendum(visit=visit, text="Das Tor ist inzwischen gesichert.", by=people.peter)
    shown = told(of(visit))

    for words in (
        "Hund im Hof",
        "Anwesend Kim Muster",
        "unsicher seit Mai",
        "Nachtrag: Das Tor ist inzwischen gesichert.",
    ):
        assert words in shown


def test_no_value_becomes_markup_and_no_character_breaks_it(people):
    note = '#panic("x") *fett* $a$ \\ [klammer] <label> @ref // 🔒 שלום Ü\u202e' + "W" * 400 + "\n" + "viel Text " * 300
    visit = started(people)
    answer(visit, {"B1": 0}, by=people.peter, notes_of={"B1": note})
    shown = told(of(finish_visit(visit=visit, by=people.peter)))

    assert '#panic("x") *fett* $a$ \\ [klammer] <label> @ref // □ □□□□ Ü' in shown
    assert "W" * 400 in shown.replace(" ", "")
    assert shown.count("viel Text") == 300


def test_sixty_items_with_forty_photos_stay_within_bounds(people):
    visit = started(people, profiles="BWLHSF")
    for number in range(40):
        photograph(
            visit, by=people.peter, caption=f"Bild {number}", strokes=LINE, size=(2000, 1500), noisy=number % 8 == 0
        )
    keys = list(ChecklistItem.objects.filter(category__version=visit.version).values_list("key", flat=True))
    answer(visit, dict.fromkeys(keys, 1), by=people.peter, notes_of=dict.fromkeys(keys, "Größe prüfen. " * 40))
    pdf = of(finish_visit(visit=visit, by=people.peter))

    assert len(keys) == 60
    assert len(described(read(pdf))) == 40
    assert len(pdf) < 12_000_000


def test_what_was_not_asked_is_not_said_to_be_unchecked(people):
    visit = started(people)
    ChecklistItem.objects.filter(category__version=visit.version, key="B4").update(asks_when="B1:1")
    answer(visit, {"B1": 3, "B2": 3}, by=people.peter)
    doors = told(of(finish_visit(visit=visit, by=people.peter))).split("Nicht geprüft: B")[1].split(".")[0]

    assert "B4" not in doors
    assert "B5" in doors
