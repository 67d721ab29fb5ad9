"""Typed text becomes canonical characters, whatever keyboard, font or scanner it came from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks.clean import clean, display
from werkspur.marks.fold import ALPHABET, CLASSES, fold, is_folded


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("873-1042", "8731042"),
        ("  7jk 012/34.5_6:7#8  ", "7JK012345678"),
        ("８７３－１０４２", "8731042"),
        ("873–10—42−1‐2", "873104212"),
        ("8\u200b7\u202e3\u00ad1\ufeff0", "87310"),
        ("АВЕКМНОРСТУХ", "ABEKMHOPCTYX"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("авсе-З", "ABCE3"),
        ("ο0О0", "O0O0"),
        ("RÜD äöü", "RUDAOU"),
        ("Straße", "STRASSE"),
        ("①²Ⅳ", "12IV"),
        ("٣٤٥", "345"),
        ("8?3**1 * *2", "8?3*1*2"),
        ("１２？３＊", "12?3*"),
        ("Łódź Ø", "LODZO"),
        ("\x1d21ABC\x00", "21ABC"),
        ("合格 12", "12"),
        ("", ""),
        ("-- / --", ""),
        ("\ud800A1", "A1"),
    ],
)
def test_clean(typed: str, canonical: str) -> None:
    assert clean(typed) == canonical


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert set(once) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?*")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert set(once) <= {*ALPHABET, "?", "*"}
    assert is_folded(once)


def test_the_classes_of_confusable_characters() -> None:
    assert fold("OQD IL S B Z G U") == "00011582" + "6V"
    assert len(ALPHABET) == 26
    assert not set(CLASSES) & set(ALPHABET)


@given(st.text())
def test_displaying_changes_nothing_that_is_searched(text: str) -> None:
    shown = display(text)
    assert display(shown) == shown
    assert clean(shown) == clean(text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  873\u200b-1042\t\n", "873-1042"),
        ("Ser.  Nr.\xa0 7", "Ser. Nr. 7"),
        ("\u202e12345", "12345"),
        ("(21)0123\x1d(10)7", "(21)0123 (10)7"),
        ("u\u0308", "ü"),
        ("合格 12", "合格 12"),
    ],
)
def test_display_keeps_what_can_be_seen(typed: str, shown: str) -> None:
    assert display(typed) == shown
