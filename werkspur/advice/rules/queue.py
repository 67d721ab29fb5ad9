"""The waiting list: who is asked about a freed slot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Somebody who waits. office None: anywhere."""

    number: int
    office: int | None = None
    not_before: date | None = None
    not_after: date | None = None

    def fits(self, *, office: int | None, day: date) -> bool:
        """Say whether a slot at an office on a day is what they wait for."""
        return (
            self.office in (None, office)
            and (self.not_before is None or self.not_before <= day)
            and (self.not_after is None or day <= self.not_after)
        )


def chosen(waiting: Iterable[Waiting], *, office: int | None, day: date, until: datetime | None) -> list[int]:
    """Return who is asked, in the order of the list: the first that fits, or everybody when the time is short."""
    fitting = [one.number for one in waiting if one.fits(office=office, day=day)]
    return fitting if until is None else fitting[:1]
