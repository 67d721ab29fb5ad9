"""An event's own questions at registration: which are asked, and whether an answer will do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: what is kept for yes and no
YES, NO = "ja", "nein"
#: characters of an answer in words
LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question. kind: text, number, yes_no or choice; asked_if: the key of another one, `equals` its answer."""

    key: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    asked_if: str = ""
    equals: str = ""


def asked(questions: Sequence[Question], answers: Mapping[str, str]) -> list[str]:
    """Return the keys of the questions that are asked, when these answers are given.

    A question is not asked when the one it depends on is not; those that depend on each other in a circle never are.
    """
    by_key = {one.key: one for one in questions}

    def is_asked(one: Question, above: frozenset[str]) -> bool:
        if not one.asked_if:
            return True
        other = by_key.get(one.asked_if)
        if other is None or other.key in above or not is_asked(other, above | {one.key}):
            return False
        return _plain(answers.get(other.key, "")) == _plain(one.equals)

    return [one.key for one in questions if is_asked(one, frozenset({one.key}))]


def checked(questions: Sequence[Question], given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the answers that are kept, and by key what is wrong with the others: missing, number, choice or long.

    What is not asked is not kept, whatever was sent.
    """
    answers, wrong = {}, {}
    keys = asked(questions, given)
    for one in questions:
        if one.key not in keys:
            continue
        text = given.get(one.key, "").strip()
        if fault := _fault(one, text):
            wrong[one.key] = fault
        elif text:
            answers[one.key] = text
    return answers, wrong


def lines(text: str) -> tuple[str, ...]:
    """Return the choices of a question, one of each line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _fault(one: Question, text: str) -> str:
    if not text:
        return "missing" if one.required else ""
    if one.kind == "number" and not (text.isascii() and text.isdigit() and len(text) <= 9):
        return "number"
    allowed: Iterable[str] = {"yes_no": (YES, NO), "choice": one.choices}.get(one.kind, (text,))
    if text not in allowed:
        return "choice"
    return "long" if len(text) > LONGEST else ""


def _plain(text: str) -> str:
    return text.strip().casefold()
