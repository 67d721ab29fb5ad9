"""Parts of a number with one misread character, against a look at every part of every mark."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from werkspur.marks.fold import ALPHABET
from werkspur.marks.fragments import suffixes
from werkspur.marks.misread import ASKED, SHORTEST, is_asked, near_matches, near_ranges
from werkspur.marks.tests.oracle import damaged, every


def contains(part: str, mark: str) -> bool:
    """Compare with every piece of the mark."""
    pieces = {mark[a:b] for a in range(len(mark)) for b in range(a + 1, len(mark) + 1) if abs(b - a - len(part)) <= 1}
    return any(OSA.distance(part, piece) <= 1 for piece in pieces)


def reached(part: str, mark: str) -> bool:
    return any(low <= text < high for low, high in near_ranges(part) for text in suffixes(mark))


@given(st.text("01A", min_size=SHORTEST, max_size=14), st.text("01A?*", max_size=18))
def test_a_mark_is_found_if_and_only_if_a_piece_of_it_is_one_edit_away(part: str, mark: str) -> None:
    assert near_matches(part, mark) is contains(part, mark)
    if contains(part, mark):
        assert reached(part, mark)


@given(st.text(ALPHABET + "?", min_size=7, max_size=60), st.data())
def test_every_misread_part_of_a_mark_lies_in_a_range(mark: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(mark) - 7))
    end = data.draw(st.integers(start + 7, len(mark)))
    part = damaged(mark[start:end], ALPHABET, Random(data.draw(st.integers(0, 2**32))), 1)
    if is_asked(part):
        assert near_matches(part, mark) is contains(part, mark)
        assert reached(part, mark) or not contains(part, mark)


def test_every_mark_of_two_letters_and_every_part() -> None:
    marks = every("0A", range(1, 10))
    for part in Random(3).sample(every("0A", range(7, 9)), 6):
        for mark in marks:
            assert near_matches(part, mark) is contains(part, mark), (part, mark)
            assert reached(part, mark) or not contains(part, mark), (part, mark)


@pytest.mark.parametrize("mark", ["XX1234567YY", "12345675", "X1234X567"])
@pytest.mark.parametrize("part", ["1234567", "1234657", "1243567", "123567Y", "12345567", "123456"])
def test_nothing_is_lost_at_either_end_or_in_the_middle(part: str, mark: str) -> None:
    assert near_matches(part, mark) is contains(part, mark)
    assert reached(part, mark) is (is_asked(part) and contains(part, mark))


@pytest.mark.parametrize("part", ["", "123456", "12345?7", "1234*567", "???????"])
def test_short_parts_and_patterns_are_not_asked_for_so(part: str) -> None:
    assert near_ranges(part) == ()


@given(st.text(ALPHABET, min_size=7, max_size=200))
def test_ranges_are_sorted_apart_and_not_too_many(part: str) -> None:
    asked = near_ranges(part)
    assert len(asked) <= 56 * ASKED
    assert list(asked) == sorted(asked)
    assert all(first[1] <= then[0] for first, then in pairwise(asked))
