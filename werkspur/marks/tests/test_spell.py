"""Hot runs spelled out, against every text of the pattern."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks.spell import inside, pattern, spell, widen
from werkspur.marks.tests.oracle import near

places = st.lists(st.text("01A", min_size=1, max_size=3).map(lambda text: "".join(sorted(set(text)))), max_size=6)


@given(places.map(tuple), st.text("01A?", max_size=8), st.integers(0, 3))
def test_spells_what_is_near_and_nothing_else(at: tuple[str, ...], query: str, edits: int) -> None:
    every = {"".join(text) for text in product(*at)}
    assert spell(query, at, edits) == near(query, every, edits)


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
