"""A company's items as its list shows them: tabs, search, filters, order; what one should know before saving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable, OrderBy

from werkspur.base.sorting import sort_key
from werkspur.marks.fold import fold
from werkspur.partners.models import Company
from werkspur.registry.models import Category, Item, Kit, Mark, Place

#: tab -> which items it shows; "all" leaves out what was given away for good
TABS: dict[str, Q] = {
    "all": ~Q(state__in=[Item.State.DISPOSED, Item.State.HANDED_OVER]),
    "in_use": Q(state=Item.State.IN_USE),
    "missing": Q(state=Item.State.MISSING),
    "stolen": Q(state=Item.State.STOLEN),
    "back": Q(state__in=[Item.State.FOUND, Item.State.RETURNED]),
    "unmarked": ~Q(state__in=[Item.State.DISPOSED, Item.State.HANDED_OVER]) & Q(has_mark=False),
    "gone": Q(state__in=[Item.State.DISPOSED, Item.State.HANDED_OVER]),
}
ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "recent": ("-updated_at", "-id"),
    "name": ("sort_key", "id"),
    "place": (F("place__sort_key").asc(nulls_last=True), "sort_key", "id"),
    "value": (F("value_cents").desc(nulls_last=True), F("price_cents").desc(nulls_last=True), "sort_key", "id"),
}
#: characters of a folded number from which on a part of it is searched
PART = 3


@dataclass(frozen=True)
class Selection:
    """What the list is asked for; everything empty is the whole list, newest change first."""

    tab: str = "all"
    text: str = ""
    place: Place | None = None
    category: Category | None = None
    kit: Kit | None = None
    order: str = "recent"


def items_of(company: Company) -> QuerySet[Item]:
    """All items of a company, each told whether it `has_mark`."""
    marks = Mark.objects.filter(item=OuterRef("pk"))
    return Item.objects.filter(company=company).annotate(has_mark=Exists(marks))


def select(company: Company, *, wanted: Selection) -> QuerySet[Item]:
    """The items of one company that `wanted` describes, in its order, ready to be listed."""
    items = items_of(company).filter(TABS.get(wanted.tab, TABS["all"]))
    for field in ("place", "category"):
        if value := getattr(wanted, field):
            items = items.filter(**{field: value})
    if wanted.kit:
        items = items.filter(kits=wanted.kit)
    for condition in _conditions(wanted.text):
        items = items.filter(condition)
    listed = items.select_related("category", "place").prefetch_related("marks", "photos")
    return listed.order_by(*ORDERS.get(wanted.order, ORDERS["recent"]))


def tab_counts(company: Company) -> dict[str, int]:
    """Tab -> how many items it holds; one statement."""
    return items_of(company).aggregate(**{tab: Count("pk", filter=which) for tab, which in TABS.items()})


def known_makes(company: Company, *, limit: int = 200) -> list[str]:
    """Makes this company has entered, the most frequent first. Other companies' makes are not told."""
    makes = Item.objects.filter(company=company).exclude(make="").values("make").annotate(times=Count("pk"))
    return list(makes.order_by("-times", "make").values_list("make", flat=True)[:limit])


def same_marks(text: str, *, company: Company, besides: Mark | None = None) -> list[Mark]:
    """Marks of this company that read the same, confusable characters aside. Never those of another company."""
    folded = fold(text)
    if not folded:
        return []
    marks = Mark.objects.filter(item__company=company, folded=folded).select_related("item")
    return list(marks.exclude(pk=besides.pk if besides else None)[:5])


def used_elsewhere(items: Sequence[Item]) -> set[int]:
    """Primary keys of those items that another app refers to (reported, looked up …), whatever app it is.

    A reference that the company must not know of yet does not count: the answer would give it away. Such a model's
    query set says which rows count by `told_to_owner()`.
    """
    ids = [item.pk for item in items]
    used: set[int] = set()
    for relation in Item._meta.related_objects:
        model, name = cast("type[Model]", relation.related_model), relation.field.name
        if model._meta.app_label != Item._meta.app_label:
            rows: Any = model._default_manager.filter(**{f"{name}__in": ids})
            rows = rows.told_to_owner() if hasattr(rows, "told_to_owner") else rows
            used.update(rows.values_list(name, flat=True))
    return used


def _conditions(text: str) -> list[Q | Combinable]:
    """Every word must occur somewhere in the item, or the whole text in one of its marks, in any spelling."""
    words = text.split()
    if not words:
        return []
    by_words = Q()
    for word in words:
        by_words &= _word(word)
    folded = fold(text)
    if len(folded) < PART:
        return [by_words]
    marks = Mark.objects.filter(Q(folded__contains=folded) | Q(words__icontains=text), item=OuterRef("pk"))
    return [by_words | Exists(marks)]


def _word(word: str) -> Q:
    """A word in name, make, model, inventory number, place or what makes the item special."""
    plain = sort_key(word)
    found = Q(sort_key__contains=plain) | Q(place__sort_key__contains=plain) if plain else Q()
    for field in ("name", "make", "model", "reference", "colour", "features"):
        found |= Q(**{f"{field}__icontains": word})
    return found
