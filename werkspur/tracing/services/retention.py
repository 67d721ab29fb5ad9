"""What is deleted when; the journal keeps what it was told."""

from __future__ import annotations

from datetime import date

from werkspur.tracing.models import CheckNotice, Lookup


def delete_lookups(before: date) -> int:
    """Delete look-ups of days before `before` with their hits; answer how many look-ups."""
    old = Lookup.objects.filter(at__date__lt=before)
    return old.delete()[1].get("tracing.Lookup", 0)


def delete_notices(before: date) -> int:
    """Delete notices from the public check of days before `before`; answer how many."""
    return CheckNotice.objects.filter(day__lt=before).delete()[0]
