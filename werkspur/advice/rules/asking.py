"""Which questions of a list are asked: by the kind of site, and by what was answered before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from werkspur.advice.rules.scoring import Answer, Item, Open

#: office, workshop, shop, hall, building site, vehicles
PROFILES = "BWLHSF"
#: a self-check asks as many as fit into five minutes
MOST = 15

_CONDITION = re.compile(r"([A-Za-z0-9]{1,6}):([0-2])")


@dataclass(frozen=True, kw_only=True)
class Question:
    """An item with what decides whether it is asked.

    profiles   letters of PROFILES
    asks_when  "B1:1": only when B1 was answered with 1 or less; '' always
    """

    item: Item
    profiles: str
    asks_when: str = ""

    @property
    def key(self) -> str:
        return self.item.key


@dataclass(frozen=True)
class Condition:
    """Asked when the item `key` was answered with `highest` or less."""

    key: str
    highest: int


def condition(text: str) -> Condition | None:
    """Read "B1:1"; None for ''.

    Raises:
        ValueError: anything else.
    """
    if not text:
        return None
    if not (found := _CONDITION.fullmatch(text)):
        raise ValueError(text)
    return Condition(found[1], int(found[2]))


def cleaned(profiles: Iterable[str]) -> str:
    """The known letters, each once, in the order of PROFILES."""
    given = set(profiles)
    return "".join(letter for letter in PROFILES if letter in given)


def asked(questions: Sequence[Question], *, profiles: str, answers: Mapping[str, Answer]) -> list[Question]:
    """Return what applies to the site. What hangs on an item that is fine, open or itself not asked, is left out."""
    by_key = {question.key: question for question in questions}
    return [question for question in questions if _applies(question, by_key, profiles, answers, seen=frozenset())]


def _applies(
    question: Question,
    by_key: Mapping[str, Question],
    profiles: str,
    answers: Mapping[str, Answer],
    *,
    seen: frozenset[str],
) -> bool:
    if not set(question.profiles) & set(profiles):
        return False
    needed = condition(question.asks_when)
    if needed is None:
        return True
    before, answer = by_key.get(needed.key), answers.get(needed.key)
    if before is None or needed.key in seen or isinstance(answer, Open) or answer is None or answer > needed.highest:
        return False
    return _applies(before, by_key, profiles, answers, seen=seen | {question.key})


def picked(questions: Sequence[Question], *, profiles: str, most: int = MOST) -> list[Question]:
    """Return the `most` questions of a self-check, in the order of the list.

    Each kind of site chooses in turn: knock-outs before heavy ones, then what is asked of few kinds of sites, so that a
    roofer with vans is asked about both.
    """
    places = {question.key: place for place, question in enumerate(questions)}
    wishes = {
        letter: sorted(
            (question for question in questions if letter in question.profiles and not question.asks_when),
            key=lambda question: (
                not question.item.knock_out, -question.item.weight, len(question.profiles), places[question.key]
            ),
        )
        for letter in cleaned(profiles)
    }  # fmt: skip
    taken: dict[str, Question] = {}
    while len(taken) < most and any(wishes.values()):
        for wanted in wishes.values():
            while wanted and wanted[0].key in taken:
                wanted.pop(0)
            if wanted and len(taken) < most:
                question = wanted.pop(0)
                taken[question.key] = question
    return sorted(taken.values(), key=lambda question: places[question.key])
