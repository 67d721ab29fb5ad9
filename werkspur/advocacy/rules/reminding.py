"""When somebody is reminded of something that is due, and how urgent it is."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

#: how long before the last day
SOON = timedelta(days=7)
#: how often afterwards
AGAIN = 30
#: how long a demand may lie before staff is shown that nothing moves
STILL = timedelta(days=90)


class Urgency(StrEnum):
    """How near the last day is."""

    OVER = "over"
    SOON = "soon"
    LATER = "later"


def urgency(due: date, *, today: date) -> Urgency:
    """Say how near the last day is; on the day itself nothing is over yet (§ 188 BGB: it ends with the day)."""
    if due < today:
        return Urgency.OVER
    return Urgency.SOON if due - today <= SOON else Urgency.LATER


def stage(due: date, *, today: date) -> str:
    """Return what somebody is told of now: soon, over, long1 after thirty days, long2 … ; '' nothing yet.

    Each stage is told once. A night that fell out is made up for by the stage of the next one, not by all of them.
    """
    if due >= today:
        return "soon" if due - today <= SOON else ""
    months = (today - due).days // AGAIN
    return f"long{months}" if months else "over"


def is_still(moved_on: date | None, *, today: date) -> bool:
    """Say whether a demand has not moved for ninety days."""
    return moved_on is not None and today - moved_on >= STILL
