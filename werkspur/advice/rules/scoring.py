"""From answers on a checklist to percentages, their colour and the order of recommendations.

It says how much of a list is fulfilled. It is no security percentage and no ranking between companies; a result is
compared only with an earlier one of the same company on the same version of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

#: the best answer
FULL = 3
#: a category is shown from this share of its applicable weight on
COVERAGE = Fraction(7, 10)
#: a knock-out item that is not there keeps its category at or below this
CAP = 49
GREEN, YELLOW = 80, 50
#: how much effort lowers the rank of a recommendation: none, little, some, over 2,500 €
EFFORT = (Fraction(1), Fraction(9, 10), Fraction(7, 10), Fraction(1, 2))

Colour = Literal["green", "yellow", "red"]


class Open(StrEnum):
    """Answers without a value: does not apply (drops out), was not checked (lowers coverage)."""

    NOT_APPLICABLE = "nz"
    NOT_CHECKED = "ng"


#: 0 missing or useless, 1 begun, 2 mostly, 3 fulfilled
Answer = int | Open


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of a list. `weight` 1–5; `knock_out`: see CAP; `effort` 0–3, see EFFORT."""

    key: str
    category: str
    weight: int
    knock_out: bool = False
    effort: int = 0


@dataclass(frozen=True, kw_only=True)
class Score:
    """A result. `share` in percent, rounded; None below the coverage. `exact` before rounding and cap."""

    share: int | None
    exact: Fraction | None
    coverage: Fraction
    capped: bool = False

    @property
    def colour(self) -> Colour | None:
        """green from 80, yellow from 50, red below."""
        if self.share is None:
            return None
        return "green" if self.share >= GREEN else "yellow" if self.share >= YELLOW else "red"


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A recommendation for an item: `first` when it is a knock-out, `at_once` when it costs nothing."""

    item: Item
    rank: Fraction
    first: bool
    at_once: bool


def category(items: Iterable[Item], answers: Mapping[str, Answer]) -> Score:
    """Return the score of the items of one category. An item without an answer was not checked."""
    given = [(item, answers.get(item.key, Open.NOT_CHECKED)) for item in items]
    applicable = [(item, answer) for item, answer in given if answer is not Open.NOT_APPLICABLE]
    known = [(item, answer) for item, answer in applicable if isinstance(answer, int) and not isinstance(answer, Open)]
    whole = sum(item.weight for item, _answer in applicable)
    weight = sum(item.weight for item, _answer in known)
    coverage = Fraction(weight, whole) if whole else Fraction(0)
    if not weight or coverage < COVERAGE:
        return Score(share=None, exact=None, coverage=coverage)
    exact = Fraction(100 * sum(item.weight * answer for item, answer in known), FULL * weight)
    capped = any(item.knock_out and answer == 0 for item, answer in known) and exact > CAP
    return Score(share=CAP if capped else rounded(exact), exact=exact, coverage=coverage, capped=capped)


def total(scores: Mapping[str, Score], shares: Mapping[str, int]) -> Score:
    """Return the whole: categories by their share of 100, those without a score left out and the rest made 100 again.

    A capped category counts as its cap.
    """
    known = {key: Fraction(CAP) if one.capped else one.exact for key, one in scores.items() if one.exact is not None}
    whole = sum(shares[key] for key in scores)
    weight = sum(shares[key] for key in known)
    coverage = Fraction(weight, whole) if whole else Fraction(0)
    if not weight:
        return Score(share=None, exact=None, coverage=coverage)
    exact = sum((value * shares[key] for key, value in known.items()), Fraction(0)) / weight
    return Score(share=rounded(exact), exact=exact, coverage=coverage)


def rounded(value: Fraction) -> int:
    """Round half up, once, at the end."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def recommendations(items: Iterable[Item], answers: Mapping[str, Answer]) -> list[Advice]:
    """Return what to do: missing knock-outs first, then by effect and effort.

    Those that cost nothing (`at_once`) are shown in a list of their own, before the others.
    """
    found = [
        Advice(
            item=item,
            rank=item.weight * (FULL - answer) * EFFORT[item.effort],
            first=item.knock_out and answer == 0,
            at_once=item.effort == 0,
        )
        for item in items
        if isinstance(answer := answers.get(item.key), int) and not isinstance(answer, Open) and answer < FULL
    ]
    return sorted(found, key=lambda advice: (not advice.first, -advice.rank, advice.item.effort, advice.item.key))
