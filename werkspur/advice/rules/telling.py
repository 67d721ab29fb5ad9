"""What may be told of consultations: nothing that stands for fewer than five companies, also not by subtraction.

The rules (k-anonymity: Sweeney, International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10, 2002;
secondary suppression: Hundepool et al., Statistical Disclosure Control, 2012):

1.  One release for each quarter, made once. Two states of a page never differ by one company, and filters choose
    from the release instead of counting anew.
2.  Every division (places, trades, topics, months) is a partition of the same consultations, and every part of it has
    K companies: small parts are told together as OTHERS, and where those have fewer, the smallest named one joins.
3.  Divisions are never crossed.
4.  A share is told when K companies stand behind it and K behind the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from werkspur.base import small
from werkspur.base.small import OTHERS, K

__all__ = [
    "OTHERS",
    "STEP",
    "Held",
    "K",
    "Lack",
    "Task",
    "lacking",
    "many",
    "months",
    "parts",
    "release",
    "share",
]  # fmt: skip
#: a share of companies is told in steps, so that it gives no exact count away; in percent
STEP = 5


@dataclass(frozen=True, kw_only=True)
class Held:
    """One consultation. who tells companies apart; month 1 to 3 of the quarter; waited in days."""

    who: str
    place: str
    trade: str
    topic: str
    month: int
    waited: int


@dataclass(frozen=True, kw_only=True)
class Task:
    """One recommendation, and whether it is carried out."""

    who: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class Lack:
    """One item that a company lacks."""

    who: str
    item: str


def many(rows: Iterable[Any]) -> bool:
    """Say whether enough companies stand behind rows."""
    return small.behind(rows, who=lambda row: row.who) >= K


def parts(held: Sequence[Held], *, by: Callable[[Held], str]) -> dict[str, int]:
    """Return consultations by name, every part with K companies; {} where all together have fewer."""
    named = small.divided(held, by=by, who=lambda one: one.who)
    others = named.pop(OTHERS, [])
    counts = {name: len(rows) for name, rows in sorted(named.items(), key=lambda pair: (-len(pair[1]), pair[0]))}
    return counts | ({OTHERS: len(others)} if others else {})


def months(held: Sequence[Held]) -> list[list[int]]:
    """Return [first month, last month, consultations], neighbours together until each has K companies."""
    found: list[tuple[int, int, list[Held]]] = []
    first, waiting = 1, list[Held]()
    for month in (1, 2, 3):
        waiting = waiting + [one for one in held if one.month == month]
        if many(waiting):
            found.append((first, month, waiting))
            first, waiting = month + 1, []
    if found and first <= 3:
        begin, _end, rows = found.pop()
        found.append((begin, 3, rows + waiting))
    return [[begin, end, len(rows)] for begin, end, rows in found]


def share(tasks: Sequence[Task]) -> int | None:
    """Return how many percent are carried out; None where fewer than K companies stand behind either side.

    That every one is carried out tells of no weakness, so nobody has to stand behind the rest then.
    """
    done, rest = [one for one in tasks if one.done], [one for one in tasks if not one.done]
    if not many(done) or (rest and not many(rest)):
        return None
    return round(100 * len(done) / len(tasks))


def lacking(lacks: Iterable[Lack], *, visited: int) -> dict[str, int]:
    """Return items by the share of visited companies that lack them, in percent in steps of STEP, the most first.

    Left out where fewer than K lack an item, or fewer than K do not: that nearly all lack it tells of each of them.
    """
    who: dict[str, set[str]] = {}
    for one in lacks:
        who.setdefault(one.item, set()).add(one.who)
    told = {item: len(names) for item, names in who.items() if len(names) >= K and visited - len(names) >= K}
    order = sorted(told, key=lambda item: (-told[item], item))
    return {item: max(STEP, STEP * round(100 * told[item] / visited / STEP)) for item in order}


def release(held: Sequence[Held], *, tasks: Sequence[Task], lacks: Sequence[Lack], visited: int) -> Mapping[str, Any]:
    """Return all that may be told of one quarter, as it is stored.

    consultations, companies: None where fewer than K; places, trades, topics: name → consultations, OTHERS the rest;
    months: see `months`; waited: median in days; tasks, done: recommendations, and percent carried out;
    lacking: see `lacking`.
    """
    enough = many(held)
    done = share(tasks)
    return {
        "consultations": len(held) if enough else None,
        "companies": len({one.who for one in held}) if enough else None,
        "places": parts(held, by=lambda one: one.place),
        "trades": parts(held, by=lambda one: one.trade),
        "topics": parts(held, by=lambda one: one.topic),
        "months": months(held),
        "waited": round(median(one.waited for one in held)) if enough else None,
        "done": done,
        "tasks": len(tasks) if done is not None else None,
        "lacking": lacking(lacks, visited=visited),
    }
