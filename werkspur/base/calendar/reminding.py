"""When a letter is due that goes out some hours before or after an appointment, and when it is too late for it.

Hours count on the clock on the wall: two days before nine o'clock is nine o'clock, also over a change of the clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from werkspur.base.calendar.wallclock import MissingHour, shown, stored

HOUR = timedelta(hours=1)
#: how late a letter before an appointment may be; never later than half the time that was left
LATE_BEFORE = timedelta(hours=12)
#: how late one after a visit may be: until then somebody may end a visit that was left open
LATE_AFTER = timedelta(days=7)


def due_at(start: datetime, *, hours: int) -> datetime:
    """Return when the letter is due, UTC. In the hour that is missing in spring it is due an hour later.

    Args:
        hours: negative before the appointment, positive after its beginning.
    """
    wall = shown(start).replace(tzinfo=None) + hours * HOUR
    try:
        return stored(wall.date(), wall.time())
    except MissingHour:
        later = wall + HOUR
        return stored(later.date(), later.time())


def latest(start: datetime, *, due: datetime) -> datetime:
    """Return until when the letter still helps."""
    if due < start:
        return due + min(LATE_BEFORE, (start - due) / 2)
    return due + LATE_AFTER
