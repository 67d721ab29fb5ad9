"""Marks: put one on an item, correct it, take it off."""

from __future__ import annotations

from django.db import transaction

from werkspur.journal.services import record
from werkspur.marks.fold import fold
from werkspur.partners.models import Person
from werkspur.registry.models import Item, Mark
from werkspur.registry.services.keys import index_marks


def add_mark(item: Item, *, text: str, by: Person, kind: str = Mark.Kind.SERIAL, **fields: object) -> Mark:
    """Put a mark on an item; it can be found from the moment the transaction ends."""
    with transaction.atomic():
        mark = Mark.objects.create(item=item, kind=kind, text=text, folded=fold(text), **fields)
        index_marks([mark])
        record("registry.mark_added", by=by, object=item, company=item.company, details={"kind": kind})
    return mark
