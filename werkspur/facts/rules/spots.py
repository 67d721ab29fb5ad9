"""Hot spots: regions whose last twelve months lie outside what the three years before had.

Source: research on temporal crime monitoring compares with the range of several years, not with the year before
(Wheeler, International Journal of Police Science and Management 18, 2016). Compared are reports for each hundred
companies that take part, because a partnership that grows is told of more thefts without anything having happened. The
newest of four equal years is the highest in one of four cases, so a difference within two standard deviations of a
count (Poisson: the root of what was to be expected) is named as possible chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from werkspur.facts.rules.rates import ENOUGH

Verdict = Literal["above", "below", "usual", "none"]
Reason = Literal["", "young", "hidden", "few"]

#: quarters of a year, years before
YEAR, YEARS = 4, 3
QUARTERS = YEAR * (YEARS + 1)


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Reports of the last twelve months, their rate for each 100 companies, and the range of the three years before.

    reason  why there is no statement: young (fewer than four years told), hidden (a quarter was not told for the
            region alone), few (fewer than 20 reports now or in one of the years before)
    chance  whether the difference from the mean may be chance
    """

    verdict: Verdict = "none"
    reason: Reason = ""
    reports: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    chance: bool = False


def judge(quarters: Sequence[tuple[int, int] | None]) -> Spot:
    """Judge a region by its quarters.

    quarters  (reports, companies taking part), oldest first, the last sixteen count; None: not told
    """
    last = list(quarters)[-QUARTERS:]
    newest = last[-YEAR:]
    told = sum(one[0] for one in newest if one) if len(newest) == YEAR and None not in newest else None
    if len(last) < QUARTERS:
        return Spot(reason="young", reports=told)
    years = [_year(last[at : at + YEAR]) for at in range(0, QUARTERS, YEAR)]
    known = [year for year in years if year]
    if len(known) < len(years):
        return Spot(reason="hidden", reports=told)
    if any(reports < ENOUGH for reports, _taking in known):
        return Spot(reason="few", reports=told)
    return _compared(known)


def _year(quarters: Sequence[tuple[int, int] | None]) -> tuple[int, float] | None:
    """Return reports and the mean number of companies; None where a quarter is not told or nobody took part."""
    told = [one for one in quarters if one]
    taking = sum(companies for _reports, companies in told) / YEAR
    return (sum(reports for reports, _companies in told), taking) if len(told) == YEAR and taking else None


def _compared(years: Sequence[tuple[int, float]]) -> Spot:
    rates = [reports * 100 / taking for reports, taking in years]
    before, rate = rates[:-1], rates[-1]
    reports, taking = years[-1]
    expected = sum(before) / len(before) * taking / 100
    verdict: Verdict = "above" if rate > max(before) else "below" if rate < min(before) else "usual"
    return Spot(
        verdict=verdict,
        reports=reports,
        rate=rate,
        low=min(before),
        high=max(before),
        chance=abs(reports - expected) <= 2 * sqrt(expected),
    )
