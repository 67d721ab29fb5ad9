"""What is counted of an event is frozen once, when it is closed: a second count would tell of the change."""

from __future__ import annotations

from datetime import datetime

from werkspur.forums.models import Event, EventFigures
from werkspur.forums.queries import figures


def freeze(event: Event, *, now: datetime) -> EventFigures:
    """Count an event and keep what may be told of it; one that was counted stays as it is.

    The caller holds the transaction of what closes the event.
    """
    made = EventFigures.objects.filter(event=event).first()
    if made is not None:
        return made
    return EventFigures.objects.create(event=event, data=figures.counted(event, now=now), taken_at=now)
