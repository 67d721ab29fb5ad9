"""Presence notes: the list that somebody asked for, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from werkspur.facts.models import PresenceNote
from werkspur.facts.models.presence import PresenceNoteQuerySet
from werkspur.partners.models import Person, Region


def notes(
    person: Person,
    *,
    text: str = "",
    region: Region | None = None,
    since: date | None = None,
    until: date | None = None,
    state: str = "",
) -> PresenceNoteQuerySet:
    """Return the notes that `person` may read, newest first, by every condition given."""
    found = PresenceNote.objects.visible_to(person).within(since=since, until=until).select_related("region")
    for word in text.split():
        found = found.filter(
            Q(place__icontains=word)
            | Q(measure__icontains=word)
            | Q(reason__icontains=word)
            | Q(result__icontains=word)
        )
    found = found.filter(region=region) if region else found
    return found.filter(state=state) if state else found


def table(found: Iterable[PresenceNote]) -> Iterator[list[Any]]:
    """Yield the rows of a file."""
    yield ["von", "bis", "gebiet", "ort", "massnahme", "anlass", "stand", "ergebnis", "grund"]
    for note in found:
        yield [
            note.day.isoformat(), note.ends.isoformat(), note.region.name, note.place, note.measure, note.reason,
            note.get_state_display(), note.result, note.withdrawn_reason,
        ]  # fmt: skip


def personal_data(person: Person) -> list[tuple[str, list[str]]]:
    """What is kept about one person: the notes they wrote."""
    own = PresenceNote.objects.filter(by=person)
    return [(_("Präsenzvermerke"), [f"{note.day:%d.%m.%Y}: {note}" for note in own])]
