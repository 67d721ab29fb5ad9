"""Items: enter, correct, change their state, move, delete."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.bausteine import all_bausteine
from werkspur.journal.services import record
from werkspur.partners.models import Company, Person
from werkspur.registry import rules
from werkspur.registry.models import Category, Item, Place
from werkspur.registry.queries.items import used_elsewhere
from werkspur.registry.services.files import delete_files_of
from werkspur.registry.services.keys import index_items, unindex_marks
from werkspur.registry.services.marks import MarkFields, store_mark


class ItemFields(TypedDict, total=False):
    """What can be said about an item; every key is a field of `models.Item`, amounts in cents."""

    category: Category
    reference: str
    name: str
    make: str
    model: str
    description: str
    colour: str
    features: str
    acquired_on: date | None
    price_cents: int | None
    value_cents: int | None
    place: Place | None


class ReferenceTaken(ValueError):
    """Another item of the company has this inventory number."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference

    def __str__(self) -> str:
        return _("Die Inventarnummer %s gibt es in Ihrem Betrieb schon.") % self.reference


class StateNotPossible(ValueError):
    """The state cannot follow the present one, or nobody would understand it without a reason."""


class ItemMustStay(ValueError):
    """The item was reported stolen or looked up; what is told of it elsewhere needs it."""

    def __str__(self) -> str:
        return _("Das Gerät wurde schon gemeldet oder abgefragt und bleibt deshalb erhalten. Sie können es ausmustern.")


def create_item(
    *,
    company: Company,
    by: Person,
    marks: Sequence[MarkFields] = (),
    token: str = "",
    source: str = "",
    **fields: Unpack[ItemFields],
) -> Item:
    """Enter one item with its marks, all or nothing.

    Args:
        marks: as `services.marks.add_mark` takes them.
        token: from the form. The same form with the same content sent twice answers the item of the first time.
        source: file name of an import, for the history.

    Raises:
        ReferenceTaken: the inventory number is in use.
        EmptyMark: one of the marks says nothing.
    """
    identity = _identity(company, token=token, content=[fields, marks])
    if token and (there := Item.objects.filter(uid=identity, company=company).first()):
        return there
    with transaction.atomic():
        item = Item(uid=identity, company=company, **fields)
        _save(item)
        for mark in marks:
            store_mark(item, **mark)
        index_items([item])
        details = {"marks": [mark.get("kind", "serial") for mark in marks], "source": source}
        record("registry.item_created", by=by, object=item, company=company, details=details)
    return item


def change_item(item: Item, *, by: Person, **fields: Unpack[ItemFields]) -> Item:
    """Store what differs and keep old and new in the journal; nothing happens when nothing differs.

    Raises:
        ReferenceTaken: the inventory number is in use.
    """
    before = {name: getattr(item, name) for name in fields}
    changes = {name: [told(before[name]), told(value)] for name, value in fields.items() if before[name] != value}
    if not changes:
        return item
    with transaction.atomic():
        for name, value in fields.items():
            setattr(item, name, value)
        _save(item)
        index_items([item])
        record("registry.item_changed", by=by, object=item, company=item.company, details={"changes": changes})
    return item


def change_state(item: Item, *, state: str, by: Person, reason: str = "", through_report: bool = False) -> Item:
    """Say that an item is missing, back, disposed of …; other apps hear of it in the same transaction.

    Args:
        through_report: a theft report is made, withdrawn or closed; only then "stolen" can be reached.

    Raises:
        StateNotPossible: see `rules.NEXT_STATES`, `rules.NEEDS_REASON`.
    """
    before = item.state
    if state == before:
        return item
    if not rules.may_follow(state, before=before, through_report=through_report):
        sentence = _("„%(before)s“ kann nicht zu „%(state)s“ werden.")
        raise StateNotPossible(sentence % {"before": item.get_state_display(), "state": Item.State(state).label})
    if state in rules.NEEDS_REASON and not reason.strip() and not through_report:
        raise StateNotPossible(_("Schreiben Sie kurz dazu, seit wann, wo oder an wen."))
    with transaction.atomic():
        item.state, item.state_since = state, timezone.now()
        item.save(update_fields=["state", "state_since", "updated_at"])
        details = {"before": before, "state": state}
        record("registry.state_changed", by=by, object=item, company=item.company, reason=reason, details=details)
        for baustein in all_bausteine():
            baustein.item_state_changed(item, before=before, by=by)
    return item


def move_items(items: Iterable[Item], *, place: Place | None, by: Person) -> int:
    """Put items at a place (None: nowhere in particular); answers how many moved."""
    moving = [item for item in items if item.place_id != (place.pk if place else None)]
    with transaction.atomic():
        for item in moving:
            change_item(item, place=place, by=by)
    return len(moving)


def delete_item(item: Item, *, by: Person, reason: str = "") -> None:
    """Remove an entry made by mistake, with its photos and documents.

    Raises:
        ItemMustStay: another part of the house refers to it.
    """
    with transaction.atomic():
        if used_elsewhere([item]):
            raise ItemMustStay
        record("registry.item_deleted", by=by, object=item, company=item.company, reason=reason)
        unindex_marks(list(item.marks.all()))
        for owner in (*item.photos.all(), *item.documents.all()):
            delete_files_of(owner)
        unindex_marks(list(item.marks.all()))
        item.delete()


def told(value: object) -> str | int | None:
    """A field's value as the journal keeps it and as two versions of an item are compared."""
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int) else str(value)[:160]


def _save(item: Item) -> None:
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:
        same = Item.objects.filter(company_id=item.company_id, reference=item.reference).exclude(pk=item.pk)
        if item.reference and same.exists():
            raise ReferenceTaken(item.reference) from error
        raise


def _identity(company: Company, *, token: str, content: list[Any]) -> uuid.UUID:
    """A uid that the same form content sent twice shares; another company's form can never hit it."""
    if not token:
        return uuid.uuid4()
    plain = repr([company.pk, token, _plain(content)])
    return uuid.uuid5(company.uid, hashlib.sha256(plain.encode()).hexdigest())


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((key, _plain(part)) for key, part in value.items())
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return f"{value._meta.label_lower}:{value.pk}" if isinstance(value, models.Model) else value
