"""What can be counted of events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from werkspur.forums.models import Event


def counted(event: Event, *, now: datetime) -> dict[str, Any]:
    """Count one event, as it is frozen."""
    return {"seats": event.seats, "registrations": event.registrations.filter(state="confirmed").count()}
