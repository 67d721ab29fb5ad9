"""Which questions are asked, what must not be shown, and how far a share may be off."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.facts.rules.binomial import wilson
from werkspur.facts.rules.questionnaire import VERSIONS
from werkspur.facts.rules.suppression import ENOUGH, hidden_cells, hidden_choices, hidden_groups, is_small
from werkspur.facts.rules.survey import by_code, changed, is_asked, kept, lacking
from werkspur.facts.tests.surveys import HIT, SPARED

QUESTIONS = VERSIONS[2]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_questionnaire_is_whole(version):
    questions = VERSIONS[version]
    codes = [question["code"] for question in questions]

    assert len(codes) == len(set(codes))
    for place, question in enumerate(questions):
        values = [value for value, _words in question["choices"]]
        assert len(values) == len(set(values))
        if question["when"]:
            asked = by_code(questions[:place], question["when"]["code"])
            assert asked, question["code"]
            assert set(question["when"]["values"]) < {value for value, _words in asked["choices"]}
    assert json.loads(json.dumps(questions)) == questions


def test_three_minutes_at_most():
    """A question takes about 15 seconds; who was spared answers four."""
    assert len(QUESTIONS) <= 12
    assert len([question for question in QUESTIONS if is_asked(question, SPARED)]) == 4


def test_conditions_chain():
    assert lacking(QUESTIONS, SPARED) == []
    assert lacking(QUESTIONS, HIT) == []
    assert lacking(QUESTIONS, {"betroffen": "ja"}) == [
        "wie_oft", "wert", "angezeigt", "gekennzeichnet", "gewerk", "groesse", "gebiet",
    ]  # fmt: skip
    assert kept(QUESTIONS, HIT | {"angezeigt": "nie", "warum_nicht": ["gering"]})["warum_nicht"] == ["gering"]
    assert "warum_nicht" not in kept(QUESTIONS, HIT | {"warum_nicht": ["gering"]})
    assert kept(QUESTIONS, HIT | {"betroffen": "nein", "angezeigt": "nie", "warum_nicht": ["gering"]}) == SPARED


@given(st.dictionaries(st.sampled_from([*HIT, "wo", "x"]), st.one_of(st.text(), st.none(), st.lists(st.text()))))
def test_only_known_choices_are_kept(given_values):
    for code, value in kept(QUESTIONS, given_values).items():
        question = by_code(QUESTIONS, code)
        assert question
        assert {*([value] if isinstance(value, str) else value)} <= {one for one, _words in question["choices"]}


def test_another_wording_is_another_question():
    same = [question["code"] for question in QUESTIONS if not changed(question, by_code(VERSIONS[1], question["code"]))]

    assert "betroffen" in same
    assert "gekennzeichnet" not in same
    assert changed(None, QUESTIONS[0])


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 10, "b": 20}, set()),
        ({"a": 0, "b": 20}, set()),
        ({"a": 4, "b": 20, "c": 9}, {"a", "c"}),
        ({"a": 3, "b": 1, "c": 9, "d": 30}, {"a", "b", "c"}),
        ({"a": 3, "b": 4, "c": 9}, {"a", "b"}),
        ({"a": 2, "b": 50}, {"a", "b"}),
    ],
)
def test_small_cells_and_what_would_tell_them_are_hidden(counts, hidden):
    assert hidden_cells(counts) == hidden


def test_a_choice_of_many_is_hidden_where_few_made_it_or_few_did_not():
    assert hidden_choices({"a": 10, "b": 4, "c": 16, "d": 20, "e": 0, "f": 15}, of=20) == {"b", "c"}


def test_a_group_that_was_hit_to_the_last_is_hidden():
    groups = {"bau": (9, 0), "handel": (12, 30), "metall": (7, 20)}

    assert hidden_groups(groups) == {"bau", "metall"}


@given(st.dictionaries(st.sampled_from("abcdefg"), st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=7))
def test_no_small_cell_can_be_subtracted(groups):
    hidden = hidden_groups(groups)
    shown = set(groups) - hidden
    for key in shown:
        assert not any(is_small(count) for count in groups[key])
    if hidden and any(any(groups[key]) for key in shown):
        # Whoever knows the totals can work out the sum of what is hidden, and it stands on several groups.
        together = [sum(groups[key][cell] for key in hidden) for cell in (0, 1)]
        assert len(hidden) > 1
        assert not any(0 < count < ENOUGH for count in together)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # The formula of the source, by hand.
    [(55, 164, 0.2677, 0.4106), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (1, 2, 0.0945, 0.9055)],
)
def test_the_range_of_a_share(count, of, low, high):
    assert wilson(count, of=of) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize(("count", "of"), [(1, 0), (-1, 5), (6, 5)])
def test_no_range_without_answers(count, of):
    with pytest.raises(ValueError, match=f"{count} of {of}"):
        wilson(count, of=of)
