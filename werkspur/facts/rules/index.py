"""Index: every value as a percentage of a base year, to lay areas of different size side by side.

It is a change against the base year, so the rules of changes hold: none from few cases, none across a break.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from werkspur.facts.rules.rates import ENOUGH

BASE_YEAR = 2014
Reason = Literal["", "base_missing", "base_small"]


@dataclass(frozen=True, kw_only=True)
class Index:
    """values by year (base year = 100); reason why there is none at all.

    None where the count is missing, under 20, or behind a break; `broken` are the years behind one.
    """

    values: dict[int, float | None] = field(default_factory=dict)
    broken: tuple[int, ...] = ()
    reason: Reason = ""


def index(cases: Mapping[int, int | None], *, base: int = BASE_YEAR, breaks: Collection[int] = ()) -> Index:
    """Return the index of a series.

    cases   by year, None where missing
    breaks  first years after a break: years on the other side of one than the base year have no index
    """
    at_base = cases.get(base)
    if at_base is None:
        return Index(reason="base_missing")
    if at_base < ENOUGH:
        return Index(reason="base_small")
    broken = {year for year in cases if any(min(year, base) < one <= max(year, base) for one in breaks)}
    values = {
        year: None if count is None or count < ENOUGH or year in broken else count / at_base * 100
        for year, count in sorted(cases.items())
    }
    return Index(values=values, broken=tuple(sorted(broken)))
