"""The public check of one number: two answers, nothing else, and nothing kept about who asked."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from werkspur.journal.services import record
from werkspur.registry.models import Item
from werkspur.tracing import queries
from werkspur.tracing.models import CheckNotice, PublicCheckDay


def check_number(text: str) -> bool:
    """Whether whoever holds this thing should turn to the police: an item with exactly this number is missed.

    What is registered but not missed goes the same way, through the same statements, as what nobody registered. A hit
    is kept for the police as a notice of the item, once a day, and in the journal; of the asker nothing is kept.
    """
    items = queries.stolen_with_number(text)
    with transaction.atomic():
        _count(hit=bool(items))
        for item in items:
            _notice(item)
    return bool(items)


def _count(*, hit: bool) -> None:
    day = timezone.localdate()
    PublicCheckDay.objects.get_or_create(day=day)
    PublicCheckDay.objects.filter(day=day).update(asked=F("asked") + 1, hits=F("hits") + int(hit))


def _notice(item: Item) -> None:
    now = timezone.now()
    notice, new = CheckNotice.objects.get_or_create(item=item, day=timezone.localdate(now), defaults={"at": now})
    if new:
        record("tracing.public_check_hit", by="public", object=notice)
    else:
        CheckNotice.objects.filter(pk=notice.pk).update(times=F("times") + 1, at=now)
