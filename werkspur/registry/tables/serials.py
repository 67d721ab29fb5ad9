"""Days as spreadsheets count them."""

from __future__ import annotations

from datetime import datetime, timedelta


def moment(value: float, *, since_1904: bool = False) -> str:
    """The ISO date (with time when there is one) of a day number; '' when it is none.

    Day 60 is the 29 February 1900 that never was: Excel keeps a fault of Lotus 1-2-3, so days before it are off by one.
    """
    if not 0 < value < 2_958_466:  # 31.12.9999
        return ""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if value >= 60 else 31)  # noqa: DTZ001 - wall clock
    when = start + timedelta(seconds=round(value * 86_400))
    return when.date().isoformat() if not (when.hour or when.minute or when.second) else when.isoformat(sep=" ")
