"""The usual range: what the five years before had, since the last break.

One odd year before (2016, 2020, 2021) makes a change look large; the range and mean of several years does not. Source:
Wheeler, Tables and graphs for monitoring temporal crime trends, International Journal of Police Science 18 (2016).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from werkspur.facts.rules.change import FEW, Change, interval
from werkspur.facts.rules.rates import ENOUGH

Verdict = Literal["below", "usual", "above", "none"]

#: how many years before are looked at
YEARS = 5
#: fewer make no range
YEARS_NEEDED = 3


@dataclass(frozen=True, kw_only=True)
class Usual:
    """Lowest, highest and mean value of `years`, and where the value of the year itself lies.

    verdict none: the value is missing, or fewer than three years before can be compared.
    """

    low: float | None = None
    high: float | None = None
    mean: float | None = None
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
        mean=sum(before.values()) / len(before),
        years=tuple(before),
        verdict=_verdict(values.get(year), low=low, high=high) if len(before) >= YEARS_NEEDED else "none",
    )


def _verdict(value: float | None, *, low: float, high: float) -> Verdict:
    if value is None:
        return "none"
    if value < low:
        return "below"
    return "above" if value > high else "usual"


def against_mean(cases: Mapping[int, int | None], *, year: int, phi: float, breaks: Collection[int] = ()) -> Change:
    """Compare the cases of a year with the mean of the years of its usual range; the difference is rounded.

    The years before count as one observation of so many years, so that their sum carries its own variance.
    """
    after, years = cases.get(year), usual(cases, year=year, breaks=breaks).years
    if after is None or not years:
        return Change(reason="missing" if after is None or not any(one <= year for one in breaks) else "break")
    total = sum(cases[one] or 0 for one in years)
    mean = total / len(years)
    difference, smaller = round(after - mean), min(after, mean)
    if smaller < FEW:
        return Change(difference=difference, reason="too_small")
    low, high = interval(total, after, phi=phi, exposure=1 / len(years))
    return Change(
        difference=difference,
        percent=(after / mean - 1) * 100,
        low=(low - 1) * 100,
        high=(high - 1) * 100,
        reason="small" if smaller < ENOUGH else "",
    )
