"""Every series as a file: the same numbers as on the page, with everything that must be known about them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from defusedxml import ElementTree
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from PIL import Image

from werkspur.base import colours
from werkspur.facts.charts import picture
from werkspur.facts.models import Import
from werkspur.facts.queries import pictures
from werkspur.facts.tests.figures import CITY, COUNTY, DISTRICTS, make_areas, make_break, make_figures, make_people
from werkspur.facts.views import downloads

FILES = ("csv", "json", "svg", "png")
THEFT = {2014: 40959, 2022: 27965, 2023: 29348}


@pytest.fixture(autouse=True)
def _areas(db: None) -> None:
    make_areas()
    cache.clear()


@pytest.fixture
def theft() -> None:
    """Theft in Leipzig with a hole, attempts and cleared cases."""
    make_figures(CITY, "****00", {2014: 40959, 2022: 27965}, attempts=2937, cleared=7774)
    make_figures(CITY, "****00", {2023: 29348}, attempts=2965, cleared=9361)
    make_people(CITY, {2021: 601867, 2022: 616093})


def load(ending: str, client: Client, query: str = "gebiet=14713&schluessel=****00", **headers: str):
    return client.get(f"/fakten/reihe.{ending}?{query}", headers=headers or None)


def rows(client: Client, query: str = "gebiet=14713&schluessel=****00") -> list[dict[str, str]]:
    text = load("csv", client, query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


# The table


def test_the_table_has_the_promised_columns_and_numbers(client: Client, theft: None) -> None:
    response = load("csv", client)
    lines = response.content.decode("utf-8-sig").splitlines()
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert lines[0] == "jahr;gebiet;schluessel;faelle;versuche;aufgeklaert;einwohner;hz;aq;quelle"
    assert lines[-1].startswith("2023;14713;****00;29348;2965;9361;616093;4763,6;31,9;")
    assert rows(client)[-1]["quelle"] == "PKS Bundeskriminalamt; Einwohner am 31.12.2022: Zensus 2011"


def test_what_is_missing_is_empty_and_says_why(client: Client, theft: None) -> None:
    hole = next(row for row in rows(client) if row["jahr"] == "2018")
    counted = ("faelle", "versuche", "aufgeklaert", "einwohner", "hz", "aq")
    assert [hole[name] for name in counted] == [""] * len(counted)
    assert hole["quelle"] == "keine Zahl: noch nicht geladen"


def test_zero_is_a_number(client: Client) -> None:
    make_figures(CITY, "435*00", {2023: 0})
    assert rows(client, "gebiet=14713&schluessel=435*00")[0]["faelle"] == "0"


def test_a_year_of_two_censuses_has_two_rows(client: Client) -> None:
    """Leipzig 2024: the same 68,988 cases, two counts of inhabitants, two per cent apart."""
    make_figures(CITY, "------", {2024: 68988})
    make_people(CITY, {2023: 619877}, base="2011")
    make_people(CITY, {2023: 608013}, base="2022")
    found = rows(client, "gebiet=14713&schluessel=------")
    assert [(row["faelle"], row["einwohner"], row["hz"]) for row in found] == [
        ("68988", "608013", "11346,5"),
        ("68988", "619877", "11129,3"),
    ]
    assert [row["quelle"].rpartition(": ")[2] for row in found] == ["Zensus 2022", "Zensus 2011"]


def test_no_cell_is_a_formula_and_the_key_still_leads_back(client: Client) -> None:
    make_figures(CITY, "------", {2023: 68377}, imported=None)
    Import.objects.update(source="=HYPERLINK(1)")
    row = rows(client, "gebiet=14713&schluessel=------")[0]
    assert row["schluessel"] == "'------"
    assert row["quelle"].startswith("'=")
    assert rows(client, "gebiet=14713&schluessel=" + row["schluessel"]) == [row]


def test_a_sum_of_areas_names_its_parts(client: Client) -> None:
    for area in DISTRICTS:
        make_figures(area, "****00", {2023: 100})
    row = rows(client, "gebiet=14PDL&schluessel=****00")[0]
    assert row["faelle"] == "300"
    assert "Summe aus Leipzig, Landkreis Leipzig, Nordsachsen" in row["quelle"]


def test_clear_up_rates_of_few_cases_are_left_out_and_high_ones_are_not_capped(client: Client) -> None:
    make_figures(CITY, "435*00", {2022: 19}, cleared=3)
    make_figures(CITY, "435*00", {2023: 80}, cleared=81)
    assert [row["aq"] for row in rows(client, "gebiet=14713&schluessel=435*00")] == ["", "101,2"]


def test_provisional_figures_say_so(client: Client) -> None:
    make_figures(CITY, "****00", {2025: 20000}, provisional=True)
    assert "vorläufig" in rows(client)[0]["quelle"]


# The document


def test_the_document_has_the_values_of_the_table(client: Client, theft: None) -> None:
    values = load("json", client).json()["werte"]
    for value, row in zip(values, rows(client), strict=True):
        for name in ("faelle", "versuche", "einwohner", "hz", "aq"):
            assert ("" if value[name] is None else str(value[name]).replace(".", ",")) == row[name]
    assert values[-1]["zensus"] == "2011"
    assert values[-1]["stichtag"] == "2022-12-31"
    assert values[1]["fehlt"] == {"code": "not_loaded", "satz": "noch nicht geladen"}


def test_the_document_says_what_must_be_known(client: Client, theft: None) -> None:
    make_break(2020, offence_id="****00", text="ohne Vitrinen", source="BKA, Historie")
    Import.objects.update(version="1.0", dated="2024-03-25")
    document = load("json", client).json()
    assert document["abgerufen"] == f"{timezone.localdate():%Y-%m-%d}"
    assert document["adresse"] == "http://testserver/fakten/reihe?gebiet=14713&schluessel=****00"
    assert document["veraendert"] is False
    assert document["lizenzen"] == [
        {
            "code": "dl-de/by-2-0",
            "name": "Datenlizenz Deutschland – Namensnennung – Version 2.0",
            "url": "https://www.govdata.de/dl-de/by-2-0",
        }
    ]
    assert document["brueche"][0]["text"] == "ohne Vitrinen"
    assert document["brueche"][0]["quelle"] == "BKA, Historie"
    assert {"outgoing", "reported_only", "break", "source"} <= {note["code"] for note in document["hinweise"]}
    assert document["quellen"][0]["version"] == "1.0"
    assert document["quellen"][0]["stand"] == "2024-03-25"
    assert set(document["werte"][0]) >= set(document["spalten"])


def test_a_change_of_census_is_a_break_of_the_rate(client: Client) -> None:
    make_figures(CITY, "****00", {2023: 100, 2024: 100})
    make_people(CITY, {2022: 616093}, base="2011")
    make_people(CITY, {2023: 608013}, base="2022")
    told = load("json", client).json()["brueche"]
    assert [(one["jahr"], one["betrifft"]) for one in told] == [(2024, "hz")]


def test_a_sum_of_areas_is_altered(client: Client) -> None:
    for area in DISTRICTS:
        make_figures(area, "****00", {2023: 100})
    assert load("json", client, "gebiet=14PDL&schluessel=****00").json()["veraendert"] is True


# The picture


def test_the_picture_stands_alone(client: Client, theft: None) -> None:
    drawn = load("svg", client).content.decode()
    root = ElementTree.fromstring(drawn)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    for told in ("Diebstahl insgesamt: Leipzig", "PKS Bundeskriminalamt", "Namensnennung", "2014 40.959", "<desc"):
        assert told in drawn
    assert "var(" not in drawn
    assert "oklch" not in drawn
    assert f"fill: {colours.light()['--ws-band']}" in drawn


def test_the_colours_of_the_picture_are_those_of_the_page(client: Client, theft: None) -> None:
    assert re.fullmatch("#[0-9a-f]{6}", colours.light()["--ws-text"])
    assert colours.resolved("oklch(100% 0 0)", tokens={}) == "#ffffff"
    assert colours.resolved("oklch(0.62796 0.25768 29.2339)", tokens={}) == "#ff0000"
    assert colours.resolved("var(--a)", tokens={"--a": "var(--b)", "--b": "oklch(0% 0 0)"}) == "#000000"
    assert ":" not in "".join(re.findall(r"^([^{]*)\{", colours.rules("ws-chart"), re.MULTILINE))


def test_the_picture_may_use_nothing_but_its_own_rules(client: Client, theft: None) -> None:
    policy = load("svg", client).headers["Content-Security-Policy"]
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/]{43}='", policy)


def test_where_nothing_is_published_the_picture_says_so(client: Client) -> None:
    make_figures("14", "*45*00", {2023: 1505})
    make_figures(CITY, "------", {2023: 68377})
    drawn = load("svg", client, "gebiet=14713&schluessel=*45*00").content.decode()
    assert "Keine Zahlen für diese Auswahl." in drawn
    assert "Für Leipzig gibt es keine amtliche" in drawn
    assert "polyline" not in drawn


def test_a_break_is_named_below_the_picture(client: Client, theft: None) -> None:
    make_break(2023, offence_id="****00", text="Ein Grund.")
    assert "Bruch 2023: Ein Grund. Werte davor und danach nicht vergleichen." in load("svg", client).content.decode()


def test_text_that_is_markup_stays_text(client: Client, theft: None) -> None:
    Import.objects.update(source="<script>alert(1)</script>]]>&")
    ElementTree.fromstring(load("svg", client).content)
    assert load("png", client).status_code == 200


@pytest.mark.parametrize("width", [670, 1184, 2400])
def test_the_png_is_as_wide_as_asked(client: Client, theft: None, width: int) -> None:
    response = load("png", client, f"gebiet=14713,14729&schluessel=****00&breite={width}")
    image = Image.open(io.BytesIO(response.content))
    assert (image.format, image.width) == ("PNG", width)
    assert len(image.convert("RGB").getcolors(maxcolors=1 << 24) or []) > 20  # something is drawn, not a blank page


def test_who_draws_too_many_pictures_waits(client: Client, theft: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "EACH", 1)
    assert load("png", client).status_code == 200
    assert load("png", client).status_code == 200  # the same once more costs nothing
    refused = load("png", client, "gebiet=14713&schluessel=****00&breite=700")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "die SVG-Datei gibt es sofort" in refused.content.decode()
    assert load("svg", client).status_code == 200


@pytest.mark.parametrize("width", ["0", "669", "2401", "99999", "-5", "1e3", "²", "abc"])
def test_a_width_that_no_picture_has(client: Client, theft: None, width: str) -> None:
    response = load("png", client, f"gebiet=14713&schluessel=****00&breite={width}")
    assert (response.status_code, response.content.decode()) == (400, "Die Breite ist eine Zahl von 670 bis 2400.\n")


def test_long_words_are_broken_in_the_picture() -> None:
    drawn = picture.stand_alone("", heading="x" * 500, line="", notes=[], rules="", size=(400, 100))
    lines = re.findall(r"heading\" x=\"32\" y=\"(\d+)\">", drawn)
    assert len(lines) > 10
    assert pictures.NARROWEST > picture.MARGIN * 2


# How files are sent


@pytest.mark.parametrize("ending", FILES)
def test_files_are_for_everybody_and_leave_no_cookie(client: Client, theft: None, ending: str) -> None:
    response = load(ending, client)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert re.search(rf'filename="werkspur-xxxx00-14713\.{ending}"', response.headers["Content-Disposition"])
    assert not response.cookies


def test_pages_are_not_for_other_sites(client: Client, theft: None) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/fakten/zitat").headers


@pytest.mark.parametrize("ending", FILES)
def test_what_the_reader_has_is_not_sent_again(client: Client, theft: None, ending: str) -> None:
    first = load(ending, client)
    again = load(ending, client, **{"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert load(ending, client, **{"if-modified-since": first.headers["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize("ending", FILES)
def test_new_figures_are_sent_again(client: Client, theft: None, ending: str) -> None:
    first = load(ending, client)
    make_figures(CITY, "****00", {2024: 30370})
    Import.objects.update(updated_at=timezone.now() + timedelta(days=1))
    assert load(ending, client, **{"if-none-match": first.headers["ETag"]}).status_code == 200
    assert load(ending, client, **{"if-modified-since": first.headers["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize("ending", FILES)
def test_who_asks_only_for_the_head(client: Client, theft: None, ending: str) -> None:
    response = client.head(f"/fakten/reihe.{ending}?gebiet=14713&schluessel=****00")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["ETag"]


@pytest.mark.parametrize("ending", FILES)
def test_files_are_read_only(client: Client, theft: None, ending: str) -> None:
    assert client.post(f"/fakten/reihe.{ending}").status_code == 405


def test_a_file_is_the_same_in_every_language(client: Client, theft: None) -> None:
    german = load("csv", client)
    client.cookies["werkspur_sprache"] = "en"
    assert load("csv", client).content == german.content
    assert load("csv", client).headers["Content-Language"] == "de"


# Bad input


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("gebiet=99999", 404, "Dieses Gebiet gibt es nicht: 99999."),
        ("gebiet=14713,99999", 404, "Dieses Gebiet gibt es nicht: 99999."),
        ("schluessel=123456", 404, "Diesen Schlüssel gibt es nicht: 123456."),
        ("gebiet=99999&wert=quatsch", 404, "Dieses Gebiet gibt es nicht: 99999."),
        ("gebiet=14,14PDL,14713,14729,14730,x", 400, "Höchstens fünf Gebiete auf einmal."),
        ("gebiet=" + ",".join(str(one) for one in range(10_000)), 400, "Höchstens fünf Gebiete auf einmal."),
        ("wert=quatsch", 400, "Diesen Wert gibt es nicht: quatsch."),
        ("jahr=3000", 400, "Dieses Jahr gibt es nicht: 3000."),
        ("gebiet=%00%27%22%E2%80%AE", 404, "Dieses Gebiet gibt es nicht"),
    ],
)
def test_bad_wishes_are_answered_in_one_sentence(
    client: Client, theft: None, ending: str, query: str, status: int, said: str
) -> None:
    response = load(ending, client, query)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert said in response.content.decode()


@pytest.mark.parametrize("ending", FILES)
def test_a_house_without_figures(client: Client, ending: str) -> None:
    assert load(ending, client).status_code == 200
    from werkspur.facts.models import Area, Offence

    Area.objects.filter(level="directorate").delete()
    Area.objects.filter(level="district").delete()
    Area.objects.all().delete()
    Offence.objects.all().delete()
    response = load(ending, client)
    assert (response.status_code, response.content.decode()) == (404, "Es sind noch keine Zahlen geladen.\n")
    assert client.get("/fakten/zitat").status_code == 200


# The citation


def test_the_page_has_a_ready_citation(client: Client, theft: None) -> None:
    page = client.get("/fakten/zitat?gebiet=14713,14729&schluessel=****00&wert=hz").content.decode()
    today = f"{timezone.localdate():%d.%m.%Y}"
    assert (
        "PKS Bundeskriminalamt: Diebstahl insgesamt (****00), Leipzig, Landkreis Leipzig: Fälle je 100.000 Einwohner, "
        "2014–2023. Bereitgestellt von Werkspur, "
        "http://testserver/fakten/reihe?gebiet=14713,14729&amp;schluessel=****00&amp;wert=hz, "
        f"abgerufen am {today}. Lizenz: Datenlizenz Deutschland – Namensnennung – Version 2.0 "
        "(https://www.govdata.de/dl-de/by-2-0). Daten verändert: nein."
    ) in page


def test_years_and_versions_of_one_source_are_one_author(client: Client) -> None:
    make_figures(CITY, "****00", {2022: 1})
    Import.objects.update(source="PKS Bundeskriminalamt, 2022, Version 1.0 vom 25.03.2025")
    make_figures(CITY, "****00", {2023: 1})
    assert load("json", client).json()["zitat"].startswith("PKS Bundeskriminalamt: ")


@pytest.mark.parametrize(
    ("form", "ending", "line"),
    [
        ("bibtex", "bib", "author = {{PKS Bundeskriminalamt}}"),
        ("ris", "ris", "TI  - Diebstahl insgesamt (****00), Leipzig: Fälle"),
        ("csl", "json", '"type": "dataset"'),
    ],
)
def test_bibliography_programs_get_a_file(client: Client, theft: None, form: str, ending: str, line: str) -> None:
    response = client.get(f"/fakten/zitat?gebiet=14713&schluessel=****00&form={form}")
    assert line in response.content.decode()
    assert f'attachment; filename="werkspur-xxxx00-14713.{ending}"' == response.headers["Content-Disposition"]
    if form == "csl":
        assert json.loads(response.content)[0]["accessed"]["date-parts"][0][0] == timezone.localdate().year


def test_a_form_of_citation_that_there_is_not(client: Client, theft: None) -> None:
    response = client.get("/fakten/zitat?form=word")
    assert (response.status_code, response.content.decode()) == (400, "Diese Form gibt es nicht: word.\n")


def test_bad_wishes_show_the_citation_of_the_usual_series(client: Client, theft: None) -> None:
    page = client.get("/fakten/zitat?gebiet=99999")
    assert page.status_code == 200
    assert "Dieses Gebiet gibt es nicht: 99999." in page.content.decode()


def test_the_head_names_the_files(client: Client, theft: None) -> None:
    page = client.get("/fakten/zitat").content.decode()
    assert '<link rel="alternate" type="application/ld+json" href="/fakten/katalog.jsonld">' in page
    assert '<link rel="alternate" type="text/csv" href="/fakten/reihe.csv?gebiet=14713&amp;schluessel=****00">' in page


def test_five_areas_take_few_statements(client: Client, theft: None, django_assert_max_num_queries) -> None:
    make_figures(COUNTY, "****00", THEFT)
    with django_assert_max_num_queries(12):
        load("json", client, "gebiet=14,14PDL,14713,14729,14730&schluessel=****00")
