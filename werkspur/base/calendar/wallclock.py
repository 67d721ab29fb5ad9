"""Wall clock and UTC: appointments are planned as the clock on the wall shows them, and stored in UTC.

In the night to the last Sunday of March an hour is missing, in that to the last Sunday of October one comes twice
(Sommerzeitverordnung of 12 July 2001; European Directive 2000/84/EC).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

ZONE = ZoneInfo("Europe/Berlin")


class MissingHour(ValueError):
    """The clock is put forward over this time: it does not exist on that day."""


def stored(day: date, at: time) -> datetime:
    """Return the moment in UTC when the clock on the wall shows `at`.

    A time that comes twice is the first one: whoever comes then is not late. Raises MissingHour.
    """
    local = datetime.combine(day, at.replace(fold=0), tzinfo=ZONE)
    moment = local.astimezone(UTC)
    if moment.astimezone(ZONE).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise MissingHour(f"{local:%Y-%m-%d %H:%M}")
    return moment


def shown(moment: datetime) -> datetime:
    """Return the time on the wall at a moment."""
    return moment.astimezone(ZONE)


def clock(moment: datetime) -> str:
    """Return 9:00; in the hour that comes twice also which of both it is."""
    at = shown(moment)
    text = f"{at.hour}:{at.minute:02d}"
    plain = at.replace(tzinfo=None)
    if plain.replace(tzinfo=ZONE, fold=0).utcoffset() == plain.replace(tzinfo=ZONE, fold=1).utcoffset():
        return text
    return _("%(time)s Sommerzeit") % {"time": text} if not at.fold else _("%(time)s Winterzeit") % {"time": text}


def day_of(moment: datetime) -> date:
    """Return the day on the wall at a moment."""
    return shown(moment).date()


@lru_cache(maxsize=4096)
def span_of(day: date) -> tuple[datetime, datetime]:
    """Return the moments when a day begins and the next one does: 23 to 25 hours."""
    return stored(day, time.min), stored(day + timedelta(days=1), time.min)
