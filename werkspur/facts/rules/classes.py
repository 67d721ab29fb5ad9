"""Classes of a map: limits that stay the same from year to year, so that a darker area means more than last year.

Rates and clear-up rates: five classes with about as many values each (quintiles of every district in every year since
the last break, together), limits rounded to two digits; of few values, five equally wide classes from zero. Of seven
methods, quantiles let readers compare maps of a series best: C. A. Brewer and L. Pickle, Evaluation of Methods for
Classifying Epidemiological Data on Choropleth Maps in Series, Annals of the Association of American Geographers 92
(2002). Their price is said on the page: where values lie close together, a small difference may change the class.
Index: the same limits for every key, 20 points wide around 100, because 100 has a meaning.
Counts are not coloured: a large area has more of everything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import floor, log10
from typing import Literal

from werkspur.facts.rules.change import FEW

#: classes of a map of rates
COUNT = 5
INDEX_LIMITS = (70.0, 90.0, 110.0, 130.0)
DIGITS = 2
#: fewer values make no quintiles: one more or less would move the limits
LEAST = 30
#: leading digits of the width of equal classes
WIDTHS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True)
class Limits:
    """The four limits between five classes, rising, and how they were found; a value on a limit belongs above it."""

    cuts: tuple[float, ...] = ()
    rule: Literal["", "pooled", "equal"] = ""


def limits(values: Iterable[float]) -> Limits:
    """Return the limits for the values of all years together; none without a value above 0.

    Equally wide classes where the values are few or many of them equal, so that quintiles would fall together.
    """
    ordered = sorted(values)
    if not ordered or ordered[-1] <= 0:
        return Limits()
    found = tuple(rounded(_quantile(ordered, at / COUNT)) for at in range(1, COUNT))
    if len(ordered) >= LEAST and found[0] > 0 and len(set(found)) == len(found):
        return Limits(found, "pooled")
    step = _width(ordered[-1] / COUNT)
    return Limits(tuple(round(step * at, 9) for at in range(1, COUNT)), "equal")


def _width(least: float) -> float:
    """The smallest round width that is not below `least`."""
    power = 10.0 ** floor(log10(least))
    return next(one * power for one in WIDTHS if one * power >= least * 0.999999)


def _quantile(ordered: list[float], share: float) -> float:
    """The value below which a share of the values lies, between neighbours by their distance (R's type 7)."""
    place = (len(ordered) - 1) * share
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def rounded(value: float) -> float:
    """Return a positive value with two digits that count: 4763 → 4800, 21.37 → 21."""
    if value <= 0:
        return 0.0
    return round(value, DIGITS - 1 - floor(log10(value)))


def place(value: float, *, among: Collection[float]) -> int:
    """Return the class of a value, from 1."""
    return bisect_right(list(among), value) + 1


def too_few(cases: int | None) -> bool:
    """Say whether a rate rests on so few cases that no colour should suggest a difference between areas.

    Source: the Swiss Bundesamt für Statistik shows no rates of fewer than ten offences.
    """
    return cases is not None and cases < FEW


def stretch(years: Iterable[int], *, year: int, breaks: Collection[int]) -> list[int]:
    """Return the years that may be compared with `year`: those on the same side of every break."""
    return [one for one in sorted(years) if not any(min(one, year) < cut <= max(one, year) for cut in breaks)]
