"""What is deleted when; the journal keeps what it was told."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from werkspur.tracing.models import CheckNotice, Lookup, MatchRun, MatchRunQuerySet
from werkspur.tracing.services.lists import forget

UNASKED = (MatchRun.State.READING, MatchRun.State.UNREADABLE, MatchRun.State.CHOOSING)


def delete_lookups(before: date) -> int:
    """Delete look-ups of days before `before` with their hits; answer how many look-ups."""
    old = Lookup.objects.filter(at__date__lt=before)
    return old.delete()[1].get("tracing.Lookup", 0)


def delete_notices(before: date) -> int:
    """Delete notices from the public check of days before `before`; answer how many."""
    return CheckNotice.objects.filter(day__lt=before).delete()[0]


def delete_lists(before: date) -> int:
    """Delete matched lists of days before `before` with their hits; answer how many."""
    return _delete(MatchRun.objects.filter(created_at__date__lt=before).exclude(state__in=UNASKED))


def delete_choices(before: date) -> int:
    """Delete tables uploaded before that day from which nothing was asked; answer how many."""
    return _delete(MatchRun.objects.filter(created_at__date__lt=before, state__in=UNASKED))


def _delete(runs: MatchRunQuerySet) -> int:
    old = list(runs)
    for run in old:
        with transaction.atomic():
            forget(run)
    return len(old)
