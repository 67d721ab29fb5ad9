"""The usual range: what the five years before had, since the last break.

One odd year before (2016, 2020, 2021) makes a change look large; the range of several years does not. Source:
Wheeler, Tables and graphs for monitoring temporal crime trends, International Journal of Police Science 18 (2016).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["below", "usual", "above", "none"]

#: how many years before are looked at
YEARS = 5
#: fewer make no range
YEARS_NEEDED = 3


@dataclass(frozen=True, kw_only=True)
class Usual:
    """Lowest and highest value of `years`, and where the value of the year itself lies.

    verdict none: the value is missing, or fewer than three years before can be compared.
    """

    low: float | None = None
    high: float | None = None
    years: tuple[int, ...] = ()
    verdict: Verdict = "none"


def usual(values: Mapping[int, float | None], *, year: int, breaks: Collection[int] = ()) -> Usual:
    """Return the range of up to five years before `year`.

    values  by year, None where missing: a missing year is left out, it does not bring in a sixth
    breaks  first years after a break: no year before the last of them up to `year` is used
    """
    begin = max([year - YEARS, *(one for one in breaks if one <= year)])
    before = {y: value for y in range(begin, year) if (value := values.get(y)) is not None}
    if not before:
        return Usual()
    low, high = min(before.values()), max(before.values())
    return Usual(
        low=low,
        high=high,
        years=tuple(before),
        verdict=_verdict(values.get(year), low=low, high=high) if len(before) >= YEARS_NEEDED else "none",
    )


def _verdict(value: float | None, *, low: float, high: float) -> Verdict:
    if value is None:
        return "none"
    if value < low:
        return "below"
    return "above" if value > high else "usual"
