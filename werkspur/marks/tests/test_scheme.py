"""Schemes: borders by length, learned from marks, written down with the data."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks.keys import keys
from werkspur.marks.scheme import EVEN, Scheme, learn

RUN = [f"WVW222XK7J0{i:06}" for i in range(0, 3000, 7)]


@given(st.integers(5, 200), st.integers(3, 5))
def test_even_borders_differ_by_at_most_one_character(length: int, segments: int) -> None:
    at = Scheme(segments).borders(length)
    sizes = {b - a for a, b in pairwise(at)}
    assert at[0] == 0
    assert at[-1] == length
    assert max(sizes) - min(sizes) <= 1


def test_learned_borders_let_fewer_marks_share_a_key() -> None:
    def sharing(scheme: Scheme) -> int:
        """Pairs of marks that a look-up of one would read for the other."""
        return sum(n * n for n in Counter(key for mark in RUN for key in keys(mark, scheme)).values())

    assert sharing(learn(RUN)) < sharing(EVEN)


def test_a_run_is_cut_where_its_numbers_are() -> None:
    """Moving one border of even ones changes nothing here: all that tells the marks apart stays in one segment."""
    at = learn(RUN).borders(len(RUN[0]))
    assert sum(border >= 11 for border in at[1:-1]) == 3


def test_short_marks_are_cut_into_five_segments() -> None:
    scheme = learn([*RUN, *(mark[-10:] for mark in RUN), *(mark[-6:] for mark in RUN)])
    assert [len(scheme.borders(n)) - 1 for n in (6, 10, 17, 9, 11)] == [5, 5, 4, 4, 4]
    assert [len(keys(RUN[0][-n:], scheme)) for n in (6, 10, 17, 9)] == [10, 10, 6, 6]


def test_learning_says_how_far_it_is() -> None:
    said: list[tuple[int, int]] = []
    learn([*RUN, *(mark[5:] for mark in RUN), "1234", "12345"], report=lambda *step: said.append(step))
    assert said == [(0, 2 * len(RUN)), (len(RUN), 2 * len(RUN)), (2 * len(RUN), 2 * len(RUN))]


def test_too_few_marks_teach_nothing() -> None:
    assert learn(RUN[:50]) == EVEN


def test_a_scheme_survives_being_written_down() -> None:
    scheme = learn(RUN, segments=5, prefix="2:")
    again = Scheme.from_json(scheme.to_json())
    assert again == scheme
    assert hash(again) == hash(scheme)
    assert keys(RUN[0], again) == keys(RUN[0], scheme)


def test_two_schemes_never_share_a_key() -> None:
    assert not set(keys("12345678", Scheme(prefix="1:"))) & set(keys("12345678", Scheme(prefix="2:")))


def test_a_scheme_does_not_change() -> None:
    with pytest.raises(AttributeError):
        EVEN.prefix = "x"


@pytest.mark.parametrize("wrong", [(0, 2, 2, 4, 8), (1, 2, 3, 4, 8), (0, 4, 8), (0, 1, 2, 3, 4, 6, 8), (0, 2, 4, 6, 7)])
def test_borders_that_are_none_are_refused(wrong: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="segments of 8 characters"):
        Scheme(4, {8: wrong})


@pytest.mark.parametrize("arguments", [{"segments": 2}, {"segments": 6}, {"prefix": "x" * 17}, {"prefix": "?"}])
def test_schemes_without_a_proof_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"segments|prefix"):
        Scheme(**arguments)
