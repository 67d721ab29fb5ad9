"""What is said while a mark is typed, on real numbers of real makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks.judge import judge
from werkspur.marks.kinds import KINDS


@pytest.mark.parametrize(
    ("text", "make", "codes"),
    [
        ("7JK01234", "Caterpillar", "ok individual"),
        ("CAT00D5KJX1234567", "", "info pin, info short_serial"),
        ("JCB3CXPCC12345678", "JCB", "info pin, info short_serial"),
        ("JCBJS13CC61018354", "", "info pin, info short_serial"),
        ("1LV5125RCXA401376", "John Deere", "info pin, info short_serial"),
        ("10000123VXA123456", "Dynapac", "info pin, info short_serial"),
        ("AG01223", "Wacker Neuson", "ok individual"),
        ("0620393", "Wacker Neuson", "warn article"),
        ("0620393", "", ""),
        ("186123456", "STIHL", "ok individual"),
        ("2017 3800315", "Husqvarna", "ok individual"),
        ("173800315", "Husqvarna", "ok individual"),
        ("0450855", "Husqvarna", ""),
        ("F24DF203813897", "", "ok individual"),
        ("CS2137D12345", "RIDGID", "ok individual"),
        ("2021 38-45", "DeWalt", "warn date"),
        ("SER 123456", "DeWalt", "info inside"),
        ("0 601 347 003", "", "warn article"),
        ("0 601 347 003", "Hilti", ""),
        ("3 601 JH9 000", "Bosch Professional", "warn article"),
        ("FD 9907", "", "warn date"),
        ("FD 9907 100449", "Bosch", "info inside"),
        ("Gen 02 · 123456789", "Hilti", "info inside"),
        ("0123456 Y", "Makita", ""),
        ("DHP484", "Makita", "warn article"),
        ("Serien-Nr. (T-Nr.) 768931", "Festool", "warn article"),
        ("Art.-Nr. 574 123", "", "warn article"),
        ("P/N 1234567", "", "warn article"),
        ("12345678", "Metabo", "warn article"),
        ("1234567890123", "Metabo", "ok individual"),
        ("GCBET-1234567", "Honda", ""),
        ("356938035643809", "", "info imei"),
        ("C02XXXXXJGH5", "Apple", ""),
        ("08QDE6K0012345", "DJI", ""),
        ("1S20XW1234567", "Lenovo", ""),
        ("SGH327SZYD", "HP", ""),
        ("WV1ZZZ7HZ8H123456", "", "info vin"),
        ("FB0800212023AM", "", "info ein"),
        ("STA124ZUG95HM09", "", "info ein"),
        ("BE123456", "", "info ein"),
        ("NLPO10444", "", ""),
        ("(8004)4012345ABC000123", "", "info inside"),
        ("(01)04012345123456(21)0123456", "", "info inside"),
        ("EG R", "", "info words, info short"),
        ("4006381333931", "", "warn ean"),
        ("S/N: 4711123 / Art.-Nr.: 0620393", "", "info inside"),
        ("*ABC123*", "", "info inside"),
        ("3,56938E+14", "", "warn excel_rounded"),
        ("3.5E+14", "", "warn excel_rounded"),
        ("01.03.2021", "", "warn excel_date"),
        ("2021-03-01 00:00:00", "", "warn excel_date"),
        ("Mär 21", "", "warn excel_date"),
        ("01. Mrz", "", ""),
        ("1234567.0", "", "warn excel_decimal"),
        ("356938035643809000", "", "warn excel_precision"),
        ("#NV", "", "warn excel_error"),
        ("########", "", "warn excel_error"),
        ("unbekannt", "", "warn no_number"),
        ("keine", "", "warn no_number"),
        ("n/a", "", "warn no_number"),
        ("siehe Rechnung", "", "warn no_number"),
        ("k.A.", "", "warn no_number"),
        ("-", "", "warn no_number"),
        ("???", "", "warn no_number"),
        ("000000", "", "warn same_characters"),
        ("АВ123СЕ", "", "warn mixed"),
        ("12\u200b34567", "", "info invisible"),
        ("\u202e1234567", "", "info invisible"),
        ("12", "", "info short"),
        ("A1" * 30, "", "info long"),
        ("873-1042", "", ""),
        ("7EX12345", "Unbekannte Werke", ""),
        ("", "", ""),
    ],
)
def test_what_is_said(text: str, make: str, codes: str) -> None:
    assert ", ".join(f"{one.severity} {one.code}" for one in judge(text, make=make)) == codes


@pytest.mark.parametrize(
    ("text", "kind", "sentence", "suggestion", "suggested_kind"),
    [
        ("35693803564380", "imei", "14 Ziffern, eine IMEI hat 15. Fehlt die letzte?", None, None),
        ("490154203237518", "imei", "Die Prüfziffer stimmt.", None, None),
        ("1M8GDM9AXKP042788", "vin", "Die Prüfziffer stimmt.", None, None),
        (
            "WVWZZZ1JZXWOOO0O1",
            "vin",
            "O kommt in dieser Art von Nummer nicht vor.",
            "WVWZZZ1JZXW000001",
            None,
        ),
        (
            "WS-W92T-E5TA",
            "issued",
            "Die Prüfziffer passt nicht. Ein Zeichen ist wohl falsch abgelesen.",
            "WS-W92T-E5T2",
            None,
        ),
        (
            "CAT0320DKPHX00123",
            "pin",
            "Diese Nummer enthält die kurze Seriennummer PHX00123. Beide speichern?",
            "PHX00123",
            "serial",
        ),
        ("(8004)4012345ABC000123", None, "Die Nummer selbst ist wohl 4012345ABC000123.", "4012345ABC000123", "giai"),
        ("S/N: 0123456", "serial", "Die Nummer selbst ist wohl 0123456.", "0123456", "serial"),
        ("1234567.0", "serial", "Excel hat „.0“ angehängt.", "1234567", None),
        ("356938035643809", None, "15 Ziffern mit richtiger Prüfziffer: eine IMEI.", None, "imei"),
    ],
)
def test_sentences_and_suggestions(
    text: str, kind: str | None, sentence: str, suggestion: str | None, suggested_kind: str | None
) -> None:
    said = {one.sentence: one for one in judge(text, kind)}
    assert sentence in said
    assert (said[sentence].suggestion, said[sentence].suggestion_kind) == (suggestion, suggested_kind)


def test_lost_zeros_are_seen_when_the_length_is_known() -> None:
    (remark,) = judge("4417", expected=6)
    assert remark.code == "excel_zeros"
    assert remark.suggestion == "004417"
    assert remark.sentence == "4 Stellen, erwartet werden 6. Excel streicht führende Nullen."
    assert judge("4417") == []
    assert judge("004417", expected=6) == []


def test_a_right_mark_of_a_kind_is_not_warned_about() -> None:
    assert [one.severity for one in judge("EG R", "engraving")] == []
    assert [one.code for one in judge("(8004)4012345ABC000123", "giai")] == []


@given(st.text(), st.sampled_from([None, *KINDS]), st.sampled_from([None, "", "Bosch", "Hilti"]))
def test_nothing_is_ever_refused(text: str, kind: str | None, make: str | None) -> None:
    for remark in judge(text, kind, make):
        assert remark.severity in ("ok", "info", "warn")
        assert remark.sentence
