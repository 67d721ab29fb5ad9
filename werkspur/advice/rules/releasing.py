"""What is wrong with a draft of a checklist. A list with a fault is not released: answers on it could not be scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from werkspur.advice.rules.asking import PROFILES, Question, condition

WHOLE = 100


@dataclass(frozen=True)
class Fault:
    """`code` says what is wrong, `key` where, `value` what stands there.

    shares (sum is not 100), share (of a category is 0), empty (category without an item), weight, effort, advice,
    profiles, twice (key), unreadable (asks_when), dangling (asks after an item that is not there), loop, never (asks
    after an item that is asked of other sites), note.
    """

    code: str
    key: str = ""
    value: str = ""


def faults(
    questions: Sequence[Question], *, shares: Mapping[str, int], advised: Mapping[str, bool], note: str
) -> list[Fault]:
    """Return every fault, the whole list first.

    Args:
        shares: category → share of 100.
        advised: item → whether it has a recommendation.
        note: what is new, as the adviser wrote it.
    """
    return [
        *_whole(questions, shares=shares, note=note),
        *(fault for question in questions for fault in _single(question, advised=advised)),
        *_conditions(questions),
    ]


def _whole(questions: Sequence[Question], *, shares: Mapping[str, int], note: str) -> Iterator[Fault]:
    if not note.strip():
        yield Fault("note")
    if sum(shares.values()) != WHOLE:
        yield Fault("shares", value=str(sum(shares.values())))
    filled = {question.item.category for question in questions}
    for key, share in shares.items():
        if not share:
            yield Fault("share", key)
        if key not in filled:
            yield Fault("empty", key)
    for key, times in Counter(question.key for question in questions).items():
        if times > 1:
            yield Fault("twice", key)


def _single(question: Question, *, advised: Mapping[str, bool]) -> Iterator[Fault]:
    if not 1 <= question.item.weight <= 5:
        yield Fault("weight", question.key, str(question.item.weight))
    if not 0 <= question.item.effort <= 3:
        yield Fault("effort", question.key, str(question.item.effort))
    if not question.profiles or set(question.profiles) - set(PROFILES):
        yield Fault("profiles", question.key, question.profiles)
    if not advised.get(question.key):
        yield Fault("advice", question.key)


def _conditions(questions: Sequence[Question]) -> Iterator[Fault]:
    by_key = {question.key: question for question in questions}
    after: dict[str, str] = {}
    for question in questions:
        try:
            needed = condition(question.asks_when)
        except ValueError:
            yield Fault("unreadable", question.key, question.asks_when)
            continue
        if needed is None:
            continue
        if needed.key not in by_key:
            yield Fault("dangling", question.key, needed.key)
            continue
        after[question.key] = needed.key
        if not set(question.profiles) & set(by_key[needed.key].profiles):
            yield Fault("never", question.key, needed.key)
    yield from (Fault("loop", key, after[key]) for key in after if _returns(key, after))


def _returns(key: str, after: Mapping[str, str]) -> bool:
    """Whether following `after` from `key` comes back to it."""
    at, steps = after.get(key), 0
    while at is not None and at != key and steps <= len(after):
        at, steps = after.get(at), steps + 1
    return at == key
