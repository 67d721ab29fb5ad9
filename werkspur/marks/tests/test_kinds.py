"""Every kind has the same functions; their checks warn and never stand in the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from werkspur.marks.errors import (
    CharacterError,
    CheckError,
    EmptyError,
    FormatError,
    LengthError,
    MarkError,
)
from werkspur.marks.kinds import KINDS, guess


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text())
def test_no_text_breaks_a_kind(kind: str, text: str) -> None:
    module = KINDS[kind]
    assert module.NAME
    assert module.describe(text).sentence
    assert isinstance(module.display(text), str)
    if module.is_valid(text):
        assert module.is_valid(module.validate(text))
    else:
        with pytest.raises(MarkError, match=r"[.?]$"):
            module.validate(text)


@pytest.mark.parametrize(
    ("kind", "text", "valid"),
    [
        ("imei", "35-693803-564380-9", "356938035643809"),
        ("imei", "490154203237518", "490154203237518"),
        ("imei", "3569380356438001", "3569380356438001"),
        ("vin", "1m8gdm9axkp042788", "1M8GDM9AXKP042788"),
        ("vin", "WVWZZZ1JZXW000001", "WVWZZZ1JZXW000001"),
        ("pin", "JCB VM117 C 01801240", "JCBVM117C01801240"),
        ("giai", "(8004) 4012345ABC000123", "4012345ABC000123"),
        ("grai", "(8003)04012345123456X9", "04012345123456X9"),
        ("ein", "FB0800212023AM", "FB0800212023AM"),
        ("ein", "FFB14210755999XY12", "FFB14210755999XY12"),
        ("ein", "STA.124.ZUG.95.HM.09", "STA124ZUG95HM09"),
        ("ein", "BE123456", "BE123456"),
        ("rfid", "E2:80:11:60:60:00:02:04:12:34:56:78", "E28011606000020412345678"),
        ("rfid", "276098102345678", "276098102345678"),
        ("microdot", "NLPO10444", "NLPO10444"),
        ("serial", "7JK 01234", "7JK01234"),
        ("engraving", "EG R", "EGR"),
        ("issued", "ws w92t e5t2", "WS-W92T-E5T2"),
        ("other", "?", "?"),
    ],
)
def test_right_marks(kind: str, text: str, valid: str) -> None:
    assert KINDS[kind].validate(text) == valid


@pytest.mark.parametrize(
    ("kind", "text", "error", "sentence"),
    [
        ("imei", "35693803564380", LengthError, "14 Ziffern, eine IMEI hat 15. Fehlt die letzte?"),
        ("imei", "3569380356438", LengthError, "13 Ziffern, eine IMEI hat 15."),
        (
            "imei",
            "356938035643808",
            CheckError,
            "Die Prüfziffer der IMEI passt nicht. Eine Ziffer ist wohl falsch abgelesen.",
        ),
        ("imei", "35693803564380O", CharacterError, "O kommt in dieser Art von Nummer nicht vor."),
        ("vin", "WVWZZZ1JZXW00001", LengthError, "16 Zeichen sind es, erwartet werden 17."),
        ("vin", "WVWZZZ1JZXWO00001", CharacterError, "O kommt in dieser Art von Nummer nicht vor."),
        (
            "vin",
            "1M8GDM9A1KP042788",
            CheckError,
            "Die Prüfziffer passt nicht. Ein Zeichen ist wohl falsch abgelesen.",
        ),
        (
            "pin",
            "JCBVM117101801240",
            FormatError,
            "An der neunten Stelle einer PIN steht ein Buchstabe, hier steht 1.",
        ),
        ("pin", "01801240", LengthError, "8 Zeichen sind es, erwartet werden 17."),
        ("grai", "04012345123457X9", CheckError, None),
        ("grai", "14012345123456X9", FormatError, None),
        ("giai", "ABC", FormatError, None),
        ("giai", "4" * 31, LengthError, None),
        ("ein", "XYZ", FormatError, None),
        ("rfid", "E280116060000204123456", LengthError, None),
        ("rfid", "XYZ", CharacterError, None),
        ("microdot", "1234", LengthError, None),
        ("serial", "--", EmptyError, "Hier steht keine Nummer."),
    ],
)
def test_wrong_marks_are_told_why(kind: str, text: str, error: type[MarkError], sentence: str | None) -> None:
    with pytest.raises(error) as raised:
        KINDS[kind].validate(text)
    assert sentence is None or str(raised.value) == sentence


@given(st.text("0123456789", min_size=14, max_size=14))
def test_every_phone_number_with_its_check_digit_is_right(digits: str) -> None:
    assert KINDS["imei"].is_valid(digits + luhn.calc_check_digit(digits))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("356938035643809", "imei"),
        ("JCBVM117C01801240", "pin"),
        ("CAT0320DKPHX00123", "pin"),
        ("WV1ZZZ7HZ8H123456", "vin"),
        ("1M8GDM9AXKP042788", "vin"),
        ("FFB14210755999XY12", "ein"),
        ("(8004)4012345ABC000123", "giai"),
        ("(8003)04012345123456X9", "grai"),
        ("E28011606000020412345678", "rfid"),
        ("EG R", "engraving"),
        ("WS-W92T-E5T2", "issued"),
        ("7JK01234", "serial"),
        ("8?3-1042", "serial"),
    ],
)
def test_guess(text: str, kind: str) -> None:
    found = guess(text)
    assert found[0].kind == kind
    assert all(one.sentence for one in found)
    assert [one.sure for one in found] == sorted((one.sure for one in found), reverse=True)


def test_nothing_readable_is_no_kind() -> None:
    assert guess("") == guess("???") == guess(" - ") == []
