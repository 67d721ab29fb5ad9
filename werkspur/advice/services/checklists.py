"""Changing checklists: from a released version a draft, its items and categories, and its release.

A released version never changes: every verb here refuses one, whatever page it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import Category, Checklist, ChecklistItem, ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.rules.releasing import Fault
from werkspur.advice.services.refusals import PlanRefused
from werkspur.journal.services import record

CATEGORY_FIELDS = ("key", "name", "share", "order")
ITEM_FIELDS = (
    "key", "question", "advice", "norms", "weight", "knock_out", "kind", "effort", "profiles", "asks_when", "order",
)  # fmt: skip


#: what a page remembers of a thing when it is opened
CATEGORY_SEEN, ITEM_SEEN = CATEGORY_FIELDS, ("category_id", *ITEM_FIELDS)
Seen = Mapping[str, Any]


class ChangedMeanwhile(Exception):
    """Somebody changed the same fields differently. now: what is stored, None when it was deleted; fields: which."""

    def __init__(self, now: Any, fields: Sequence[str] = ()) -> None:
        super().__init__(", ".join(fields))
        self.now, self.fields = now, fields


class NotADraft(Exception):
    """Somebody wants to change a version that is released or gone."""

    def __init__(self) -> None:
        super().__init__(_("Diese Fassung ist freigegeben und ändert sich nicht mehr. Legen Sie einen Entwurf an."))


class NotReleasable(Exception):
    """The draft has faults."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(_("Der Entwurf lässt sich noch nicht freigeben."))
        self.faults = faults


@transaction.atomic
def draft_version(version: ChecklistVersion, *, by: Any) -> ChecklistVersion:
    """Copy a version into a new draft; answers the draft that is there already, so that a second click is harmless."""
    checklist = Checklist.objects.select_for_update().get(pk=version.checklist_id)
    if open_draft := checklist.versions.filter(state=ChecklistVersion.State.DRAFT).first():
        return open_draft
    newest = checklist.versions.order_by("-number").values_list("number", flat=True)[0]
    draft = ChecklistVersion.objects.create(checklist=checklist, number=newest + 1)
    for category in checklists.categories(version):
        copy = Category.objects.create(
            version=draft, **{name: getattr(category, name) for name in CATEGORY_FIELDS}
        )  # fmt: skip
        ChecklistItem.objects.bulk_create(
            ChecklistItem(category=copy, **{name: getattr(item, name) for name in ITEM_FIELDS})
            for item in category.items.all()
        )
    record("advice.checklist_drafted", by=by, object=draft, details={"from": version.number})
    return draft


@transaction.atomic
def save_category(category: Category, *, by: Any, seen: Seen | None = None) -> Category:
    """Keep a new or changed category of a draft.

    Args: seen: as for `save_item`. Raises NotADraft, PlanRefused, ChangedMeanwhile.
    """
    draft = _locked(category.version_id)
    others = Category.objects.filter(version=draft).exclude(pk=category.pk)
    if others.filter(key__iexact=category.key).exists():
        raise PlanRefused("key", _("Dieses Kürzel hat schon ein anderer Bereich."))
    _merge(category, Category.objects.filter(version=draft), names=CATEGORY_SEEN, seen=seen)
    category.save()
    record("advice.checklist_changed", by=by, object=draft, details={"category": category.key})
    return category


@transaction.atomic
def delete_category(category: Category, *, by: Any) -> None:
    """Remove a category of a draft with its items. Raises NotADraft."""
    draft = _locked(category.version_id)
    record("advice.checklist_changed", by=by, object=draft, details={"category": category.key, "deleted": True})
    category.delete()


@transaction.atomic
def save_item(item: ChecklistItem, *, by: Any, seen: Seen | None = None) -> ChecklistItem:
    """Keep a new or changed item of a draft. What a colleague changed meanwhile and this one left alone stays.

    Args:
        seen: the values that were on the page when it was opened; None: whatever is there is replaced.

    Raises:
        NotADraft: released or discarded meanwhile.
        PlanRefused: since a moment ago another item has this key, or the category is gone.
        ChangedMeanwhile: both changed the same field differently, or the item is gone.
    """
    draft = _locked(item.category.version_id)
    all_items = ChecklistItem.objects.filter(category__version=draft)
    if all_items.exclude(pk=item.pk).filter(key__iexact=item.key).exists():
        raise PlanRefused("key", _("Dieses Kürzel hat schon ein anderer Prüfpunkt dieser Fassung."))
    if not Category.objects.filter(version=draft, pk=item.category_id).exists():
        raise PlanRefused("category", _("Jemand hat diesen Bereich inzwischen gelöscht. Wählen Sie einen anderen."))
    _merge(item, all_items, names=ITEM_SEEN, seen=seen)
    item.save()
    record("advice.checklist_changed", by=by, object=draft, details={"item": item.key})
    return item


@transaction.atomic
def delete_item(item: ChecklistItem, *, by: Any) -> None:
    """Remove an item of a draft. Raises NotADraft."""
    draft = _locked(item.category.version_id)
    record("advice.checklist_changed", by=by, object=draft, details={"item": item.key, "deleted": True})
    item.delete()


@transaction.atomic
def discard_draft(draft: ChecklistVersion, *, by: Any) -> None:
    """Throw a draft away. Raises NotADraft."""
    locked = _locked(draft.pk)
    record("advice.checklist_discarded", by=by, object=locked)
    locked.delete()


@transaction.atomic
def release_version(draft: ChecklistVersion, *, note: str, by: Any) -> ChecklistVersion:
    """Make a draft what is asked from now on; the version before it stays readable, for old visits.

    Raises NotADraft, NotReleasable.
    """
    locked = _locked(draft.pk)
    locked.note = note.strip()
    if found := checklists.faults_of(locked):
        raise NotReleasable(found)
    before = ChecklistVersion.objects.filter(checklist=locked.checklist, state=ChecklistVersion.State.RELEASED)
    before.update(state=ChecklistVersion.State.RETIRED, updated_at=timezone.now())
    locked.state, locked.released_at, locked.released_by = ChecklistVersion.State.RELEASED, timezone.now(), by
    locked.approved = True
    locked.save()
    record("advice.checklist_released", by=by, object=locked, details={"number": locked.number})
    return locked


def _merge(thing: Any, rows: QuerySet[Any], *, names: Sequence[str], seen: Seen | None) -> None:
    """Take over what a colleague changed in fields that were left alone here. Raises ChangedMeanwhile."""
    if thing.pk is None or seen is None:
        return
    now = rows.filter(pk=thing.pk).first()
    if now is None:
        raise ChangedMeanwhile(None)
    stored = {name: getattr(now, name) for name in names}
    theirs = [name for name in names if stored[name] != seen.get(name)]
    both = [name for name in theirs if getattr(thing, name) not in (seen.get(name), stored[name])]
    if both:
        raise ChangedMeanwhile(now, both)
    for name in theirs:
        setattr(thing, name, stored[name])


def _locked(version: int) -> ChecklistVersion:
    """The draft, held for this transaction."""
    found = (
        ChecklistVersion.objects.select_for_update(of=("self",))
        .select_related("checklist")
        .filter(pk=version, state=ChecklistVersion.State.DRAFT)
        .first()
    )
    if found is None:
        raise NotADraft
    return found
