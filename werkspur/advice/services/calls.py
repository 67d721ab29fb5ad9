"""The hotline log: note a call, take it back, join it to the appointment made of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Call, Topic
from werkspur.advice.rules import calls as rules
from werkspur.journal.services import record
from werkspur.partners.models import Region


class CallRefused(Exception):
    """Says why a call stays."""


def note_call(*, topic: Topic, region: Region | None = None, note: str = "", by: Any) -> Call:
    """Keep a call in the log. The journal is not told what was said."""
    with transaction.atomic():
        call = Call.objects.create(topic=topic, region=region, note=note, by=by)
        record("advice.call_noted", by=by, object=call)
    return call


def remove_call(call: Call, *, by: Any, now: datetime | None = None) -> None:
    """Take a call back; gone already is fine. Raises CallRefused: somebody else's, too old, or booked."""
    now = now or timezone.now()
    with transaction.atomic():
        found = Call.objects.select_for_update().filter(pk=call.pk).first()
        if found is None:
            return
        may = rules.can_be_removed(
            noted=found.created_at, now=now, by_writer=found.by_id == by.pk, booked=found.booking_id is not None
        )
        if not may:
            raise CallRefused(
                _("Löschen kann nur, wer den Anruf eingetragen hat, zehn Minuten lang und solange nichts gebucht ist.")
            )
        record("advice.call_removed", by=by, object=found)
        found.delete()


def join_booking(call: Call, *, booking: Booking, by: Any) -> None:
    """Note which appointment was made of a call; the first one stays."""
    with transaction.atomic():
        changed = Call.objects.filter(pk=call.pk, booking=None).update(booking=booking, updated_at=timezone.now())
        if changed:
            record("advice.call_booked", by=by, object=call, company=booking.company)
