"""One scan, its alternative readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks.fold import fold
from werkspur.marks.readings import MOST, readings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("873-1042", ["as_read 873-1042"]),
        (
            "(01)04012345123456(21)0123456",
            ["as_read (01)04012345123456(21)0123456", "gs1 0123456", "zeros 123456"],
        ),
        ("0104012345123456210123456", ["as_read 0104012345123456210123456", "gs1 0123456", "zeros 123456"]),
        (
            "]C10104012345123456\x1d1726010121AB12345\x1d10L7",
            ["as_read ]C10104012345123456 1726010121AB12345 10L7", "gs1 AB12345"],
        ),
        ("(8004)4012345ABC000123", ["as_read (8004)4012345ABC000123", "gs1 4012345ABC000123"]),
        ("(01)04012345123456", ["as_read (01)04012345123456", "zeros 104012345123456"]),
        ("0104012345123457210123456", ["as_read 0104012345123457210123456", "zeros 104012345123457210123456"]),
        ("S/N: 0123456", ["as_read S/N: 0123456", "labelled 0123456", "zeros 123456"]),
        ("Bosch GBH 2-26 S/N 905123456", ["as_read Bosch GBH 2-26 S/N 905123456", "labelled 905123456"]),
        ("FD 9907 100449", ["as_read FD 9907 100449", "labelled 100449"]),
        ("Gen 02 · 123456789", ["as_read Gen 02 · 123456789", "labelled 123456789"]),
        ("SN12", ["as_read SN12"]),
        ("S173800315", ["as_read S173800315", "identifier 173800315"]),
        ("1S20XW1234567", ["as_read 1S20XW1234567", "identifier 20XW1234567"]),
        ("SGH327SZYD", ["as_read SGH327SZYD"]),
        ("CAT0320DKXXX00123", ["as_read CAT0320DKXXX00123", "short_serial XXX00123"]),
        ("1LV5125RCXA401376", ["as_read 1LV5125RCXA401376", "short_serial 401376"]),
        ("2017 3800315", ["as_read 2017 3800315", "century 173800315"]),
        ("2017 9900315", ["as_read 2017 9900315"]),
        ("RÜD 123456", ["as_read RÜD 123456", "umlaut RUED 123456"]),
        ("0450855", ["as_read 0450855", "zeros 450855"]),
        ("000", ["as_read 000"]),
        ("3,5E+14", ["as_read 3,5E+14", "rounded 35*", "rounded 34*"]),
        ("1234567.0", ["as_read 1234567.0", "decimal 1234567"]),
        ("*ABC 123*", ["as_read *ABC 123*", "code_39 ABC 123"]),
        ("", []),
        ("– –", []),
    ],
)
def test_readings(text: str, expected: list[str]) -> None:
    assert [f"{one.origin} {one.text}" for one in readings(text)] == expected


@given(st.one_of(st.text(), st.from_regex(r"(S/N:? ?|\(21\)|1S|20)?0?[0-9A-Z]{5,16}", fullmatch=True)))
def test_the_text_itself_comes_first_and_each_form_once(text: str) -> None:
    found = readings(text)
    assert len(found) <= MOST
    assert len({one.folded for one in found}) == len(found)
    assert all(one.folded == fold(one.text) and one.sentence for one in found)
    assert [one.folded for one in found[:1]] == [fold(text)] * bool(fold(text))
