"""A booking as calendars may know it: neutral, without a link that changes anything."""

from __future__ import annotations

from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Slot
from werkspur.advice.queries.wording import where_for_adviser, where_of
from werkspur.base.calendar.invitations import Appointment


def appointment_of(booking: Booking, *, slot: Slot | None = None, for_adviser: bool = False) -> Appointment:
    """Return the appointment with the UID that it keeps through every change; `slot`: one it has had before."""
    slot = slot or booking.slot
    return Appointment(
        uid=booking.ical_uid,
        sequence=booking.ical_sequence,
        start=slot.start,
        end=slot.end,
        summary=_("Beratungstermin"),
        written=booking.updated_at,
        place=where_for_adviser(booking, slot=slot) if for_adviser else where_of(slot),
        cancelled=booking.state == Booking.State.CANCELLED,
    )
