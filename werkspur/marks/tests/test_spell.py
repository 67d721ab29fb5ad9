"""Hot runs spelled out, against every text of the pattern."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks.compare import damage
from werkspur.marks.spell import inside, pattern, spell, union, widen
from werkspur.marks.tests.oracle import near

places = st.lists(st.text("01A", min_size=1, max_size=3).map(lambda text: "".join(sorted(set(text)))), max_size=6)


@given(places.map(tuple), st.text("01A?", max_size=8), st.integers(0, 3))
def test_spells_what_is_near_and_nothing_else(at: tuple[str, ...], query: str, edits: int) -> None:
    every = {"".join(text) for text in product(*at)}
    assert spell(query, at, edits) == near(query, every, edits)


@given(places.map(tuple), st.text("01A??", max_size=8), st.integers(0, 2))
def test_an_unreadable_character_is_any_of_the_pattern_at_its_place(
    at: tuple[str, ...], query: str, edits: int
) -> None:
    every = {"".join(text) for text in product(*at)}
    promised = {text for text in every if damage(query, text).edits <= edits}
    assert spell(query, at, edits, unreadable_is_free=True) == promised


@given(st.lists(st.text("01A", min_size=4, max_size=4), min_size=1), st.text("01A", min_size=4, max_size=4))
def test_a_widened_pattern_holds_the_old_and_the_new(marks: list[str], new: str) -> None:
    old = pattern(marks)
    wide = widen(old, new)
    assert wide == pattern([*marks, new])
    assert inside(old, wide)
    assert inside(pattern([new]), wide)
    assert widen(wide, new) is wide


def test_patterns_of_other_lengths_lie_in_none() -> None:
    assert not inside(("0",), ("01", "01"))
    with pytest.raises(ValueError, match="zip"):
        pattern(["12", "123"])


def test_a_limit_gives_up() -> None:
    at = pattern(f"WVW{i:04}" for i in range(10_000))
    found = spell("WVW1234", at)
    assert found is not None
    assert spell("WVW1234", at, limit=len(found)) == found
    assert spell("WVW1234", at, limit=len(found) - 1) is None


def test_a_limit_bounds_the_work_even_where_nothing_is_near() -> None:
    at = pattern(f"{i:06}X" for i in range(1_000_000, 9_000_000, 111_111))
    assert spell("????????", ("0123456789",) * 8, unreadable_is_free=True, limit=1_000) is None
    assert spell("???????9", at, 0, unreadable_is_free=True, limit=100) is None


@given(st.lists(places.filter(bool), min_size=1, max_size=4))
def test_the_union_of_patterns_holds_each(patterns: list[list[str]]) -> None:
    whole = union(patterns)
    if whole is None:
        assert len({len(one) for one in patterns}) > 1
    else:
        assert all(inside(one, whole) for one in patterns)
        assert all(set(place) == {c for one in patterns for c in one[at]} for at, place in enumerate(whole))


def test_nothing_known_is_no_pattern() -> None:
    assert union([]) is None
    assert union([[], []]) is None
    assert union([["0"], ["0", "1"]]) is None
