"""A booking as calendars may know it: neutral, without a link that changes anything."""

from __future__ import annotations

from django.utils.translation import gettext as _

from werkspur.advice.models import Booking
from werkspur.advice.queries.wording import where_of
from werkspur.base.calendar.invitations import Appointment


def appointment_of(booking: Booking) -> Appointment:
    """Return the appointment with the UID that it keeps through every change."""
    return Appointment(
        uid=booking.ical_uid,
        sequence=booking.ical_sequence,
        start=booking.slot.start,
        end=booking.slot.end,
        summary=_("Beratungstermin"),
        written=booking.updated_at,
        place=where_of(booking.slot),
        cancelled=booking.state == Booking.State.CANCELLED,
    )
