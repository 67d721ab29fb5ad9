"""Exact limits of a share, for counts too small for a normal approximation.

Source: Clopper and Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial,
Biometrika 26 (1934): each limit is the share for which what was seen, or more extreme, has half of the error.
"""

from __future__ import annotations

from math import comb

ERROR = 0.05
#: halvings of the interval 0..1; 2**-50 is far below any digit that is shown
STEPS = 50


def at_least(count: int, *, of: int, share: float) -> float:
    """Return the probability of `count` or more successes in `of` trials."""
    if count <= 0:
        return 1.0
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(count, of + 1))


def _share_where(count: int, *, of: int, probability: float) -> float:
    """Return the share at which `at_least(count)` reaches `probability`; it rises with the share."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if at_least(count, of=of, share=middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def limits(count: int, *, of: int, error: float = ERROR) -> tuple[float, float]:
    """Return the lower and upper limit of the share behind `count` successes in `of` trials.

    Raises ValueError where count is not between 0 and `of`, or there are no trials.
    """
    if of < 1 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of}")
    low = 0.0 if count == 0 else _share_where(count, of=of, probability=error / 2)
    high = 1.0 if count == of else _share_where(count + 1, of=of, probability=1 - error / 2)
    return low, high


#: the standard normal's quantile for an error of 5 %, half on each side
NORMAL = 1.959963984540054


def wilson(count: int, *, of: int) -> tuple[float, float]:
    """Return the limits, 95 %, of the share behind `count` of `of` answers of a survey.

    Source: Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
    Statistical Association 22 (1927). Unlike Clopper and Pearson it keeps 95 % on the average, not at the least.

    No correction for a finite population: it would narrow the range as if chance had chosen who answers. Companies
    choose that themselves, so the range is rather too narrow already, even if every company was asked.

    Raises ValueError where count is not between 0 and `of`, or nobody answered.
    """
    if of < 1 or not 0 <= count <= of:
        raise ValueError(f"{count} of {of}")
    share, square = count / of, NORMAL**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    width = NORMAL / (1 + square / of) * (share * (1 - share) / of + square / (4 * of * of)) ** 0.5
    return (0.0 if count == 0 else middle - width), (1.0 if count == of else middle + width)
