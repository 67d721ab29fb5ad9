"""Who came, divided by trade and by region so that nobody is told of: from five companies on, and never crossed.

Of each event one count is made, when it is closed (`services.closing.freeze`). What is counted are persons, what has to
be behind every part are companies: three people of one company are one (`base.small`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from werkspur.base import small
from werkspur.base.small import OTHERS


@dataclass(frozen=True, kw_only=True)
class Guests:
    """People who came together. who tells companies apart; trade, region: key, '' where unknown."""

    who: str
    people: int
    trade: str = ""
    region: str = ""


def companies(guests: Sequence[Guests]) -> int:
    """Return how many companies came."""
    return small.behind([one for one in guests if one.people], who=lambda one: one.who)


def parts(guests: Sequence[Guests], *, by: Callable[[Guests], str]) -> dict[str, int]:
    """Return people by name, the most first, OTHERS last; {} where fewer than five companies came or all are OTHERS."""
    came = [one for one in guests if one.people]
    named = small.divided(came, by=by, who=lambda one: one.who)
    others = named.pop(OTHERS, [])
    if not named:
        return {}
    counts = {name: _people(rows) for name, rows in named.items()}
    told = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return told | ({OTHERS: _people(others)} if others else {})


def release(guests: Sequence[Guests]) -> Mapping[str, dict[str, int]]:
    """Return what may be told of who came: trades and regions, each name → people."""
    return {
        "trades": parts(guests, by=lambda one: one.trade),
        "regions": parts(guests, by=lambda one: one.region),
    }


def _people(guests: Sequence[Guests]) -> int:
    return sum(one.people for one in guests)
