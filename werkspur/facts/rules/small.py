"""Small counts: nothing is told about fewer than five companies.

What happened in our own companies is told from K companies on (k-anonymity: Sweeney, International Journal
of Uncertainty, Fuzziness and Knowledge-Based Systems 10, 2002). Hiding small cells alone is not enough, because a total
minus its other cells gives the hidden one (secondary suppression: Hundepool et al., Statistical Disclosure Control,
2012; Gusfield, A Graph Theoretic Approach to Statistical Data Security, SIAM Journal on Computing 17, 1988). So:

1.  What is told is one release for each quarter, made once, after it is closed, and never again: late reports and
    withdrawals change nothing that was told, so two states of the page have no difference. Filters choose from the
    release, they never count anew.
2.  A quarter is divided into groups of regions, each group once by months and once by trades. Every part of every
    division has at least K companies: months are told together with their neighbours, regions and trades with "the
    others", and where the others have fewer than K the smallest named one joins them.
3.  Months and trades are never crossed. Sums over both that are worth anything to an attacker are a(month) + b(trade);
    where such a sum takes only the values 0 and 1 on all pairs, a or b is constant, so it is a union of parts of one
    division, and those have K companies. Nor do bounds help: because every other part has K reports, a cell of months
    and trades is never known closer than K.

An empty cell is no secret: it tells of nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from werkspur.base import small
from werkspur.base.small import OTHERS, K

__all__ = ["OTHERS", "Case", "Group", "K", "companies", "divided", "release", "spans"]


class Case(Protocol):
    """What befell one company in one month."""

    @property
    def region(self) -> str: ...
    @property
    def trade(self) -> str: ...
    @property
    def company(self) -> int: ...
    @property
    def count(self) -> int: ...


C = TypeVar("C", bound=Case)


@dataclass(frozen=True, kw_only=True)
class Group:
    """What is told of one region in one quarter, or of all regions told together (region OTHERS).

    months: (first, last, reports), 1 to 3, together the whole quarter; trades: slug or OTHERS → reports.
    """

    region: str
    reports: int
    months: tuple[tuple[int, int, int], ...]
    trades: Mapping[str, int] = field(default_factory=dict)


def companies(cases: Iterable[Case]) -> int:
    """Return how many companies stand behind cases."""
    return small.behind(cases, who=lambda case: case.company)


def divided(cases: Sequence[C], *, by: Callable[[C], str]) -> dict[str, list[C]]:
    """Return cases by name, all too small ones together as OTHERS; see `base.small.divided`."""
    return small.divided(cases, by=by, who=lambda case: case.company)


def spans(cases: Sequence[C], *, month_of: Callable[[C], int]) -> tuple[tuple[int, int, int], ...]:
    """Return the months of a quarter, neighbours together until each span has K companies; () where all have not."""
    found: list[tuple[int, int, list[C]]] = []
    first = 1
    waiting: list[C] = []
    for month in (1, 2, 3):
        waiting = waiting + [case for case in cases if month_of(case) == month]
        if companies(waiting) >= K:
            found.append((first, month, waiting))
            first, waiting = month + 1, []
    if first <= 3 and found:
        begin, _end, told = found.pop()
        found.append((begin, 3, told + waiting))
    return tuple((begin, end, sum(case.count for case in told)) for begin, end, told in found)


def release(cases: Sequence[C], *, month_of: Callable[[C], int]) -> list[Group]:
    """Return all that may be told of one quarter; [] where fewer than K companies stand behind all of it.

    Args:
        month_of: which month of the quarter, 1 to 3.
    """
    return [
        Group(
            region=region,
            reports=sum(case.count for case in told),
            months=spans(told, month_of=month_of),
            trades={
                trade: sum(case.count for case in parts)
                for trade, parts in sorted(divided(told, by=lambda case: case.trade).items())
            },
        )
        for region, told in sorted(divided(cases, by=lambda case: case.region).items())
    ]
