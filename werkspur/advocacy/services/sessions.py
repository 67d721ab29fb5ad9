"""When addressees sit: entered by hand, or harvested from a council's own system."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from werkspur.advocacy.models import Addressee, Session


def from_meeting(
    meeting_id: str, *, addressee: Addressee, start: datetime, end: datetime | None = None, title: str = "",
    place: str = "", address: str = "", cancelled: bool = False,
) -> Session:  # fmt: skip
    """Keep a harvested meeting; what staff wrote beside it (note, demands) stays.

    Args:
        meeting_id: the meeting's own address in the council's system; the same meeting is changed in place.
        end: left out when it does not lie after the start, for councils serve such.
        cancelled: also for a meeting that the council has deleted.
    """
    values = {
        "addressee": addressee, "start": start, "end": end if end and end > start else None, "title": title[:200],
        "place": place[:200], "address": address if len(address) <= 500 else "", "cancelled": cancelled,
    }  # fmt: skip
    with transaction.atomic():
        session, new = Session.objects.get_or_create(meeting_id=meeting_id, defaults=values)
        if not new and any(getattr(session, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(session, name, value)
            session.save()
    return session
