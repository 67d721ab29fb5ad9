"""What the search of the site finds in forums."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from werkspur.base.bausteine import Hit
from werkspur.base.sorting import sort_key
from werkspur.base.templatetags.werkspur import moment
from werkspur.forums.models import Event

MOST, LATEST = 5, 500


def hits(text: str, *, person: Any) -> Iterable[Hit]:
    """Return events by title, kind, place and agenda, the latest first; staff also find what is not announced."""
    wanted = sort_key(text).split()
    if not wanted:
        return
    seen = Event.objects.visible_to(person).exclude(state=Event.State.ASKING)
    recent = seen.select_related("kind", "venue").prefetch_related("agenda").order_by("-start", "-id")[:LATEST]
    found = [event for event in recent if _has(event, wanted)]
    for event in found[:MOST]:
        told = ", ".join(part for part in (moment(event.start), event.venue.city if event.venue else "") if part)
        yield Hit(event.title, reverse("forums:event", args=[event.slug]), text=told, kind=event.kind.name)


def _has(event: Event, wanted: list[str]) -> bool:
    """Say whether all that was asked for stands somewhere, compared in the German way."""
    place = f"{event.venue.name} {event.venue.city}" if event.venue else ""
    agenda = [item.title for item in event.agenda.all()]
    words = " ".join(sort_key(one) for one in (event.title, event.summary, event.kind.name, place, *agenda))
    return all(part in words for part in wanted)
