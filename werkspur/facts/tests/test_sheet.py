"""The yearly fact sheet: four pages that everybody can read, for any area and year with figures, and nothing else."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from werkspur.facts.models import Area, Import, Offence
from werkspur.facts.queries.selection import selection
from werkspur.facts.queries.sheet import Sheet, sheet
from werkspur.facts.tests.figures import (
    CITY,
    COUNTY,
    NORTH,
    make_areas,
    make_break,
    make_figures,
    make_fresh,
    make_people,
)
from werkspur.facts.views import sheet as views
from werkspur.partners.models import Contact, Partner

pytestmark = pytest.mark.django_db

PAGES = 4
NASTY = '#panic("x") *fett* $a$ <b> ]]> // 💥漢'


def load(client: Client, query: str = "") -> PdfReader:
    response = client.get(f"/fakten/blatt.pdf?{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf"), response.content[:200]
    return PdfReader(io.BytesIO(response.content))


def pages(pdf: PdfReader) -> list[str]:
    """The words of each page."""
    texts = [page.extract_text().replace("\u00a0", " ").replace("\u200b", "") for page in pdf.pages]
    return [" ".join(text.split()) for text in texts]


def described(pdf: PdfReader) -> list[str]:
    """The alternative texts of all pictures."""
    count = len(pdf.xref[0]) + len(pdf.xref_objStm)
    found: list[Any] = [pdf.get_object(number) for number in range(1, count + 1)]
    return [str(one["/Alt"]) for one in found if isinstance(one, dict) and one.get("/S") == "/Figure" and "/Alt" in one]


def content(**params: str) -> Sheet:
    return sheet(selection(params), address="https://werkspur.example/fakten/reihe", today=timezone.localdate())


class TestWithTheRealFigures:
    """What a fresh installation says."""

    @pytest.fixture(autouse=True)
    def _figures(self) -> None:
        make_fresh()

    def test_leipzig_2023_stands_on_four_pages(self, client: Client) -> None:
        first, second, third, fourth = pages(load(client, "gebiet=14713&jahr=2023"))
        assert "Diebstahl in der Stadt Leipzig 2023" in first
        assert "29.348" in first
        assert "im üblichen Bereich. In den fünf Jahren davor waren es zwischen 27.965 und 37.633." in first
        for kind in ("3.485", "Unter dem üblichen Bereich", "620 von 4.361 blieben Versuche", "Über dem üblichen"):
            assert kind in first
        assert "2023 29.348 +1.383, +4,9 %" in second
        assert "1.989 nicht vergleichbar" in second
        assert "Der Anstieg ist größer als die üblichen Schwankungen." in second
        assert "6.403 100 5.738 89,6 % ±0 Punkte" in second
        assert "4.763,6 Zensus 2011" in third
        assert "Stadt Leipzig: 4.763,6 nach Zensus 2011: 616.093 Einwohner am 31.12.2022." in third
        assert "Keine Rangliste" in third
        assert "Gezählt sind nur Taten, die der Polizei bekannt wurden." in fourth
        assert "2020: „Baubuden“ sind seitdem nicht mehr genannt (Diebstahl auf Baustellen)." in fourth
        assert "dl-de/by-2-0. Daten nicht verändert." in fourth
        assert "Notizen für das Forum" in fourth

    def test_each_page_names_area_year_and_source(self, client: Client) -> None:
        footer = "Werkspur, Faktenblatt: Diebstahl in der Stadt Leipzig 2023, PKS Bundeskriminalamt, dl-de/by-2-0"
        for number, text in enumerate(pages(load(client)), start=1):
            assert text.endswith(f"{footer} {number} / {PAGES}")

    def test_it_is_a_tagged_document_with_title_language_and_described_pictures(self, client: Client) -> None:
        pdf = load(client)
        root: Any = pdf.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "de"
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert pdf.metadata is not None
        assert (pdf.metadata.title, pdf.metadata.author) == ("Diebstahl in der Stadt Leipzig 2023", "Werkspur")
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
        words = described(pdf)
        assert len(words) == 1 + 4 + 4 + 1  # total, kinds, areas, all areas together
        assert all("2023 " in one for one in words)
        assert any(one.startswith("Diebstahl insgesamt: Stadt Leipzig. Fälle.") for one in words)

    def test_every_area_and_year_with_figures_has_four_pages(self) -> None:
        """The content of all, the document of those that differ most: newest, oldest, a sum, the longest name."""
        for area in ("14", "14PDL", "14628", "14730"):
            for year in (2014, 2023):
                assert str(year) in content(gebiet=area, jahr=str(year)).title
        for query in ("gebiet=14PDL&jahr=2023", "gebiet=14&jahr=2013", "gebiet=14628&jahr=2019"):
            assert len(load(Client(), query).pages) == PAGES

    def test_the_area_stands_beside_its_state_and_the_partnership_in_a_fixed_order(self) -> None:
        names = [row["name"] for row in content(gebiet="14612").data["third"]["rows"]]
        assert names == ["Sachsen", "Dresden", "Stadt Leipzig", "Landkreis Leipzig", "Nordsachsen"]
        names = [row["name"] for row in content(gebiet="14730").data["third"]["rows"]]
        assert names == ["Sachsen", "Nordsachsen", "Stadt Leipzig", "Landkreis Leipzig"]

    def test_a_sum_says_that_it_is_one(self, client: Client) -> None:
        first, *_rest, fourth = pages(load(client, "gebiet=14PDL"))
        assert "Summe aus Stadt Leipzig, Landkreis Leipzig und Nordsachsen." in first
        assert "Daten verändert: zusammengezählt." in fourth

    @pytest.mark.parametrize(
        ("query", "status", "sentence"),
        [
            ("gebiet=99999", 404, "Dieses Gebiet gibt es nicht: 99999."),
            ("jahr=3000", 400, "Dieses Jahr gibt es nicht: 3000."),
            ("jahr=2012", 404, "Für die Stadt gibt es 2012 keine Zahl."),
            ("gebiet=DE", 404, "Für Deutschland ist noch keine Zahl geladen."),
            ("gebiet=14713,14729", 400, "Ein Faktenblatt gilt für ein Gebiet."),
        ],
    )
    def test_what_there_is_not_is_said_in_a_sentence(
        self, client: Client, query: str, status: int, sentence: str
    ) -> None:
        response = client.get(f"/fakten/blatt.pdf?{query}")
        assert (response.status_code, response.content.decode()) == (status, f"{sentence}\n")

    def test_the_start_of_the_figures_leads_to_the_sheet_of_its_area_and_year(self, client: Client) -> None:
        page = client.get("/fakten/?gebiet=14729&jahr=2021").content.decode()
        found = re.search(r'href="(/fakten/blatt\.pdf\?[^"]*)"', page)
        assert found
        assert client.head(found[1].replace("&amp;", "&")).headers["Content-Disposition"] == (
            'attachment; filename="werkspur-faktenblatt-14729-2021.pdf"'
        )

    def test_it_is_kept_like_the_other_files_and_set_once(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views, "EACH", 1)
        response = client.get("/fakten/blatt.pdf")
        assert response["Cache-Control"] == "public, max-age=3600"
        assert client.get("/fakten/blatt.pdf").content == response.content  # the same once more costs nothing
        assert client.get("/fakten/blatt.pdf", headers={"If-None-Match": response["ETag"]}).status_code == 304
        refused = client.get("/fakten/blatt.pdf?jahr=2020")
        assert (refused.status_code, refused["Retry-After"]) == (429, "60")
        assert "In einer Minute geht es weiter." in refused.content.decode()

    def test_the_content_needs_few_queries(self) -> None:
        with CaptureQueriesContext(connection) as asked:
            content(gebiet="14612")
        assert len(asked) <= 20


class TestWithLittle:
    """Areas with few cases, few years, or what nobody thought of."""

    def test_an_empty_house_has_no_sheet(self, client: Client) -> None:
        assert client.get("/fakten/blatt.pdf").status_code == 404
        make_areas()
        assert client.get("/fakten/blatt.pdf").status_code == 404

    def test_under_twenty_cases_there_is_no_percentage(self, client: Client) -> None:
        make_areas()
        for area, factor in ((CITY, 1), (COUNTY, 2), (NORTH, 1)):
            make_figures(area, "****00", {2019 + at: factor * (at + 5) for at in range(5)}, attempts=2, cleared=4)
            make_people(area, {2018 + at: 1000 for at in range(5)})
        whole = pages(load(client, f"gebiet={CITY}&jahr=2023"))
        assert "2023 9 +1" in whole[1]
        assert "für Prozent sind es zu wenige Fälle" in whole[1]
        assert "Zu wenige Fälle für ein Urteil" in whole[2]
        assert "2014 = 100" not in whole[2]  # an index is a percentage too
        assert "Unter 10 Fällen sagt eine Rate nichts" in whole[2]
        assert not re.findall(r"\d %", " ".join(whole[:3]))

    def test_ten_to_nineteen_cases_have_no_percentage_on_paper_either(self) -> None:
        make_areas()
        make_figures(CITY, "****00", {2022: 15, 2023: 30})
        second = content().data["second"]
        assert second["rows"][0]["cells"][0]["note"] == "+15"
        assert second["changes"][0]["text"] == "Zum Vorjahr +15, für Prozent sind es zu wenige Fälle."

    def test_across_a_break_nothing_is_compared(self, client: Client) -> None:
        make_areas()
        make_figures(CITY, "****00", {2022: 1000, 2023: 2000})
        make_break(2023, offence_id="****00", text="Neu gezählt.")
        whole = pages(load(client, "jahr=2023"))
        assert "2.000 nicht vergleichbar" in whole[1]
        assert "dazwischen liegt ein Bruch" in whole[1]
        assert "2023: Neu gezählt (Diebstahl insgesamt)." in whole[3]

    def test_a_provisional_figure_is_marked_and_not_compared(self, client: Client) -> None:
        make_areas()
        make_figures(CITY, "****00", {2020 + at: 29000 for at in range(4)})
        make_figures(CITY, "****00", {2024: 12000}, provisional=True)
        whole = pages(load(client, "jahr=2024"))
        assert "Vorläufige Zahl, sie kann sich noch ändern." in whole[0]
        assert "12.000 vorläufig" in whole[1]
        assert "Sie wird nicht verglichen." in whole[1]
        assert "Vorläufige Zahl" in whole[2]
        assert "üblichen Bereich" not in whole[0] + whole[2]

    def test_long_names_contacts_and_sources_stay_on_four_pages(self, client: Client) -> None:
        make_areas()
        name = "Landkreis " + "Mecklenburgische-Seenplatte-Oberlausitz " * 2 + "W" * 39
        Area.objects.filter(key=CITY).update(name=name[:120])
        Offence.objects.update(name=("Diebstahl unter erschwerenden Umständen " * 5)[:120])
        for first in (2013, 2015, 2017, 2019, 2021):
            years = {first: 21000, first + 1: 22000} | ({2023: 20028} if first == 2021 else {})
            make_figures(CITY, "****00", years, attempts=2000, cleared=4000)
        for at, one in enumerate(Import.objects.all()):
            Import.objects.filter(pk=one.pk).update(source=f"Quelle {at} " + "lang " * 20, version=f"Version {at}")
        make_break(2020, offence_id="****00", text="Sehr ausführlich. " * 12)
        partner = Partner.objects.create(slug="x", name="Partner", short_name="Lang " * 12, kind="other")
        for at in range(9):
            Contact.objects.create(
                partner=partner,
                role="Rolle " * 26,
                topic="wofür " * 20,
                phone="0" * 40,
                email=f"{'a' * 60}{at}@x.example",
            )
        whole = pages(load(client, f"gebiet={CITY}&jahr=2023"))
        assert len(whole) == PAGES
        assert "20.028" in whole[0]
        assert "Im Notfall immer 110." in whole[3]

    def test_what_people_wrote_is_never_markup(self, client: Client) -> None:
        make_areas()
        make_figures(CITY, "****00", {2022: 100, 2023: 120})
        Area.objects.filter(key=CITY).update(name=NASTY)
        Import.objects.update(source=NASTY)
        assert '#panic("x") *fett* $a$ <b> ]]> // □□' in pages(load(client, f"gebiet={CITY}"))[0]

    def test_whoever_is_no_partner_any_more_is_not_named(self, client: Client) -> None:
        make_areas()
        make_figures(CITY, "****00", {2023: 100})
        today = timezone.localdate()
        over = {"valid_from": today.replace(year=2015, day=1), "valid_to": today.replace(year=2020, day=1)}
        for slug, fields in (("neu", {}), ("alt", over)):
            partner = Partner.objects.create(slug=slug, name=slug, short_name=f"Kammer {slug}", kind="other", **fields)
            Contact.objects.create(partner=partner, role="Auskunft", email=f"{slug}@kammer.example")
        fourth = pages(load(client))[3]
        assert "Kammer neu, Auskunft" in fourth
        assert "neu@kammer.example" in fourth
        assert "Kammer alt" not in fourth
