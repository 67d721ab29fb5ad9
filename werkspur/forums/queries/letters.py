"""What staff has written, by occasion."""

from __future__ import annotations

from werkspur.forums.models import EventKind, Letter


def own_letters(kind: EventKind | None) -> dict[str, Letter]:
    """Return what holds for a kind: its own texts before those for all."""
    found = {one.code: one for one in Letter.objects.filter(kind=None).select_related("by")}
    if kind is not None:
        found |= {one.code: one for one in Letter.objects.filter(kind=kind).select_related("by")}
    return found
