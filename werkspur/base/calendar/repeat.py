"""How often something comes, as people say it, and as RFC 5545 writes it (section 3.3.10)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Repeat(StrEnum):
    """Once, or on the weekday of the first day."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"  # on the same weekday of the month: the second Tuesday
    LAST = "last"  # on the last such weekday of the month


def rule_of(repeat: Repeat, *, first: date) -> str:
    """Return the rule, '' for once.

    A fifth weekday does not come every month: who begins on one means the last one.
    """
    weekday = _WEEKDAYS[first.weekday()]
    week = (first.day - 1) // 7 + 1
    rules = {
        Repeat.ONCE: "",
        Repeat.WEEKLY: f"FREQ=WEEKLY;BYDAY={weekday}",
        Repeat.FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
        Repeat.MONTHLY: f"FREQ=MONTHLY;BYDAY={week if week < 5 else -1}{weekday}",
        Repeat.LAST: f"FREQ=MONTHLY;BYDAY=-1{weekday}",
    }
    return rules[repeat]
