"""The waiting list: how long something that was freed is kept for the next one."""

from __future__ import annotations

from datetime import datetime, timedelta

#: nobody has longer than this to answer
LONGEST = timedelta(hours=48)
#: closer to the beginning than this, everybody is asked at once and the first click wins
SHORT = timedelta(hours=24)


def answer_until(start: datetime, *, now: datetime) -> datetime | None:
    """Return until when the next one may think: 48 hours or half the time left. None: the first click wins."""
    left = start - now
    return None if left < SHORT else now + min(LONGEST, left / 2)
