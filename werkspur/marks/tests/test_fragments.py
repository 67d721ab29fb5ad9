"""Parts of numbers and numbers with gaps, against a look at every mark."""

import fnmatch
import re
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks.fold import ALPHABET
from werkspur.marks.fragments import Asked, matches, ranges, suffixes


def reached(asked: Asked, mark: str) -> bool:
    texts = [mark] if asked.whole else suffixes(mark)
    return any(low <= text < high for low, high in asked.ranges for text in texts)


@given(st.text("01A?*", max_size=14), st.text("01A?*", max_size=9).filter(lambda text: "**" not in text))
def test_whatever_matches_lies_in_a_range(mark: str, pattern: str) -> None:
    asked = ranges(pattern)
    if asked.complete and matches(pattern, mark, whole=asked.whole):
        assert reached(asked, mark)


@given(st.text(ALPHABET, min_size=5, max_size=90), st.data())
def test_every_part_of_five_and_more_is_found(mark: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(mark) - 5))
    part = mark[start : data.draw(st.integers(start + 5, len(mark)))]
    asked = ranges(part)
    assert asked.complete
    assert reached(asked, mark)
    assert matches(part, mark)


def test_parts_with_unreadable_characters_among_many_marks() -> None:
    random = Random(7)
    marks = ["".join(random.choices("0123456789AC", k=random.randint(5, 17))) for _ in range(800)]
    for source in marks[:60]:
        part = source[random.randint(0, len(source) - 5) :][: random.randint(5, 9)]
        for at in random.sample(range(len(part)), 2):
            part = part[:at] + "?" + part[at + 1 :]
        asked = ranges(part)
        assert asked.complete
        assert all(reached(asked, mark) for mark in marks if matches(part, mark))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("31042", Asked([("31042", "31043")], complete=True)),
        ("8?31042", Asked([("31042", "31043")], complete=True)),
        ("AB*123456", Asked([("123456", "123457")], complete=True)),
        ("AB*123", Asked([("AB", "AC")], complete=True, whole=True)),
        ("A9?*", Asked([("A9", "A:")], complete=True, whole=True)),
        ("A*123", Asked([], complete=False)),
        ("*123", Asked([], complete=False)),
        ("3104", Asked([], complete=False)),
        ("???????", Asked([], complete=False)),
        ("1????2????3", Asked([], complete=False)),
        ("123???45678", Asked([("45678", "45679")], complete=True)),
        ("123??", Asked([("123", "124")], complete=True)),
        ("", Asked([], complete=False)),
    ],
)
def test_what_is_asked(pattern: str, expected: Asked) -> None:
    assert ranges(pattern) == expected


def test_unreadable_characters_are_spelled_out() -> None:
    assert len(ranges("1?234").ranges) == 28
    assert len(ranges("1?2?4").ranges) == 28 * 28


@given(st.text("01A?*", max_size=12), st.text("01A?*", max_size=9), st.booleans())
def test_a_pattern_means_what_it_says(mark: str, pattern: str, whole: bool) -> None:
    open_end = fnmatch.translate(f"{'' if whole else '*'}{pattern}*")
    assert matches(pattern, mark, whole=whole) is bool(re.match(open_end, mark))


def test_many_gaps_and_a_mark_of_equal_characters_take_no_time() -> None:
    began = process_time()
    assert not matches("00000" + "*0" * 60 + "*X", "0" * 200)
    assert process_time() - began < 1


def test_suffixes_are_cut_and_none_is_too_short() -> None:
    assert suffixes("1234567") == ["1234567", "234567", "34567"]
    assert suffixes("1234") == []
    assert {len(text) for text in suffixes("1" * 60)} == set(range(5, 41))
