"""How much a count changed, and how sure that is.

Counts of offences are not independent events: one series, one offender, one control make many. The interval therefore
carries an over-dispersion phi (variance = phi × mean), estimated on the changes of the 13 districts of Saxony 2014–2023
against the change of the state (117 pairs for each key), from the tables of the Bundeskriminalamt.
Sources: log rate ratio with quasi-Poisson variance (McCullagh and Nelder, Generalized Linear Models, 1989); exact
conditional binomial for small counts (Przyborowski and Wilenski, Biometrika 31, 1940). No p-values are shown anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log, sqrt
from typing import Literal

from werkspur.facts.rules import binomial
from werkspur.facts.rules.rates import ENOUGH

Reason = Literal["", "missing", "break", "provisional", "small", "too_small"]
Direction = Literal["up", "down", "open"]

#: from here to ENOUGH a percentage is given with a note; below there is none
FEW = 10
#: up to this sum of both counts the interval is exact, from the other on it is that of over-dispersed counts
EXACT_TO, DISPERSED_FROM = 20, 40
#: 95 % of a normal distribution lie within so many standard deviations
WIDTH = 1.96

PHI = {
    "212000": 1.6,
    "640000": 2.7,
    "***100": 3.8,
    "*90*00": 3.8,
    "436*00": 4.1,
    "435*00": 5.7,
    "*50*00": 6.4,
    "674000": 7.3,
    "326*00": 9.7,
    "3***00": 11.0,
    "***300": 17.0,
    "****00": 27.0,
    "4***00": 28.0,
    "------": 120.0,
}
#: for keys without an estimate; above the median of the estimates (6.9), because a wide interval claims nothing false
PHI_ELSE = 10.0


@dataclass(frozen=True, kw_only=True)
class Change:
    """difference in cases; percent with its limits low and high, all in percent of the earlier value.

    reason    why something is left out: missing, break, provisional (then everything), too_small (no percentage), or
              small: there is a percentage, to be shown with a note
    """

    difference: int | None = None
    percent: float | None = None
    low: float | None = None
    high: float | None = None
    reason: Reason = ""

    @property
    def direction(self) -> Direction:
        """up or down only where the whole interval says so; else open: no certain change."""
        if self.low is not None and self.low > 0:
            return "up"
        if self.high is not None and self.high < 0:
            return "down"
        return "open"


def phi_of(key: str) -> float:
    """Return the over-dispersion of an offence key."""
    return PHI.get(key, PHI_ELSE)


def change(
    before: int | None,
    after: int | None,
    *,
    phi: float,
    people: tuple[int, int] | None = None,
    broken: bool = False,
) -> Change:
    """Compare two counts of the same area and key.

    phi     over-dispersion, see `phi_of`; 1 = independent events
    people  inhabitants of both years: percentage and limits are then those of the rates; the difference stays in cases
    broken  a break lies between the years: nothing is computed

    The difference is always given. A percentage needs 10 cases in the smaller count, 20 to stand without a note:
    from 1 to 2 is not "plus 100 %".
    """
    if broken:
        return Change(reason="break")
    if before is None or after is None:
        return Change(reason="missing")
    difference = after - before
    if min(before, after) < FEW:
        return Change(difference=difference, reason="too_small")
    exposure = people[1] / people[0] if people else 1.0
    low, high = interval(before, after, phi=phi, exposure=exposure)
    return Change(
        difference=difference,
        percent=_percent(after / before / exposure),
        low=_percent(low),
        high=_percent(high),
        reason="small" if min(before, after) < ENOUGH else "",
    )


def interval(before: int, after: int, *, phi: float, exposure: float = 1.0) -> tuple[float, float]:
    """Return the limits of the ratio after/before.

    exposure: people (or years) behind `after` divided by those behind `before`.

    Exact for small sums, without phi: a few cases are hardly ever of one series or one control. With phi for large
    ones, as it was estimated. Between 20 and 40 the limits pass over from one to the other, evenly on the scale of
    logarithms on which both are symmetric: with one case more an interval must not become three times as wide, nor a
    change that is open at 40 cases be certain at 39. The passage is our own choice; each end has its source above.
    Both counts must be above 0 from 40 on.
    """
    share = (before + after - EXACT_TO) / (DISPERSED_FROM - EXACT_TO)
    if share <= 0 or (share < 1 and not (before and after)):
        low, high = exact(before, after)
    else:
        low, high = dispersed(before, after, phi=phi)
        if share < 1:
            low, high = (
                exp((1 - share) * log(small) + share * log(large))
                for small, large in zip(exact(before, after), (low, high), strict=True)
            )
    return low / exposure, high / exposure


def dispersed(before: int, after: int, *, phi: float) -> tuple[float, float]:
    """Return the limits of after/before for counts whose variance is phi times their mean; both above 0."""
    middle, spread = log(after / before), WIDTH * sqrt(phi * (1 / before + 1 / after))
    return exp(middle - spread), exp(middle + spread)


def exact(before: int, after: int) -> tuple[float, float]:
    """Return the exact limits of after/before for independent events: given the sum, `after` is a binomial count."""
    low, high = binomial.limits(after, of=before + after)
    return low / (1 - low), high / (1 - high) if high < 1 else inf


def _percent(ratio: float) -> float:
    return (ratio - 1) * 100
