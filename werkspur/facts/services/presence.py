"""Presence notes of the police: plan, change, finish, withdraw, delete when old."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from werkspur.facts.models import PresenceNote
from werkspur.facts.queries.spots import hot_spots
from werkspur.journal.services import record
from werkspur.partners.models import Person, Region


class NotOpen(Exception):
    """The note is withdrawn or done."""

    message = _("Dieser Vermerk ist abgeschlossen.")


def plan_presence(
    *,
    region: Region,
    place: str,
    day: date,
    measure: str,
    by: Person,
    until: date | None = None,
    reason: str = "",
    hot_spot: date | None = None,
    uid: uuid.UUID | None = None,
) -> PresenceNote:
    """Note where the police will be; the partners see it from the same moment.

    Args:
        place: a town, an industrial estate or a street, never the address of a company.
        until: last day, not before `day`; None: one day.
        hot_spot: first day of the quarter whose hot spot caused it; kept only where the region is one.
        uid: chosen by the form, so that a second click finds the first note.
    """
    uid = uid or uuid.uuid4()
    is_spot = any(spot.region == region and spot.quarter == hot_spot for spot in hot_spots())
    fields = {"region": region, "place": place, "day": day, "until": until, "measure": measure, "reason": reason}
    with transaction.atomic():
        note, is_new = PresenceNote.objects.get_or_create(
            uid=uid, defaults={**fields, "hot_spot": hot_spot if is_spot else None, "by": by}
        )
        if is_new:
            record("facts.presence_planned", by=by, object=note, details={"region": region.key})
    return note


def change_presence(
    note: PresenceNote,
    *,
    region: Region,
    place: str,
    day: date,
    measure: str,
    by: Person,
    until: date | None = None,
    reason: str = "",
) -> None:
    """Change a planned note; with another region it is no longer about the hot spot.

    Raises:
        NotOpen: it is done or withdrawn.
    """
    with transaction.atomic():
        note = _locked(note)
        if not note.is_open:
            raise NotOpen
        if note.region != region:
            note.region, note.hot_spot = region, None
        note.place, note.day, note.until, note.measure, note.reason = place, day, until, measure, reason
        note.save()
        record("facts.presence_changed", by=by, object=note, details={"region": region.key})


def finish_presence(note: PresenceNote, *, result: str, by: Person) -> None:
    """Say that it was done and what came of it; the result may be completed later.

    Raises:
        NotOpen: the note is withdrawn.
    """
    with transaction.atomic():
        note = _locked(note)
        if note.state == PresenceNote.State.WITHDRAWN:
            raise NotOpen
        note.state, note.result = PresenceNote.State.DONE, result
        note.save(update_fields=["state", "result", "updated_at"])
        record("facts.presence_done", by=by, object=note)


def withdraw_presence(note: PresenceNote, *, reason: str, by: Person) -> None:
    """Take a planned note back; it stays to be read, with the reason.

    Raises:
        NotOpen: it is done or withdrawn already.
        ValueError: no reason given.
    """
    if not reason.strip():
        raise ValueError("withdrawing a presence note needs a reason")
    with transaction.atomic():
        note = _locked(note)
        if not note.is_open:
            raise NotOpen
        note.state, note.withdrawn_reason = PresenceNote.State.WITHDRAWN, reason.strip()[:300]
        note.save(update_fields=["state", "withdrawn_reason", "updated_at"])
        record("facts.presence_withdrawn", by=by, object=note, reason=note.withdrawn_reason)


def note_export(*, count: int, by: Person) -> None:
    """Write down that notes leave the house."""
    record("facts.presence_exported", by=by, details={"count": count})


def delete_presence(before: date) -> int:
    """Delete notes whose last day lies before `before`; answer how many. The journal keeps its entries."""
    return PresenceNote.objects.all().ended_before(before).delete()[0]


def _locked(note: PresenceNote) -> PresenceNote:
    return PresenceNote.objects.select_for_update(of=("self",)).select_related("region").get(pk=note.pk)
