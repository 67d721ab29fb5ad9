"""Cases for each 100,000 inhabitants, and how many cases were cleared up.

Sources: Bundeskriminalamt, PKS, Richtlinien und Begriffe: Häufigkeitszahl (HZ) with the inhabitants of 31 December of
the year before; Aufklärungsquote (AQ) as cleared of the year by recorded of the year, which may exceed 100 %.
Hiding what rests on few cases: as the Swiss Bundesamt für Statistik does it, with a limit of our own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

PER = 100_000
#: no percentage from fewer cases than these
ENOUGH = 20


def population_day(year: int) -> date:
    """Return the day whose inhabitants the rate of `year` is counted by."""
    return date(year - 1, 12, 31)


def rate(cases: int | None, *, people: int | None) -> float | None:
    """Return cases for each 100,000 inhabitants, not rounded; None where either is unknown."""
    if cases is None or not people:
        return None
    return cases / people * PER


def clearance(cleared: int | None, *, cases: int | None) -> float | None:
    """Return the clear-up rate in percent, not rounded and never capped; None under 20 cases.

    More can be cleared than recorded, because offences of earlier years are cleared too.
    """
    if cleared is None or cases is None or cases < ENOUGH:
        return None
    return cleared / cases * 100


def added(values: Iterable[int | None]) -> int | None:
    """Return the sum, None where a value is missing: what is missing is not zero. Never for suspects.

    Suspects are counted once for each area; the same person may be suspected in two.
    """
    total, counted = 0, False
    for value in values:
        if value is None:
            return None
        total, counted = total + value, True
    return total if counted else None


def matches(computed: float | None, *, published: float | None, tolerance: float = 1.0) -> bool | None:
    """Say whether a rate agrees with the published one (printed rounded to whole numbers); None: nothing to compare."""
    if computed is None or published is None:
        return None
    return abs(computed - published) <= tolerance
