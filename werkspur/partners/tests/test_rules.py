"""Pure decisions: states, districts, telephone numbers, tidy text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.partners import rules


def test_nothing_follows_a_closed_company() -> None:
    assert rules.possible_verbs("closed") == []
    assert rules.next_state("closed", "accept") == ""


def test_only_what_waits_can_be_accepted() -> None:
    states = ("pending", "asked", "verified", "refused", "closed")
    assert [state for state in states if rules.next_state(state, "accept")] == ["pending", "asked"]


@pytest.mark.parametrize(
    ("postcode", "key"),
    [
        ("04103", "14713"), ("04357", "14713"), ("04552", "14729"), ("04808", "14729"), ("04509", "14730"),
        ("04860", "14730"), ("01067", ""), ("0410", ""), ("", ""),
    ],
)  # fmt: skip
def test_districts(postcode: str, key: str) -> None:
    assert rules.district_of(postcode) == key


def test_no_postcode_belongs_to_two_districts() -> None:
    codes = [code for codes in rules.DISTRICT_POSTCODES.values() for code in codes.split()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0341 123456", "+49 341 123456"),
        ("+49 (0)341 / 12 34 56", "+49 341 123456"),
        ("0049341123456", "+49 341 123456"),
        ("0171 1234567", "+49 171 1234567"),
        ("+43 1 234567", "+43 1 234567"),
    ],
)
def test_telephone_numbers_are_written_alike(typed: str, stored: str) -> None:
    assert rules.phone(typed) == stored


@pytest.mark.parametrize("typed", ["", "abc", "12", "0341", "1" * 40, "+999 123", "\u202e0341"])
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        rules.phone(typed)


@given(st.text())
def test_tidy_text_is_tidy_and_stays_so(text: str) -> None:
    tidy = rules.tidy(text)
    assert rules.tidy(tidy) == tidy
    assert tidy == tidy.strip()
    assert not set(tidy) & set("\u200b\u202e\x00\n")


def test_a_new_look_only_for_what_the_chamber_verified() -> None:
    assert rules.needs_new_look({"name"}, state="verified")
    assert not rules.needs_new_look({"street"}, state="verified")
    assert not rules.needs_new_look({"name"}, state="pending")
