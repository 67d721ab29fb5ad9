"""Classes of a map: limits that stay the same from year to year, so that a darker area means more than last year.

Rates and clear-up rates: five classes with about as many values each (quintiles of every district in every year since
the last break, together), limits rounded to two digits. Of seven methods, quantiles let readers compare maps of a
series best: C. A. Brewer and L. Pickle, Evaluation of Methods for Classifying Epidemiological Data on Choropleth Maps
in Series, Annals of the Association of American Geographers 92 (2002). Their price is said on the page: where most
values lie close together, a small difference may change the class.
Index: the same limits for every key, 20 points wide around 100, because 100 has a meaning.
Counts are not coloured: a large area has more of everything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from math import floor, log10

from werkspur.facts.rules.change import FEW

#: classes of a map of rates
COUNT = 5
INDEX_LIMITS = (70.0, 90.0, 110.0, 130.0)
DIGITS = 2


def limits(values: Iterable[float]) -> tuple[float, ...]:
    """Return the four limits between five classes, rising; a value on a limit belongs to the class above.

    Where quintiles fall together (many equal values, or hardly any), the limits are equal steps from 0 to the highest
    value; () without a value above 0.
    """
    ordered = sorted(values)
    if not ordered or ordered[-1] <= 0:
        return ()
    found = [rounded(_quantile(ordered, at / COUNT)) for at in range(1, COUNT)]
    if found[0] > 0 and len(set(found)) == len(found):
        return tuple(found)
    return tuple(ordered[-1] * at / COUNT for at in range(1, COUNT))


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
