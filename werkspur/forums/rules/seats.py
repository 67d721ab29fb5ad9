"""Seats of an event: what is free, what may be changed, and how many are left in words of numbers. Without Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

#: how long seats wait for the click in the mail
HOLD = timedelta(minutes=30)
#: how long the link in that mail still works when the hold is over: then what is free decides
CLICK_WITHIN = timedelta(days=2)
#: registrations that one mailbox leaves without a click within a day; whoever makes more is hoarding
MOST_UNCONFIRMED_A_DAY = 6
#: registrations of one company for one event
MOST_OF_COMPANY = 3
#: the same form sent twice within this time is a double click
DOUBLE_CLICK = timedelta(minutes=1)
#: how long the link to a registration works after the event: until its persons are forgotten
LINK_AFTER = timedelta(days=90)
#: from then on the address of an online event is shown to who is registered
ONLINE_FROM = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Window:
    """When an event takes registrations. opens None: at once; closes None: until it begins."""

    start: datetime
    opens: datetime | None = None
    closes: datetime | None = None

    def begun(self, now: datetime) -> bool:
        """Whether registration has begun."""
        return self.opens is None or self.opens <= now

    def over(self, now: datetime) -> bool:
        """Whether it has ended; what begins takes nobody any more."""
        return now >= min(self.start, self.closes or self.start)


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The seats of an event. seats None: not limited. general, kept: how many are taken of which."""

    seats: int | None
    reserved: int = 0
    general: int = 0
    kept: int = 0

    @property
    def free(self) -> int | None:
        """Seats that everybody may have; None when they are not limited."""
        return None if self.seats is None else max(self.seats - self.reserved - self.general, 0)

    @property
    def free_kept(self) -> int | None:
        """Seats kept for invited guests and staff that nobody has yet."""
        return None if self.seats is None else max(self.reserved - self.kept, 0)


def least(pool: Pool, *, reserved: int, quotas: int) -> int:
    """Return how many seats an event needs at least when it keeps `reserved` of them, `quotas` promised to hosts."""
    return pool.general + max(reserved, pool.kept, quotas)
