"""Every table of the BKA is recognised by what is in it, with all its quirks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from werkspur.facts import tables
from werkspur.facts.tables import errors
from werkspur.facts.tables.cells import NumberFormat
from werkspur.facts.tests import made


def only(data: bytes, *, name: str = "2023.csv", year: int | None = None) -> tables.Table:
    (table,) = tables.read(data, name=name, year=year)
    return table


def test_quirk_1_latin_1_with_crlf_and_two_rows_of_headings():
    table = only(made.districts(made.district("------", "14626", name="Görlitz")))
    assert table.names == {"14626": "Görlitz"}
    assert (table.rows[0].cases, table.rows[0].row) == (68377, 3)


def test_quirk_1_a_third_row_that_repeats_the_column_numbers():
    table = only(made.lines(made.NUMBERS, made.DISTRICT_HEAD, made.NUMBERS.replace("9", "9.0"), made.district()))
    assert [row.row for row in table.rows] == [4]


def test_quirk_1_seven_rows_of_headings_in_a_workbook_that_tells_year_and_version():
    table = only(
        made.workbook(
            ["Polizeiliche Kriminalstatistik", "", "", "", "", "", "Tabelle 01"],
            ["Fälle"],
            ["HZ (Häufigkeitszahl): Fälle pro 100.000 Einwohner"],
            ["V1.0 erstellt am: 25.03.2025", "", "", "", "", "", "Berichtszeitraum: 01.01.2022 bis 31.12.2022"],
            ["Schlüssel", "Straftat", "Bundesland", "Anzahl erfasste Fälle", "HZ", "erfasste Fälle davon: Versuche",
             "", "Aufklärung", "", "Tatver-dächtige insgesamt", "Nichtdeutsche Tat-verdächtige", ""],
            ["", "", "", "", "", "Anzahl", "in %", "Anzahl Fälle", "AQ", "", "Anzahl", "Anteil an TV insg. in %"],
            ["1", 2.0, 3.0, "4", 5.0, "6", 7.0, "8", 9.0, "10", 11.0, "12"],
            ["------", "Straftaten insgesamt", "Sachsen", 267312.0, 6611.748, 17329.0, 6.48, 156228.0, 58.444,
             103915.0, 1.0, 1.0],
        ),
        name="ohne Jahr.xlsx",
    )  # fmt: skip
    row = table.rows[0]
    assert (row.area, row.year, row.cases, row.attempts, row.cleared, row.suspects) == (
        "14", 2022, 267312, 17329, 156228, 103915
    )  # fmt: skip
    assert (row.rate, row.clearance) == (Decimal("6611.7"), Decimal("58.4"))
    assert (table.version, table.dated, table.year_given) == ("1.0", date(2025, 3, 25), False)
    assert table.source == "PKS Bundeskriminalamt, 2022, Version 1.0 vom 25.03.2025"


def test_quirk_1_nine_rows_of_headings_over_four_lines_as_in_2013():
    def wide(*cells: object) -> list[object]:
        return [*cells, *[""] * (18 - len(cells))]

    table = only(
        made.workbook(
            wide("Polizeiliche Kriminalstatistik", "", "", "KfS", "Kreisfreie Stadt"),
            wide("Grundtabelle", "", "", "K", "Kreis"),
            wide("erstellt am: 06.02.2014", *[""] * 12, "Berichtszeitraum: 2013"),
            wide("Strf.-Schlüssel: ------,210000"),
            wide("Schl.-", "", "Kreis-schlüs-sel", *[""] * 6, "mit Schusswaffe", "", "Aufklärung", "", "Gesamtzahl"),
            wide("zahl", "Straftat", "", "LK", "", "erfasste", "HZ\nnach Zensus 2011", "von Spalte 3", *[""] * 5,
                 "der ermittelten", "", "", "Nichtdeutsche"),
            wide("der Tat", "", "", "SK", "Stadt-/Landkreis", "Fälle", "", "Versuche", "", "gedroht", "ge-", "Fälle",
                 "in %", "Tatver-", "männlich", "weiblich", "Tatverdächtige"),
            wide(*[""] * 7, "Fälle", "in %", "", "schossen", "", "(AQ)", "dächtigen", "", "", "Anzahl", "in %"),
            wide("1", 2.0, "", "", "", "3", "4", "5", "6", "12", "13", "14", "15", "16", "17", "18", "19", "20"),
            ["------", "Straftaten insgesamt", "01001", "KfS", "Flensburg", 8876.0, 10634.78, 864.0, 9.7, 15.0, 12.0,
             4650.0, 52.4, 3599.0, 2761.0, 838.0, 835.0, 23.2],
        ),
        name="ohne Jahr.xls",
    )  # fmt: skip
    row = table.rows[0]
    assert (row.area, row.year, row.row) == ("01001", 2013, 10)
    assert (row.cases, row.attempts, row.cleared, row.suspects) == (8876, 864, 4650, 3599)
    assert (row.rate, row.clearance) == (Decimal("10634.8"), Decimal("52.4"))


def test_quirk_1_a_million_empty_rows_below_the_table():
    book = made.workbook(
        made.STATE_HEAD.split(";"), [*made.state(cases="1").split(";")[:3], 9, 1.5, 1, 1.0, 5, 50.0, 4]
    )
    bottomless = made.edited(book, "xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="1048576"/></sheetData>')
    assert only(bottomless).rows[0].cases == 9


def test_quirk_2_comma_between_thousands():
    table = only(made.districts(made.district(cases="9,993", attempts="794", rate="11,628", cleared="5,638")))
    assert (table.rows[0].cases, table.rows[0].rate, table.numbers) == (9993, Decimal("11628.0"), NumberFormat.ENGLISH)


def test_quirk_2_no_separator_and_a_decimal_point():
    row = made.district(cases="9754", rate="11615.9", attempts="809", cleared="5450", suspects="3891")
    assert only(made.districts(row)).rows[0].rate == Decimal("11615.9")


def test_quirk_2_german_numbers_are_recognised_for_the_whole_file():
    row = made.state(cases="594.657", rate="5.272", attempts="33.675", cleared="377.711", clearance="63,5",
                     suspects="264.534")  # fmt: skip
    table = only(made.states(row))
    found = table.rows[0]
    assert (found.cases, found.rate, found.clearance) == (594657, Decimal("5272.0"), Decimal("63.5"))
    assert table.numbers is NumberFormat.GERMAN


def test_quirk_2_a_file_that_mixes_both_is_refused_with_the_row():
    with pytest.raises(errors.MixedNumbers) as refused:
        only(made.states(made.state(), made.state("****00", cases="96.140")))
    assert refused.value.row == 4
    assert refused.value.params["second"] == "96.140"


def test_quirk_3_an_undefined_percentage_is_no_zero():
    row = made.district(cases="0", rate="0", attempts="0", cleared="0", clearance="#DIV/0!", suspects="0")
    assert only(made.districts(row)).rows[0].clearance is None


def test_quirk_3_an_undefined_count_is_refused():
    with pytest.raises(errors.BadNumber) as refused:
        only(made.districts(made.district(), made.district("****00", cleared="#DIV/0!")))
    assert refused.value.row == 4


def test_quirk_4_six_dashes_are_a_key():
    assert only(made.districts(made.district())).rows[0].key == "------"


def test_quirk_5_district_keys_get_their_zero_and_both_leipzigs_stay_apart():
    rows = [made.district(area=area, name=name) for area, name in [("1001", "Flensburg"), ("14713", "Leipzig"),
                                                                   ("14729", "Leipzig")]]  # fmt: skip
    table = only(made.districts(*rows))
    assert table.names == {"01001": "Flensburg", "14713": "Leipzig", "14729": "Leipzig"}


def test_quirk_6_keys_hurt_by_a_spreadsheet():
    table = only(made.states(made.state("0"), made.state("10000"), made.state("3.00E+100")))
    assert [row.key for row in table.rows] == ["000000", "010000", "3**100"]


def test_quirk_7_the_number_of_the_state_before_its_name():
    row = made.state(name="14;Sachsen")
    assert only(made.states(row)).rows[0].cases == 296421


def test_quirk_7_the_number_of_the_state_as_last_column():
    assert only(made.states(made.state() + ";14")).rows[0].area == "14"


def test_quirk_7_five_columns_without_headings_carry_the_population():
    data = made.districts(
        made.district(more=";0;;14713;Leipzig;593,145"),
        head=made.DISTRICT_HEAD + ";;;;;",
        numbers=made.NUMBERS + ";;;;;",
    )
    (one,) = only(data, year=2020).inhabitants
    assert (one.area, one.day, one.base, one.count) == ("14713", date(2019, 12, 31), "2011", 593145)


def test_quirk_8_labels_drift_and_are_cleaned():
    row = made.state("410*00", label="darunter:\xa0in/aus  Dienst-\xa0und Büroräumen und zwar:")
    assert only(made.states(row)).rows[0].label == "in/aus Dienst- und Büroräumen"


def test_quirk_9_the_printed_rate_is_kept_beside_the_cases():
    assert only(made.districts(made.district(rate="11,098"))).rows[0].rate == Decimal("11098.0")


def test_quirk_10_a_missing_row_is_missing_and_a_zero_is_zero():
    table = only(made.states(made.state(), made.state("***700", cases="0", attempts="0", cleared="0")))
    assert {row.key: row.cases for row in table.rows} == {"------": 296421, "***700": 0}


def test_quirk_11_zeros_lost_at_the_end_are_refused():
    with pytest.raises(errors.LostZeros) as refused:
        only(made.series((2001, "33,910"), (2002, "3315"), (2003, "34,020")))
    assert refused.value.row == 4


def test_quirk_11_a_real_fall_is_not_refused():
    table = only(made.series((2001, "33,910"), (2002, "13,315"), (2003, "34,020")))
    assert table.years == [2001, 2002, 2003]


def test_quirk_12_the_same_year_in_another_version_is_read_again_with_its_date():
    head = ["Schlüssel", "Straftat", "Bundesland", "erfasste Fälle", "HZ", "von Spalte 4 Versuche", "", "Aufklärung",
            "", "Tatver-dächtige insg."]  # fmt: skip
    row = ["------", "Straftaten insgesamt", "Sachsen", 10, 1.5, 1, 10.0, 5, 50.0, 4]
    first, second = (
        only(made.workbook([f"V{version} erstellt am: {day}", "Berichtsjahr: 2022"], head, row))
        for version, day in [("1.0", "20.03.2023"), ("2.0", "25.03.2025")]
    )
    assert (first.version, second.version) == ("1.0", "2.0")
    assert first.dated < second.dated


def test_a_federal_table_and_gzip():
    head = "Schluessel;Straftat;erfasste Faelle;%-Anteil an allen Faellen;von Spalte 3 Versuche Anzahl;" \
           "von Spalte 3 Versuche in %;Aufklaerung - Faelle;Aufklaerung in %;Tatverdaechtige insgesamt"  # fmt: skip
    row = "------;Straftaten insgesamt;6330649;100;481103;7.6;3564811;56;2369036"
    table = only(made.packed(made.lines(";".join("123456789"), head, row)), name="bund_2015.csv.gz")
    assert (table.kind, table.rows[0].area, table.rows[0].cases) == (tables.Kind.FEDERAL, "DE", 6330649)
    assert table.rows[0].clearance == Decimal("56.0")


def test_population_of_the_districts():
    table = only(
        made.workbook(
            ["Bevölkerungsdaten insgesamt", "", "", "LK", "Landkreis", "", "Bereich: Kreise"],
            ["Quelle: Statistisches Bundesamt", "", "", "", "", "", "", "Berichtsjahr: 2023"],
            ["V1.0 erstellt am 27.09.2024", "", "", "", "", "", "", "Stand: 31.12.2022"],
            ["Bundes-land", "Gemeinde-schlüssel", "Stadt / Landkreis", "LK / SK", "Bevölkerung", "", ""],
            ["", "", "", "", "insgesamt", "männlich", "weiblich"],
            ["SN", "14713", "Leipzig", "KfS", 616093.0, 1.0, 1.0],
        )
    )
    (one,) = table.inhabitants
    assert (one.count, one.day, one.base) == (616093, date(2022, 12, 31), "2011")


def test_annual_averages_are_no_base_of_rates():
    with pytest.raises(errors.NotABase):
        only(made.lines("GENESIS-Tabelle: 12411-05-01-4", "Durchschnittliche Jahresbevölkerung;;", "2019;DG;1;2"))


def test_our_own_table_carries_what_the_districts_lack():
    table = only(
        made.own("14713;*45*00;2018;546;81;66;;3.350.000,50;;", "14PDL;*45*00;2026;120;;;;;ja;"), name="eigene.csv"
    )
    first, second = table.rows
    assert (first.area, first.key, first.cases, first.damage_cents) == ("14713", "*45*00", 546, 335000050)
    assert (second.suspects, second.damage_cents, second.provisional) == (None, None, True)
    assert table.source == "Polizeidirektion Leipzig, PKS 2023"


def test_our_own_table_names_one_source():
    with pytest.raises(errors.SeveralSources) as refused:
        only(made.own("14713;*45*00;2018;546;;;;;;PD Leipzig", notes="# Quelle: BKA"))
    assert refused.value.row == 3


def test_a_clear_up_rate_above_100_is_legal():
    row = made.district("212000", cases="2", attempts="1", cleared="3", clearance="150", suspects="4")
    assert only(made.districts(row)).rows[0].clearance == Decimal("150.0")


def test_an_archive_gives_a_table_for_each_year():
    data = made.archive(kreise_2022=made.districts(made.district()), kreise_2023=made.districts(made.district()))
    assert [table.years for table in tables.read(data, name="alle.zip")] == [[2022], [2023]]


def test_an_archive_with_a_year_twice_is_refused():
    data = made.archive(a_2023=made.districts(made.district()), b_2023=made.districts(made.district()))
    with pytest.raises(errors.SeveralYears) as refused:
        tables.read(data, name="alle.zip")
    assert refused.value.params["year"] == 2023


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.EmptyFile),
        (b"  \r\n ", errors.EmptyFile),
        (made.packed(made.districts(made.district()))[:-9], errors.Truncated),
        (made.archive(a=b"x")[:-9], errors.Truncated),
        (made.workbook(["x"])[:-40], errors.Truncated),
        (b"\x1f\x8bnonsense", errors.Unreadable),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, errors.Unreadable),
        (b"a;\x00b", errors.Unreadable),
        (b"name;ort\r\nBohrhammer;Leipzig", errors.UnknownTable),
        (made.archive(x=made.archive(y=b"z")), errors.Unreadable),
        (made.districts(made.district(name="Görlitz")).decode("latin-1").encode("utf-8").decode("latin-1").encode(),
         errors.BrokenCharacters),
        (made.districts(made.district(name="G\xf6rlitz")).decode("utf-8", "replace").encode(), errors.BrokenCharacters),
        (made.districts(made.district(), made.district()), errors.Twice),
        (made.districts(made.district("ABC")), errors.Truncated),
        (made.districts(made.district(), made.district("ABC")), errors.BadKey),
        (made.districts(made.district(area="99999")), errors.BadArea),
        (made.states(made.state(name="Sachsen-Coburg")), errors.BadArea),
        (made.districts(made.district(cases="12.5")), errors.BadNumber),
        (made.districts(made.district(cases="-3")), errors.BadNumber),
        (made.districts(made.district(cases="")), errors.BadNumber),
        (made.districts(made.district(cases="3", attempts="4")), errors.Contradiction),
        (made.districts(made.district(), made.district(area="14729"), made.district("****00")), errors.Truncated),
        (made.districts(made.district(), "****00;Diebstahl;147"), errors.Truncated),
        (made.districts(made.district(), "****00;Diebstahl;147", made.district("4***00")), errors.ShortRow),
        (made.districts(made.district(), head=made.DISTRICT_HEAD.replace("aufgeklaerte Faelle", "x")),
         errors.MissingColumn),
        (made.districts(), errors.Truncated),
        (made.districts(made.district(cases="1E+999")), errors.BadNumber),
        (made.districts(made.district(cases="9999999999")), errors.BadNumber),
        (b"PK\x03\x04" + made.archive(a=b"x")[24:], errors.Truncated),
        (made.far_cell("XFD1048576"), errors.TooManyCells),
        (made.far_cell("A1048576"), errors.UnknownTable),
        (b";" * 3_000_001, errors.TooManyCells),
        (b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF", errors.UnknownTable),
        (made.zeros(files=2, each=60 * 1024 * 1024), errors.TooLarge),
        (b"0\n" * 3_000_001, errors.TooManyCells),
        (made.zeros(files=2, each=60 * 1024 * 1024, deep=True), errors.Unreadable),
    ],
)  # fmt: skip
def test_bad_files_are_refused_for_a_reason(data, error):
    with pytest.raises(error) as refused:
        tables.read(data, name="2023.csv")
    assert str(refused.value)


def test_a_year_is_asked_for_when_neither_table_nor_name_tell_it():
    with pytest.raises(errors.MissingYear):
        tables.read(made.districts(made.district()), name="kreise.csv")
    assert only(made.districts(made.district()), name="2014/kreise.csv").years == [2014]
    assert only(made.districts(made.district()), name="kreise.csv", year=2015).years == [2015]


def test_a_year_that_cannot_be_is_refused():
    with pytest.raises(errors.BadYear):
        tables.read(made.districts(made.district()), name="x.csv", year=3000)


def test_a_year_that_contradicts_the_table_is_refused():
    data = made.lines("Berichtsjahr: 2022", made.DISTRICT_HEAD, made.district())
    with pytest.raises(errors.YearContradiction):
        tables.read(data, name="x.csv", year=2023)
    assert only(data, name="erstellt-2024.csv").years == [2022]
