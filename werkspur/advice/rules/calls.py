"""The hotline log: how long a call can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

UNDO = timedelta(minutes=10)


def can_be_removed(*, noted: datetime, now: datetime, by_writer: bool, booked: bool) -> bool:
    """Say whether a call can be taken back: by who wrote it, within ten minutes, while no appointment came of it."""
    return by_writer and not booked and now - noted <= UNDO
