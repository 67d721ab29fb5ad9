"""Which questions are asked, and which drafts are refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.advice.rules.asking import MOST, PROFILES, Condition, Question, asked, condition, picked
from werkspur.advice.rules.releasing import faults
from werkspur.advice.rules.scoring import Item, Open


def question(
    key: str, *, weight: int = 3, profiles: str = "W", asks_when: str = "", category: str = "A", effort: int = 0
) -> Question:
    item = Item(key=key, category=category, weight=weight, effort=effort)
    return Question(item=item, profiles=profiles, asks_when=asks_when)


def codes(*questions: Question, shares: dict[str, int] | None = None, note: str = "Neu") -> list[tuple[str, str]]:
    advised = {each.key: True for each in questions}
    found = faults(questions, shares=shares or {"A": 100}, advised=advised, note=note)
    return [(fault.code, fault.key) for fault in found]


def test_a_condition_names_an_item_and_its_highest_answer():
    assert condition("B1:1") == Condition("B1", 1)
    assert condition("") is None
    for text in ("B1", "B1:3", ":1", "B1:1:1", "B1 :1"):
        with pytest.raises(ValueError, match=re.escape(text)):
            condition(text)


def test_only_what_applies_to_the_site_is_asked():
    asks = [question("A1", profiles="WL"), question("A2", profiles="S")]

    assert [each.key for each in asked(asks, profiles="SF", answers={})] == ["A2"]


@pytest.mark.parametrize(
    ("answer", "is_asked"), [(0, True), (1, True), (2, False), (3, False), (Open.NOT_APPLICABLE, False), (None, False)]
)
def test_a_follow_up_is_asked_when_the_answer_before_is_low_enough(answer, is_asked):
    asks = [question("A1"), question("A2", asks_when="A1:1")]
    answers = {} if answer is None else {"A1": answer}

    assert ("A2" in [each.key for each in asked(asks, profiles="W", answers=answers)]) is is_asked


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked_either():
    chain = [question("A1"), question("A2", asks_when="A1:1"), question("A3", asks_when="A2:1")]

    assert [each.key for each in asked(chain, profiles="W", answers={"A1": 3, "A2": 0})] == ["A1"]
    assert len(asked(chain, profiles="W", answers={"A1": 0, "A2": 0})) == 3


def test_a_self_check_lets_each_kind_of_site_choose_in_turn():
    heavy = [question(f"W{number}", weight=5, profiles="W") for number in range(20)]
    light = [question(f"F{number}", weight=1, profiles="F") for number in range(9)]

    chosen = [each.key for each in picked([*heavy, *light], profiles="WF")]

    assert len(chosen) == MOST
    assert sum(key.startswith("F") for key in chosen) == 7
    assert chosen == sorted(chosen, key=[each.key for each in [*heavy, *light]].index)


@given(st.text(PROFILES, max_size=6), st.lists(st.text(PROFILES, min_size=1, max_size=6), max_size=40))
def test_never_more_than_fifteen_none_twice_none_of_another_site(profiles, kinds):
    asks = [question(f"Q{number}", profiles=each) for number, each in enumerate(kinds)]

    chosen = picked(asks, profiles=profiles)

    applicable = [each for each in asks if set(each.profiles) & set(profiles)]
    assert len(chosen) == min(MOST, len(applicable))
    assert len({each.key for each in chosen}) == len(chosen)
    assert all(each in applicable for each in chosen)


def test_a_sound_draft_has_no_fault():
    assert codes(question("A1"), question("A2", asks_when="A1:2")) == []


def test_the_whole_must_be_100_and_every_category_filled_and_the_news_told():
    assert codes(question("A1"), shares={"A": 60, "B": 30}) == [("shares", ""), ("empty", "B")]
    assert codes(question("A1"), shares={"A": 100, "B": 0}) == [("share", "B"), ("empty", "B")]
    assert codes(question("A1"), note=" ") == [("note", "")]


def test_an_item_needs_weight_effort_site_and_a_recommendation():
    wrong = question("A1", weight=0, effort=4, profiles="WX")

    found = faults([wrong], shares={"A": 100}, advised={}, note="Neu")

    assert [fault.code for fault in found] == ["weight", "effort", "profiles", "advice"]
    assert codes(question("A1"), question("A1")) == [("twice", "A1")]


def test_a_loop_is_found_wherever_it_begins():
    loop = [question("A1", asks_when="A2:1"), question("A2", asks_when="A3:1"), question("A3", asks_when="A1:1")]

    assert codes(*loop, question("A4", asks_when="A1:1")) == [("loop", "A1"), ("loop", "A2"), ("loop", "A3")]
    assert codes(question("A1", asks_when="A1:0")) == [("loop", "A1")]
    assert asked(loop, profiles="W", answers={"A1": 0, "A2": 0, "A3": 0}) == []


def test_a_condition_must_lead_to_an_item_that_is_asked_of_the_same_sites():
    assert codes(question("A1", asks_when="Z9:1")) == [("dangling", "A1")]
    assert codes(question("A1", profiles="S"), question("A2", profiles="W", asks_when="A1:1")) == [("never", "A2")]
    assert codes(question("A1"), question("A2", asks_when="oft")) == [("unreadable", "A2")]
