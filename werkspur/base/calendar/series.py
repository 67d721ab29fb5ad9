"""Series by rule: the rule makes days once, then every day is a thing of its own (RFC 5545, section 3.3.10).

A rule is kept only to make more days. What falls on a holiday is left out, moved or asked about, as the series says,
and the reason is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import islice, takewhile

from dateutil.rrule import rrulestr

from werkspur.base.calendar import holidays

#: no series makes more days than these
MOST = 500
_ALLOWED = re.compile(
    r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(INTERVAL=[1-9]\d?|BYDAY=[+\-0-9A-Z,]+|BYMONTHDAY=[-0-9,]+|BYSETPOS=-?\d|BYMONTH=[0-9,]+))*"
)


class Policy(StrEnum):
    """What becomes of a day that falls on a holiday."""

    SKIP = "skip"
    NEXT_WORKING_DAY = "next"
    ASK = "ask"


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day of a series: when it takes place, when the rule wanted it, and why both differ.

    day     None: it does not take place, or (asking) somebody has to decide
    reason  name of the holiday, or why the day is closed
    """

    day: date | None
    wanted: date
    reason: str = ""
    asking: bool = False


class BadRule(ValueError):
    """A rule that we do not read."""


def read(rule: str, *, first: date) -> Iterator[date]:
    """Yield the days of a rule from its first day on, in order, without end. Raises BadRule.

    A month without a fifth Monday has none: who means the last one writes BYDAY=-1MO.
    """
    text = rule.strip().upper()
    if not _ALLOWED.fullmatch(text):
        raise BadRule(rule)
    try:
        found = rrulestr(text, dtstart=datetime.combine(first, time.min))
    except ValueError as error:
        raise BadRule(rule) from error
    return (moment.date() for moment in found)


def days(
    rule: str,
    *,
    first: date,
    last: date,
    policy: Policy = Policy.SKIP,
    closed: Callable[[date], str] = lambda day: "",
) -> list[Day]:
    """Return the days of a series between two days.

    Args:
        closed: tells why a day is closed (school holidays, the office is shut), '' when it is not. Public holidays of
            Saxony are always closed.

    Raises:
        BadRule: a rule that we do not read, or one that makes more than 500 days.
    """

    def why(day: date) -> str:
        return holidays.name_of(day) or closed(day)

    every = list(islice(takewhile(lambda day: day <= last, read(rule, first=first)), MOST + 1))
    if len(every) > MOST:
        raise BadRule(rule)
    reasons = {wanted: why(wanted) for wanted in every}
    taken = {wanted for wanted, reason in reasons.items() if not reason}
    return [_settled(wanted, reason=reason, policy=policy, why=why, taken=taken) for wanted, reason in reasons.items()]


def _settled(wanted: date, *, reason: str, policy: Policy, why: Callable[[date], str], taken: set[date]) -> Day:
    """Decide about one day; a day that it moves to is added to `taken`."""
    if not reason:
        return Day(day=wanted, wanted=wanted)
    if policy is Policy.ASK:
        return Day(day=None, wanted=wanted, reason=reason, asking=True)
    if policy is Policy.SKIP:
        return Day(day=None, wanted=wanted, reason=reason)
    moved = holidays.next_working_day(wanted)
    while why(moved) or moved in taken:
        moved = holidays.next_working_day(moved)
    taken.add(moved)
    return Day(day=moved, wanted=wanted, reason=reason)
