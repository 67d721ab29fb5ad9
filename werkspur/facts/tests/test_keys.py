"""Offence keys: repaired from spreadsheets, and which is part of which."""

from __future__ import annotations

import pytest

from werkspur.facts.rules import keys

KEYS = ["------", "890000", "****00", "3***00", "4***00", "*10*00", "410*00", "310*00", "***100", "4**100", "435*00",
        "436*00", "435020", "210000", "212000", "000000", "010000", "892000"]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("------", "------"),
        ("0", "000000"),
        ("10000", "010000"),
        ("010000", "010000"),
        (220000.0, "220000"),
        ("220000.0", "220000"),
        ("3.00E+100", "3**100"),
        ("4.00E+300", "4**300"),
        (3e100, "3**100"),
        ("\xa0435*00 ", "435*00"),
        ("–" * 6, "------"),
    ],
)
def test_a_key_hurt_by_a_spreadsheet_is_repaired(raw, key):
    assert keys.normalise(raw) == key


@pytest.mark.parametrize("raw", ["", None, "Straftat", "1234567", "43500", "12.5", "---"])
def test_what_is_no_key_stays_none_or_gets_its_leading_zero(raw):
    assert keys.normalise(raw) == ("043500" if raw == "43500" else None)


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("------", "890000"),
        ("****00", "4***00"),
        ("****00", "***100"),
        ("4***00", "435*00"),
        ("*10*00", "410*00"),
        ("435*00", "435020"),
        ("435*00", "436*00"),
        ("210000", "212000"),
        ("000000", "010000"),
        ("410*00", "410000"),
        ("410000", "410020"),
        ("410100", "410110"),
        ("*71000", "371000"),
    ],
)
def test_a_key_holds_those_below(parent, child):
    assert keys.holds(parent, child)
    assert not keys.holds(child, parent)


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("****00", "210000"),
        ("3***00", "410*00"),
        ("000000", "210000"),
        ("890000", "892000"),
        ("400000", "410000"),
        ("435000", "435*00"),
        ("410000", "410100"),
        ("*10*00", "***100"),
        ("435*00", "435*00"),
    ],
)
def test_a_key_does_not_hold_others(parent, child):
    assert not keys.holds(parent, child)


def test_parents_are_the_next_ones_above_and_may_be_several():
    assert keys.parents("410*00", among=KEYS) == ["*10*00", "4***00"]
    assert keys.parents("212000", among=KEYS) == ["210000"]
    assert keys.parents("4***00", among=KEYS) == ["****00"]
    assert keys.parents("****00", among=KEYS) == ["------"]
    assert keys.parents("------", among=KEYS) == []
