"""The two lists as PDF: readable by everybody, nothing in them is markup."""

from __future__ import annotations

import io
from datetime import date

from pypdf import PdfReader

from tests.people import make_item
from werkspur.registry.models import Item, Mark
from werkspur.tracing import documents, queries
from werkspur.tracing.models import TheftReport
from werkspur.tracing.tests.cases import make_report, signed_in

NASTY = '#panic("x") *fett* $a$ "zitat" \\ [klammer] <label> @ref // 💥漢'


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text(pdf: bytes) -> str:
    pages = " ".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(pages.replace("\u00ad", "").replace("\u200b", "").replace("\u00a0", " ").split())


def complete(report: TheftReport) -> TheftReport:
    return queries.report_with_items(TheftReport.objects.all()).get(pk=report.pk)


def test_the_list_for_the_police_names_every_number(people):
    item = make_item(owner=people.anna, mark="873-1042", colour="Orange", features="Brandfleck", value_cents=124900)
    Mark.objects.create(item=item, kind="engraving", text="ÄÖÜß-7", state="removed", position="Griff")
    report = make_report(by=people.anna, items=[item], police_reference="26-103988")
    answer = signed_in(people.anna).get(f"/diebstahl/{report.uid}/anzeige.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "diebstahl-2026-03-03-anzeige.pdf" in answer["Content-Disposition"]
    shown = text(answer.content)
    for part in (
        "873-1042",
        "ÄÖÜß-7",
        "Griff, entfernt",
        "Orange, Brandfleck",
        "1.249,00 €",
        "26-103988",
        "02.03.2026, 17:00",
    ):
        assert part in shown


def test_it_is_a_tagged_pdf_with_language_and_title(people):
    pdf = read(documents.police_pdf(complete(make_report(by=people.anna))))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "de"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Liste gestohlener Gegenstände für die Anzeige"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_the_list_for_the_insurer_sums_prices_and_values(people):
    first = make_item(owner=people.anna, price_cents=100000, value_cents=80050, acquired_on=date(2021, 5, 14))
    second = make_item(owner=people.anna, price_cents=50000)
    report = make_report(by=people.anna, items=[first, second], insurer="Muster Versicherung, 4711")
    shown = text(documents.insurer_pdf(complete(report)))
    for part in ("14.05.2021", "Kaufpreise zusammen: 1.500,00 €", "Zeitwert zusammen: 800,50 €", "Muster Versicherung"):
        assert part in shown


def test_what_people_type_is_never_markup(people):
    item = make_item(owner=people.anna, name=NASTY, make="#", model="*", features=NASTY)
    Mark.objects.create(item=item, kind="other", text=NASTY)
    report = complete(make_report(by=people.anna, items=[item], place=NASTY, circumstances=NASTY))
    for pdf in (documents.police_pdf(report), documents.insurer_pdf(report)):
        assert '#panic("x") *fett* $a$ "zitat" \\ [klammer] <label> @ref // □□' in text(pdf)


def test_two_hundred_items_and_long_values_fill_pages_with_a_header_each(people):
    owner, base = people.anna, make_item(owner=people.anna, name="Ä" * 160, features="x" * 300)
    Mark.objects.create(item=base, kind="serial", text="W" * 200)
    fields = {"company": base.company, "category": base.category, "sort_key": "m"}
    more = Item.objects.bulk_create(Item(name=f"Gerät {number}", **fields) for number in range(199))
    pdf = documents.police_pdf(complete(make_report(by=owner, items=[base, *more])))
    pages = read(pdf).pages
    assert len(pages) > 5
    assert all("Individualnummern" in page.extract_text() for page in pages)
    assert f"{len(pages)} / {len(pages)}" in pages[-1].extract_text()
    assert "W" * 200 in text(pdf).replace(" ", "")
