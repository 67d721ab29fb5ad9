"""The sums of the yearly account: what was sent, answered and promised, as it stood on the last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A letter or a visit: the day it arrived, until when an answer is due, the day it came."""

    day: date
    arrived: date
    due: date | None = None
    settled: date | None = None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What came back to an addressee's name.

    sent        delivered in the year; answered: answers of the year, whenever was asked
    in_time     of these, on or before the due day; those without one are not in `timed`
    days        median of the days from arrival to answer, None without an answer
    overdue     not answered on the last day, though due before
    """

    sent: int = 0
    answered: int = 0
    timed: int = 0
    in_time: int = 0
    days: int | None = None
    overdue: int = 0


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A commitment: the day it was made, until when, and what has become of it on which day."""

    day: date
    due: date | None
    state: str
    decided: date | None


@dataclass(frozen=True, kw_only=True)
class Promises:
    """made and decided in the year; open on its last day, and of these overdue."""

    made: int = 0
    kept: int = 0
    partly: int = 0
    broken: int = 0
    overtaken: int = 0
    open: int = 0
    overdue: int = 0

    @property
    def any(self) -> bool:
        return bool(self.made or self.kept or self.partly or self.broken or self.overtaken or self.open)


def answers(rows: Iterable[Sent], *, begin: date, end: date) -> Answers:
    """Count letters as they stood on `end`."""
    rows = list(rows)
    answered = [one for one in rows if one.settled and begin <= one.settled <= end]
    timed = [one for one in answered if one.due]
    days = [max((one.settled - one.arrived).days, 0) for one in answered if one.settled]
    return Answers(
        sent=sum(begin <= one.day <= end for one in rows),
        answered=len(answered),
        timed=len(timed),
        in_time=sum(one.settled <= one.due for one in timed if one.settled and one.due),
        days=round(median(days)) if days else None,
        overdue=sum(is_overdue(one, end=end) for one in rows),
    )


def is_overdue(one: Sent, *, end: date) -> bool:
    """Say whether an answer was due before the last day, and had not come by then."""
    return one.day <= end and one.due is not None and one.due < end and (one.settled is None or one.settled > end)


def promises(rows: Iterable[Promise], *, begin: date, end: date) -> Promises:
    """Count commitments as they stood on `end`."""
    rows = [one for one in rows if one.day <= end]
    decided = [one.state for one in rows if one.decided and begin <= one.decided <= end]
    still = [one for one in rows if state_on(one, end=end) == OPEN]
    return Promises(
        made=sum(one.day >= begin for one in rows),
        kept=decided.count("kept"),
        partly=decided.count("partly"),
        broken=decided.count("broken"),
        overtaken=decided.count("overtaken"),
        open=len(still),
        overdue=sum(one.due is not None and one.due < end for one in still),
    )


def state_on(one: Promise, *, end: date) -> str:
    """Return what had become of a commitment on the last day."""
    return one.state if one.decided and one.decided <= end else OPEN
