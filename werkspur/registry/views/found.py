"""What every page of the register begins with: the thing the address names, if this person may see it."""

from __future__ import annotations

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from werkspur.registry.models import Item, Kit, Mark


def own_item(request: HttpRequest, uid: uuid.UUID) -> Item:
    """The item, or 404 when it is nobody's or another company's."""
    items = Item.objects.visible_to(request.user).select_related("category", "place", "company", "imported_by")  # type: ignore[arg-type]
    return get_object_or_404(items, uid=uid)


def own_mark(request: HttpRequest, uid: uuid.UUID) -> Mark:
    """The mark with its item, or 404."""
    marks = Mark.objects.visible_to(request.user)  # type: ignore[arg-type]
    found: Mark = get_object_or_404(marks.select_related("item__company"), uid=uid)
    return found


def own_kit(request: HttpRequest, uid: uuid.UUID) -> Kit:
    """The kit, or 404."""
    found: Kit = get_object_or_404(Kit.objects.visible_to(request.user).select_related("company"), uid=uid)  # type: ignore[arg-type]
    return found


def page_of_another_app(name: str, *, query: str = "") -> str:
    """The address of a page that an app above may have; '' when it is not installed."""
    try:
        return reverse(name) + query
    except NoReverseMatch:
        return ""
