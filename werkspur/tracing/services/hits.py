"""Which items a look-up shows."""

from __future__ import annotations

from django.db import transaction

from werkspur.registry.queries import Found
from werkspur.tracing.models import Lookup, LookupHit


def note_hits(lookup: Lookup, found: Found) -> None:
    """Keep which items a look-up shows. Asking again adds what was registered in between, and loses nothing."""
    known = set(lookup.hits.values_list("item_id", flat=True))
    new = [
        LookupHit(lookup=lookup, item=match.item, rank=rank, grade=match.grade)
        for rank, match in enumerate(found.matches, start=1)
        if match.item.pk not in known
    ]
    with transaction.atomic():
        if new:
            LookupHit.objects.bulk_create(new, ignore_conflicts=True)
        if (lookup.total, lookup.complete) != (found.total, found.complete):
            lookup.total, lookup.complete = found.total, found.complete
            # What the search in the background found stays, should this answer be the older one.
            undone = Lookup.objects.filter(pk=lookup.pk, further__isnull=True)
            undone.update(total=found.total, complete=found.complete)
