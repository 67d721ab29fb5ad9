"""Who waits for an appointment."""

from __future__ import annotations

from django.db.models import QuerySet

from werkspur.advice.models import WaitingEntry

State = WaitingEntry.State


def waiting() -> QuerySet[WaitingEntry]:
    """Return everybody who waits or has an offer to answer, the longest wait first."""
    found = WaitingEntry.objects.filter(state__in=[State.WAITING, State.OFFERED])
    return found.select_related("offer", "office__partner", "topic", "slot").order_by("created_at", "id")
