"""Fair use: a slot is for one who comes, so nobody may hold many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

#: how long a slot waits for the click in the mail
HOLD = timedelta(minutes=15)
#: how long a freed slot waits before it is offered to everybody
AGAIN_AFTER = timedelta(minutes=10)
#: appointments to come of one mail address, and of one company
MOST_OF_ADDRESS = 2
MOST_OF_COMPANY = 3
#: unconfirmed holds of one mail address within a day: who makes more is hoarding
MOST_HOLDS_A_DAY = 6
#: after a break-in the appointment comes within this time
URGENT_WITHIN = timedelta(hours=72)


@dataclass(frozen=True, kw_only=True)
class Window:
    """When a slot may be booked: not later than `notice` before it, not earlier than `horizon` before it."""

    notice: timedelta
    horizon: timedelta
    urgent: bool = False

    def opens(self, start: datetime, *, now: datetime) -> bool:
        """Say whether a slot that starts then can be booked now. An urgent offer knows no notice but its 72 hours."""
        if self.urgent:
            return now < start <= now + URGENT_WITHIN
        return now + self.notice <= start <= now + self.horizon
