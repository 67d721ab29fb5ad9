"""What comes first: the weight table, grades, soft evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.marks.rank import GRADES, TABLE, Evidence, Table, evidence_reasons, grade, order, weigh


@pytest.mark.parametrize(
    ("read", "stored", "weight"),
    [
        ("873-1042", "8731042", 0.0),
        ("8731O42", "8731042", 0.40),
        ("3731042", "8731042", 0.50),
        ("8713042", "8731042", 0.60),
        ("871042", "8731042", 0.60),
        ("87731042", "8731042", 0.70),
        ("8731542", "8731042", 0.80),
        ("8731X42", "8731042", 1.0),
        ("87X31042", "8731042", 1.3),
        ("8?31042", "8731042", 0.15),
        ("8?31O4Z", "8731042", 0.95),
        ("87I3042", "8731042", 1.0),
        ("31042", "BRDM8731042", 0.50),
        ("87310", "BR8731042", 1.0),
        ("BRDM8731042", "31042", 0.50),
        ("87*42", "8731042", 0.0),
    ],
)
def test_the_weight_table(read: str, stored: str, weight: float) -> None:
    assert weigh(read, stored) == pytest.approx(weight)


@given(st.text("0123OILSZB89", min_size=1, max_size=12), st.text("0123OILSZB89", min_size=1, max_size=12))
def test_only_the_same_characters_weigh_nothing(read: str, stored: str) -> None:
    assert (weigh(read, stored) == 0) is (read == stored)


def test_two_confusions_come_after_one_wrong_digit() -> None:
    """Two errors are rarer than one, even when each of them is easy to make."""
    assert weigh("8731047", "8731042") < weigh("B73IO42", "8731042")


@pytest.mark.parametrize(
    ("query", "weight", "edits", "expected"),
    [
        ("8?3-1O4Z", 0.95, 0, 4),
        ("8?3-1O4Z", 1.55, 1, 2),
        ("8?3-1O4Z", 1.95, 0, 2),
        ("8731042", 0.0, 0, 4),
        ("8731542", 0.8, 1, 3),
        ("87310", 0.0, 0, 3),
        ("8731", 0.0, 0, 2),
        ("87?", 0.0, 0, 1),
        ("8731042", 2.6, 2, 1),
    ],
)
def test_grades(query: str, weight: float, edits: int, expected: int) -> None:
    assert grade(query, weight=weight, edits=edits) == expected
    assert expected in GRADES


def test_another_make_lowers_the_grade_and_never_excludes() -> None:
    other, same = Evidence(make=False), Evidence(make=True, features=2)
    assert grade("8731042", weight=0.8, evidence=other) < grade("8731042", weight=0.8, evidence=same)
    assert grade("8731042", weight=9.0, evidence=other) == 1
    ranked = sorted([order("b", weight=0.8, distance=1, evidence=other), order("c", weight=0.8, distance=1)])
    assert [mark for *_, mark in ranked] == ["c", "b"]


def test_evidence_is_said() -> None:
    said = [one.sentence for one in evidence_reasons(Evidence(make=True, features=2))]
    assert said == ["Gleiche Marke.", "2 Merkmale stimmen überein."]
    assert not list(evidence_reasons(Evidence()))


def test_the_table_is_data() -> None:
    table = Table.from_dict({"same_class": 0.1, "pairs": ["12"]})
    assert weigh("O", "0", table) == pytest.approx(0.1)
    assert weigh("1", "2", table) == TABLE.visual
    assert Table.from_json(table.to_json()) == table
    with pytest.raises(TypeError):
        Table.from_dict({"nonsense": 1})
