"""Public holidays of Saxony, by the library `holidays`.

Source: § 1 Gesetz über Sonn- und Feiertage im Freistaat Sachsen (SächsSFG): eleven days, among them Reformationstag and
Buß- und Bettag (the Wednesday before 23 November). Fronleichnam holds in some Sorbian municipalities only, none of them
in the district.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

STATE = "SN"
#: Monday to Friday
WORKING_DAYS = range(5)
_LONGEST_BREAK = 60  # days; longer ones are no break


@lru_cache(maxsize=64)
def of_year(year: int) -> Mapping[date, str]:
    """Return the holidays of a year by day, with their German names."""
    return dict(sorted(country_holidays("DE", subdiv=STATE, years=year, language="de", observed=False).items()))


def name_of(day: date) -> str:
    """Return the name of the holiday, '' on other days."""
    return of_year(day.year).get(day, "")


def is_working_day(day: date, *, closed: Collection[date] = ()) -> bool:
    """Say whether people work: Monday to Friday, no holiday, not among the days that somebody has closed."""
    return day.weekday() in WORKING_DAYS and not name_of(day) and day not in closed


def next_working_day(day: date, *, closed: Collection[date] = ()) -> date:
    """Return the first working day after `day`. Raises LookupError when all is closed for two months."""
    for ahead in range(1, _LONGEST_BREAK + 1):
        if is_working_day(later := day + timedelta(days=ahead), closed=closed):
            return later
    raise LookupError(day)
