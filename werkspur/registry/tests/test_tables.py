"""Tables of every kind are read as the person saw them; what is none gets its sentence."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from werkspur.registry.queries.imports import sentence
from werkspur.registry.queries.imports.labels import MARK_HEADINGS
from werkspur.registry.tables import files
from werkspur.registry.tables.cells import Cell, Unreadable
from werkspur.registry.tables.columns import recognise
from werkspur.registry.tables.guard import guard, unguard
from werkspur.registry.tables.header import best_sheet, body, find_header
from werkspur.registry.tables.headings import ARTICLE_NUMBERS, SYNONYMS, field_of
from werkspur.registry.tables.reading import Columns, draft
from werkspur.registry.tables.values import parse_cents, parse_date
from werkspur.registry.tests.tables import csv, encrypted, ods, written, xls, xlsx

HEADINGS = ("Gegenstand", "Seriennummer", "Bemerkung")
UMLAUTS = ("Größe Ä", "Ö-4711-ß", "Rüttelplatte")


def read(tmp_path: Path, content: bytes) -> list[list[str]]:
    book = files.read(written(tmp_path / "tabelle.dat", content), mark_headings=MARK_HEADINGS)
    return [[cell.text for cell in cells] for _, cells in book.sheets[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_csv_in_every_dialect(tmp_path: Path, delimiter: str, encoding: str) -> None:
    content = csv(HEADINGS, UMLAUTS, UMLAUTS, delimiter=delimiter, encoding=encoding)
    assert read(tmp_path, content) == [list(HEADINGS), list(UMLAUTS), list(UMLAUTS)]


def test_csv_with_quotes_line_ends_and_a_stray_quotation_mark(tmp_path: Path) -> None:
    quoted = 'Name;Nr;Text\r\n"Säge ""groß""";A-1;"zwei\nZeilen; ein Feld"\r\n\r\n5" Scheibe;A-2;x\r\n'
    assert read(tmp_path, quoted.encode()) == [
        ["Name", "Nr", "Text"], ['Säge "groß"', "A-1", "zwei\nZeilen; ein Feld"], ['5" Scheibe', "A-2", "x"],
    ]  # fmt: skip
    stray = "Name;Nr\n" + '"Flex;A-0\n' + "".join(f"Bohrer;A-{number}\n" for number in range(1, 60))
    assert len(read(tmp_path, stray.encode())) == 61


def test_csv_that_names_its_delimiter_and_dos_umlauts(tmp_path: Path) -> None:
    assert read(tmp_path, b"sep=|\r\na|b;c\r\n1|2;3\r\n") == [["a", "b;c"], ["1", "2;3"]]
    assert read(tmp_path, "Gerät;Nr\nRüttler;1\n".encode("cp850"))[1] == ["Rüttler", "1"]


def test_xlsx_keeps_what_was_shown(tmp_path: Path) -> None:
    content = xlsx(
        (4417, 356938035643809, 12345678901234567890, datetime.datetime(2021, 3, 1), "007", 850.5, True),
        formats={"A1": "000000"},
    )
    path = written(tmp_path / "a", content)
    cells = files.read(path, mark_headings=MARK_HEADINGS).sheets[0].rows[0][1]
    assert cells == [
        Cell("004417"), Cell("356938035643809", "n"), Cell("12345678901234570000", "n"), Cell("2021-03-01", "d"),
        Cell("007"), Cell("850.5", "n"), Cell("WAHR", "e"),
    ]  # fmt: skip


def test_numbers_beyond_every_measure_break_nothing(tmp_path: Path) -> None:
    book = files.read(written(tmp_path / "a", with_sheet(HUGE)), mark_headings=MARK_HEADINGS)
    cells = book.sheets[0].rows[0][1]
    row = draft(cells, columns=Columns(headings=[""] * 3, mapping={0: "price", 1: "acquired_on", 2: "name"}))
    assert [problem.code for problem in row.problems] == ["no_amount", "no_date"]
    assert row.values == {"name": "Säge?"}


def test_json_with_what_no_database_keeps(tmp_path: Path) -> None:
    assert read(tmp_path, b'[{"name": "S\\u0000\\ud800x"}]') == [["Bezeichnung"], ["S?x"]]


def test_a_formula_is_told_apart_from_its_value(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["=A2", "x"])
    target = io.BytesIO()
    book.save(target)
    cells = files.read(written(tmp_path / "a", target.getvalue()), mark_headings=MARK_HEADINGS).sheets[0].rows[0][1]
    assert cells[0] == Cell("", "t", formula=True)


def test_ods_and_xls(tmp_path: Path) -> None:
    assert read(tmp_path, ods(HEADINGS, ("Säge", (4417, "004417"), ""))) == [list(HEADINGS), ["Säge", "004417"]]
    assert read(tmp_path, xls(HEADINGS, ("Rüttler", 4417.0, "x"))) == [list(HEADINGS), ["Rüttler", "4417", "x"]]


def archive(entries: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in entries.items():
            packed.writestr(name, text)
    return target.getvalue()


def with_sheet(text: str) -> bytes:
    """A real XLSX whose sheet is replaced."""
    source, target = zipfile.ZipFile(io.BytesIO(xlsx(HEADINGS))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in source.infolist():
            packed.writestr(entry, text if "sheet1" in entry.filename else source.read(entry))
    return target.getvalue()


XXE = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row>'
    '<c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
)
HUGE = (
    "<worksheet><sheetData><row><c><v>1E+400</v></c><c><v>-1E+99</v></c>"
    '<c t="inlineStr"><is><t>Säge_xD800__x0000_</t></is></c></row></sheetData></worksheet>'
)
BAD = {
    "empty": b"",
    "pdf": b"%PDF-1.7 ...",
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "archive": archive({"liste.txt": "x"}),
    "numbers": archive({"Index/Document.iwa": "x"}),
    "word": archive({"[Content_Types].xml": "x", "word/document.xml": "x"}),
    "password": encrypted(),
    "bomb": archive({"xl/workbook.xml": "x", "xl/worksheets/sheet1.xml": "0" * 50_000_000}),
    "broken": xlsx(HEADINGS)[:-400],
    "entities": with_sheet(XXE),
    "markup": b"<html><table><tr><td>1</td></tr></table></html>",
    "binary": bytes(range(256)) * 20,
    "json": b'{"a": 1}',
    "no_rows": xlsx(),
    "too_many_columns": csv(tuple("abc"), ("x",) * 300),
}


@pytest.mark.parametrize("code", BAD)
def test_what_is_no_table_says_what_it_is(tmp_path: Path, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        files.read(written(tmp_path / "datei.xlsx", BAD[code]), mark_headings=MARK_HEADINGS)
    assert refused.value.code == code
    assert sentence(refused.value.code, refused.value.params).endswith(".")


def test_broken_xml_and_a_cut_off_file(tmp_path: Path) -> None:
    for content in (with_sheet("<worksheet><sheetData><row>"), xlsx(HEADINGS)[:-400], xls(HEADINGS)[:1500]):
        with pytest.raises(Unreadable, match="broken"):
            files.read(written(tmp_path / "a", content), mark_headings=MARK_HEADINGS)


def test_the_heading_row_is_found_below_titles_and_on_another_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Hinweise zur Liste"])
    sheet = book.create_sheet("Geräte")
    for row in (
        ["Fuhrpark 2026"],
        [],
        ["Stand: 1.1.2026"],
        HEADINGS,
        ["Säge", "A-1"],
        [],
        list(HEADINGS),
        ["Flex", "A-2"],
    ):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    found = files.read(written(tmp_path / "a", target.getvalue()), mark_headings=MARK_HEADINGS)
    sheet = found.sheets[best_sheet(found)]
    header = find_header(sheet)
    assert (sheet.name, header.number) == ("Geräte", 4)
    assert [(number, cells[0].text) for number, cells in body(sheet, header)] == [(5, "Säge"), (8, "Flex")]


FOREIGN = {
    "Snipe-IT": ("Asset Name|Asset Tag|Serial|Model|Manufacturer|Purchase Date|Purchase Cost|Location|Category|Notes",
                 "name reference mark:serial model make acquired_on price place category description"),
    "Homebox": ("HB.import_ref|HB.location|HB.name|HB.manufacturer|HB.model_number|HB.serial_number|HB.purchase_price"
                "|HB.quantity",
                "reference place name make model mark:serial price ignore"),
    "Shelf": ("title|qrId|category|location|barcode_Code128|cf: Serial, type:text|valuation",
              "name reference category place mark:auto mark:serial value"),
    "InvenTree": ("Part|Serial Number|Stock Location|Purchase Price|Purchase Price Currency|MPN",
                  "name mark:serial place price currency model"),
    "GLPI": ("Name|Hersteller|Modell|Seriennummer|Inventarnummer|Standort|Entität",
             "name make model mark:serial reference place ignore"),
    "Polizei": ("Lfd. Nr.|Gegenstand|Hersteller|Typ|Individualnummer/Fahrgestell-/Seriennummer|Farbe|Besonderheiten",
                "reference name make model mark:auto colour features"),
    "Betrieb": ("Inv.-Nr.|Gerätebezeichnung|Fabrikat|Typenbezeichnung|Serien-Nr.|Masch.-Nr.|IMEI 1|IMEI 2|Gravur"
                "|Anschaffungsdatum|Kaufpreis (EUR)|Lagerort|Artikel-Nr.|EAN",
                "reference name make model mark:serial note mark:imei mark:imei mark:engraving acquired_on price"
                " place note note"),
}  # fmt: skip


@pytest.mark.parametrize("program", FOREIGN)
def test_headings_of_other_programs(program: str) -> None:
    headings, fields = FOREIGN[program]
    names = headings.split("|")
    guesses = recognise(names, [[Cell("abc")] for _ in names])
    assert [guess.field for guess in guesses] == fields.split()


def test_many_words_mean_the_same() -> None:
    words = [word for group in SYNONYMS.values() for word in group]
    assert len(words) + len(ARTICLE_NUMBERS) >= 400
    assert all(field_of(word.upper() + " ") == field for field, group in SYNONYMS.items() for word in group)


def test_columns_without_headings_are_known_by_what_stands_in_them() -> None:
    columns = [["Bohrhammer", "Säge"], ["A-4711/1", "A-4711/2"], ["01.03.2021", "2.4.22"], ["850,00", "1.200,50 €"],
               ["356938035643809", "490154203237518"]]  # fmt: skip
    guesses = recognise([""] * 5, [[Cell(text) for text in column] for column in columns])
    assert [guess.field for guess in guesses] == ["name", "mark:serial", "acquired_on", "price", "mark:imei"]


@pytest.mark.parametrize(
    ("text", "cents"),
    [("850", 85000), ("1.250", 125000), ("1.234,50 €", 123450), ("1,234.50", 123450), ("12,5", 1250), ("0.999", 100),
     ("850,-", 85000), ("EUR 3", 300), ("abc", None), ("-5", None), ("99999999999", None), ("1.2.3", None)],
)  # fmt: skip
def test_amounts(text: str, cents: int | None) -> None:
    assert parse_cents(text) == cents


@pytest.mark.parametrize(
    ("text", "day"),
    [("01.03.2021", "2021-03-01"), ("1.3.21", "2021-03-01"), ("2021-03-01 00:00:00", "2021-03-01"),
     ("2021", "2021-01-01"),
     ("03/2021", "2021-03-01"), ("03/25/2021", "2021-03-25"), ("1. März 2021", "2021-03-01"), ("Mrz 21", "2021-03-01"),
     ("31.02.2021", ""), ("bald", "")],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    found = parse_date(text)
    assert (found.isoformat() if found else "") == day


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-5", "@x", "'=1", "''-x", "normal", "", "'quoted'", "\tx", "\n=1", " =1", "' =1", "＝1"]
)
def test_a_guarded_cell_comes_back_exactly(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).lstrip(" \N{NO-BREAK SPACE}").startswith(tuple("=+-@\t\r\n＝＋－＠"))
