"""Our own codes: readable, safe against mistyping, numbered without gaps."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks import codes
from werkspur.marks.errors import CharacterError, CheckError, FormatError, LengthError
from werkspur.marks.fold import fold
from werkspur.marks.weights import TABLE

numbers = st.integers(0, codes.COUNT - 1)


def test_no_character_looks_like_another() -> None:
    assert fold(codes.ALPHABET) == codes.ALPHABET
    assert not {"".join(pair) for pair in combinations(codes.ALPHABET, 2)} & {
        form for pair in TABLE.pairs for form in (pair, pair[::-1])
    }


@given(numbers)
def test_an_issued_code_is_valid_however_it_is_typed(number: int) -> None:
    code = codes.issue(number)
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("WS", "W5"), code.replace("2", "Z")):
        assert codes.validate(typed) == code


@given(numbers)
def test_no_typo_and_no_swap_gives_another_code(number: int) -> None:
    body = codes.compact(codes.issue(number))
    typos = {body[:i] + c + body[i + 1 :] for i in range(len(body)) for c in codes.ALPHABET}
    swaps = {body[:i] + body[i + 1] + body[i] + body[i + 2 :] for i in range(len(body) - 1)}
    for typed in (typos | swaps) - {body}:
        assert not codes.is_valid("WS" + typed)


@given(numbers, st.integers(0, 7), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_one_wrong_character_is_put_right(number: int, place: int, character: str) -> None:
    code = codes.issue(number)
    body = codes.compact(code)
    assert codes.correct("WS" + body[:place] + character + body[place + 1 :]) == code


@given(numbers, numbers)
def test_every_number_has_a_code_of_its_own(a: int, b: int) -> None:
    assert (codes.issue(a) == codes.issue(b)) is (a == b)


def test_random_codes_and_the_borders() -> None:
    assert codes.is_valid(codes.issue(Random(1)))
    assert codes.issue(0) != codes.issue(codes.COUNT - 1)
    for wrong in (-1, codes.COUNT):
        with pytest.raises(ValueError, match="numbered"):
            codes.issue(wrong)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", FormatError),
        ("W92TE5T2", FormatError),
        ("WS-W92T-E5T", LengthError),
        ("WS-W92T-E5T22", LengthError),
        ("WS-W92T-E5T4", CharacterError),
        ("WS-W92T-E5TA", CheckError),
    ],
)
def test_what_is_wrong_is_said(typed: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        codes.validate(typed)
    assert not codes.is_valid(typed)
