"""An event's own questions: asked by condition, kept only when asked, wrong answers named at the field."""

from __future__ import annotations

import pytest

from werkspur.forums.rules.answers import Question, asked, checked

MEAL = Question(key="essen", kind="yes_no", required=True)
DIET = Question(key="kost", kind="choice", choices=("vegan", "alles"), required=True, asked_if="essen", equals="Ja")
COUNT = Question(key="zahl", kind="number")
WHY = Question(key="warum", asked_if="kost", equals="vegan")
ALL = [MEAL, DIET, COUNT, WHY]


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({}, ["essen", "zahl"]),
        ({"essen": "nein", "kost": "vegan"}, ["essen", "zahl"]),
        ({"essen": "ja"}, ["essen", "kost", "zahl"]),
        ({"essen": "ja", "kost": "vegan"}, ["essen", "kost", "zahl", "warum"]),
    ],
)
def test_a_question_is_asked_when_the_one_before_it_has_its_answer(answers, keys):
    assert asked(ALL, answers) == keys


def test_what_is_not_asked_is_neither_needed_nor_kept():
    assert checked(ALL, {"essen": "nein", "kost": "vegan", "warum": "darum"}) == ({"essen": "nein"}, {})


def test_each_wrong_answer_is_told_apart():
    answers, wrong = checked(ALL, {"essen": "ja", "kost": "Fisch", "zahl": "zwölf"})
    assert (answers, wrong) == ({"essen": "ja"}, {"kost": "choice", "zahl": "number"})
    assert checked([MEAL], {})[1] == {"essen": "missing"}
    assert checked([Question(key="a")], {"a": "x" * 501})[1] == {"a": "long"}


def test_questions_that_depend_on_each_other_are_never_asked():
    one = Question(key="a", asked_if="b", equals="x", required=True)
    other = Question(key="b", asked_if="a", equals="x", required=True)
    assert checked([one, other], {"a": "x", "b": "x"}) == ({}, {})
