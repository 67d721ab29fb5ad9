"""Times of an evening as the clock on the wall shows them, also over midnight and in the night of the time change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from werkspur.base.calendar.wallclock import ZONE, MissingHour, day_of, shown, stored

#: what would last longer was not meant to go over midnight
LONGEST = timedelta(hours=14)


class TooLong(ValueError):
    """The end lies before the beginning, and is too far away for the next day."""


class Outside(ValueError):
    """This time is not within the event."""


def span(day: date, *, begins: time, ends: time) -> tuple[datetime, datetime]:
    """Return beginning and end in UTC; an end that is not later on the clock is on the next day.

    Raises:
        MissingHour: the clock is put forward over one of them.
        TooLong: more than 14 hours.
    """
    start = stored(day, begins)
    end = stored(day if ends > begins else day + timedelta(days=1), ends)
    if end - start > LONGEST:
        raise TooLong(f"{begins:%H:%M}-{ends:%H:%M}")
    return start, end


def moments(at: time, *, start: datetime, end: datetime) -> list[datetime]:
    """Return every moment of an event at which the clock shows `at`, in order: two when an hour comes twice.

    Raises:
        MissingHour: it comes never, because the clock is put forward over it in this very night.
    """
    found, missing = set(), False
    for day in sorted({day_of(start), day_of(end)}):
        try:
            found.add(stored(day, at))
        except MissingHour:
            missing = True
            continue
        found.add(datetime.combine(day, at.replace(fold=1), tzinfo=ZONE).astimezone(UTC))
    within = sorted(moment for moment in found if start <= moment <= end)
    if not within and missing:
        raise MissingHour(f"{at:%H:%M}")
    return within


def placed(
    begins: time, ends: time | None, *, start: datetime, end: datetime, second: bool = False
) -> tuple[datetime, datetime | None]:
    """Return when something on the agenda begins and ends, UTC.

    Args:
        second: in an hour that comes twice, the second one is meant.

    Raises:
        MissingHour: see `moments`.
        Outside: not within the event, or the end not after the beginning. Its argument is "begins" or "ends".
    """
    found = moments(begins, start=start, end=end)
    if not found:
        raise Outside("begins")
    starts = found[-1] if second else found[0]
    if ends is None:
        return starts, None
    later = [moment for moment in moments(ends, start=start, end=end) if moment > starts]
    if not later:
        raise Outside("ends")
    return starts, later[0]


def has_hour_twice(start: datetime, end: datetime) -> bool:
    """Say whether the clock is put back during an event."""
    before, after = shown(start).utcoffset(), shown(end).utcoffset()
    return before is not None and after is not None and after < before
