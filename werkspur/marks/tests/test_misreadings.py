"""Counting misreadings, and the weights that follow."""

from random import Random

import pytest

from werkspur.marks.misreadings import Tally, suggest
from werkspur.marks.weights import CHARACTERS, LEAST, MOST, TABLE, WEIGHTS, WeightError, checked, parsed

MARK = "WV3G85K192"


def tally_of(*pairs: tuple[str, str]) -> Tally:
    tally = Tally()
    for read, stored in pairs:
        tally.add(read, stored, TABLE)
    return tally


@pytest.mark.parametrize(
    ("read", "stored", "seen"),
    [
        ("873-1042", "8731042", set()),
        ("8731O42", "8731042", {"same_class"}),
        ("3731042", "8731042", {"visual"}),
        ("8731542", "8731042", {"digit"}),
        ("8731X42", "8731042", {"letter"}),
        ("8713042", "8731042", {"swapped"}),
        ("871042", "8731042", {"missing"}),
        ("87731042", "8731042", {"doubled"}),
        ("87X31042", "8731042", {"extra"}),
        ("8?3I042", "8731042", {"unreadable", "same_class"}),
        ("31042", "BRDM8731042", {"open_end"}),
        ("87*42", "8731042", set()),
    ],
)
def test_each_kind_is_told(read: str, stored: str, seen: set[str]) -> None:
    assert Tally().add(read, stored, TABLE) == seen


def test_a_pair_counts_in_both_directions_and_is_named_only_when_frequent() -> None:
    tally = tally_of(*[("8731O42", "8731042")] * 3, *[("8731042", "8731O42")] * 2, *[("873I042", "8731042")] * 4)
    assert tally.pairs == {"0O": 5, "1I": 4}
    assert tally.frequent_pairs() == [("0O", 5)]


def test_the_chances_are_those_of_the_characters_that_stood_there() -> None:
    tally = tally_of(("01", "01"))
    assert tally.chances(TABLE)["same_class"] == 5  # O, Q, D for 0; I, L for 1
    assert tally.chances(TABLE)["missing"] == 2
    assert tally.chances(TABLE)["swapped"] == 1
    assert tally.chances(TABLE)["extra"] == 3 * 36


def test_the_more_often_the_less_it_weighs() -> None:
    right = [(MARK, MARK)] * 300
    seldom = suggest(tally_of(*right, ("WV3G8K5192", MARK)), TABLE)
    often = suggest(tally_of(*right, *[("WV3G8K5192", MARK)] * 60), TABLE)
    assert often.swapped < seldom.swapped
    assert often.letter == seldom.letter == 1.0


def test_a_pair_that_is_confused_again_and_again_becomes_a_visual_pair() -> None:
    strange = [(MARK.replace("K", "W"), MARK)] * 40
    assert "KW" in suggest(tally_of(*[(MARK, MARK)] * 100, *strange), TABLE).pairs
    assert "KW" not in suggest(tally_of(*[(MARK, MARK)] * 100, *strange[:4]), TABLE).pairs


def test_what_was_not_counted_keeps_its_weight() -> None:
    tally = tally_of(*[("A?C", "ABC")] * 9)
    assert suggest(tally, TABLE).unreadable == TABLE.unreadable
    assert suggest(tally, TABLE).other_make == TABLE.other_make
    assert suggest(tally, TABLE).open_end == TABLE.open_end
    tally.add_make(same=None)
    assert suggest(tally, TABLE).other_make == TABLE.other_make
    for _ in range(20):
        tally.add_make(same=True)
    assert suggest(tally, TABLE).other_make != TABLE.other_make


def test_a_suggestion_can_be_loaded_whatever_was_counted() -> None:
    r = Random(7)
    for size in (1, 3, 40):
        pairs = [tuple("".join(r.choices(CHARACTERS, k=r.randint(1, 9))) for _ in range(2)) for _ in range(size)]
        table = suggest(tally_of(*[(read, stored) for read, stored in pairs]), TABLE)
        assert parsed(table.to_json()) == table
        assert all(LEAST <= getattr(table, name) <= MOST for name in WEIGHTS)


class TestFile:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("{", r"kein JSON \(Zeile 1\)"),
            ("[" * 100_000, "JSON-Objekt"),
            ("[0.5]", "JSON-Objekt"),
            ('{"digits": 0.8}', "^digits: Dieses Gewicht gibt es nicht. Möglich sind same_class, visual"),
            ('{"digit": "0.8"}', "^digit: 0.8 ist keine Zahl"),
            ('{"digit": true}', "^digit: True ist keine Zahl"),
            ('{"digit": NaN}', "^digit: nan ist keine Zahl"),
            ('{"digit": 1e999}', "^digit: inf ist keine Zahl"),
            ('{"digit": -0.8}', "^digit: -0,8 geht nicht"),
            ('{"digit": 0}', "^digit: 0 geht nicht"),
            ('{"digit": 11}', "^digit: 11 geht nicht"),
            ('{"digit": 0.8, "digit": 0.7}', "^digit steht zweimal da"),
            ('{"letter": 0.9}', "^letter: Daran werden alle anderen gemessen"),
            ('{"pairs": "38"}', "^pairs: Hier steht eine Liste"),
            ('{"pairs": [38]}', "^pairs: 38 ist kein Paar"),
            ('{"pairs": ["389"]}', "^pairs: 389 ist kein Paar"),
            ('{"pairs": ["33"]}', "^pairs: 33 ist kein Paar"),
            ('{"pairs": ["3Ä"]}', "^pairs: 3Ä ist kein Paar"),
            ('{"pairs": ["0O"]}', "^pairs: 0O gilt ohnehin als gleich"),
            ('{"pairs": ["38", "83"]}', "^pairs: 83 steht zweimal da"),
        ],
    )
    def test_what_cannot_be_meant_is_said_with_its_name(self, text: str, sentence: str) -> None:
        with pytest.raises(WeightError, match=sentence):
            parsed(text)

    def test_what_is_not_named_is_as_in_the_table_of_the_library(self) -> None:
        assert parsed("{}") == TABLE
        table = parsed('{"digit": 0.7, "pairs": ["3b"]}')
        assert (table.digit, table.pairs, table.visual) == (0.7, ("3B",), TABLE.visual)

    def test_the_table_of_the_library_is_a_good_start(self) -> None:
        assert parsed(TABLE.to_json()) == TABLE
        assert checked({}) == TABLE
