"""Which questions an answer must, may and must not hold, and when two rounds asked the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from werkspur.facts.rules.questionnaire import Question

Values = dict[str, Any]  # by code of the question: a choice, or a list of choices


def is_asked(question: Question, values: Mapping[str, Any]) -> bool:
    """Say whether the condition of a question holds for what was answered before it."""
    when = question["when"]
    return not when or values.get(when["code"]) in when["values"]


def kept(questions: Iterable[Question], values: Mapping[str, Any]) -> Values:
    """Return what belongs to the questions that were asked, in their order; anything else is left out.

    Who ticks "yes", fills in the rest and then ticks "no" has said no: what hung on the yes is not kept.
    """
    found: Values = {}
    for question in questions:
        given = _known(question, values.get(question["code"]))
        if given and is_asked(question, found):
            found[question["code"]] = given
    return found


def _known(question: Question, given: Any) -> Any:
    choices = [value for value, _words in question["choices"]]
    if question["kind"] == "many":
        return [value for value in choices if isinstance(given, list | tuple) and value in given]
    return given if isinstance(given, str) and given in choices else None


def lacking(questions: Iterable[Question], values: Mapping[str, Any]) -> list[str]:
    """Return the codes of questions that were asked and not answered. "Many" may be left empty."""
    return [
        question["code"]
        for question in questions
        if question["kind"] == "one" and is_asked(question, values) and question["code"] not in values
    ]


def changed(one: Question | None, other: Question | None) -> bool:
    """Say whether two rounds asked something else under the same code: words, choices, condition. Then no comparison.

    Source: usual practice of repeated surveys; already another order of words moves the answers.
    """
    if one is None or other is None:
        return True
    return any(one[name] != other[name] for name in ("text", "hint", "kind", "choices", "when"))


def by_code(questions: Sequence[Question], code: str) -> Question | None:
    """Return the question of this code; None when the round did not ask it."""
    return next((question for question in questions if question["code"] == code), None)
