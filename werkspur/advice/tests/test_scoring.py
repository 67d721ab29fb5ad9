"""Scores of a checklist."""

from __future__ import annotations

from fractions import Fraction

from werkspur.advice.rules.scoring import Item, Open, category, recommendations, rounded, total

DOORS = [
    Item(key=f"B{number}", category="B", weight=weight, knock_out=number in (1, 2, 6), effort=effort)
    for number, weight, effort in (
        (1, 5, 3),
        (2, 5, 3),
        (3, 4, 2),
        (4, 3, 1),
        (5, 3, 2),
        (6, 5, 2),
        (7, 4, 0),
        (8, 4, 2),
    )
]
ANSWERS = dict(zip((item.key for item in DOORS), (0, 2, 3, Open.NOT_APPLICABLE, 2, 3, 1, 3), strict=True))


def test_the_known_case_59_of_90_is_capped_at_49_by_a_missing_knock_out():
    score = category(DOORS, ANSWERS)

    assert score.exact == Fraction(5900, 90)
    assert (score.share, score.capped, score.colour) == (49, True, "red")
    assert rounded(Fraction(5900, 90)) == 66


def test_without_the_knock_out_it_is_66():
    score = category(DOORS, ANSWERS | {"B1": Open.NOT_CHECKED})

    assert score.coverage == Fraction(25, 30)
    assert not score.capped


def test_below_seventy_percent_of_the_weight_nothing_is_said():
    score = category(DOORS, {"B1": 3, "B2": 3})

    assert (score.share, score.colour) == (None, None)
    assert category(DOORS, dict.fromkeys((item.key for item in DOORS), Open.NOT_APPLICABLE)).share is None


def test_exactly_seventy_percent_is_enough():
    items = [Item(key=str(number), category="A", weight=1) for number in range(10)]

    assert category(items, {str(number): 3 for number in range(7)}).share == 100
    assert category(items, {str(number): 3 for number in range(6)}).share is None


def test_the_half_is_rounded_up_once():
    assert [rounded(Fraction(value, 2)) for value in (1, 3, 5, 99)] == [1, 2, 3, 50]
    assert rounded(Fraction(79_999, 1000)) == 80


def test_the_whole_weighs_categories_by_their_share_and_leaves_unknown_ones_out():
    full = category([Item(key="A", category="A", weight=1)], {"A": 3})
    none = category([Item(key="C", category="C", weight=1)], {})
    doors = category(DOORS, ANSWERS)

    assert total({"A": full, "B": doors, "C": none}, {"A": 8, "B": 14, "C": 11}).exact == Fraction(800 + 49 * 14, 22)
    assert total({"C": none}, {"C": 11}).share is None


def test_recommendations_begin_with_the_missing_knock_out_and_know_what_costs_nothing():
    found = recommendations(DOORS, ANSWERS)

    assert [advice.item.key for advice in found] == ["B1", "B7", "B2", "B5"]
    assert [advice.item.key for advice in found if advice.at_once] == ["B7"]
    assert found[1].rank == 8
    assert found[2].rank == Fraction(5, 2)
