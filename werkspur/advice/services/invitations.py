"""The calendar part of letters: real iTIP (RFC 5546), one UID for life, and nothing secret in it.

The organizer is the mailbox that letters come from, so that answers of calendars reach no person.
"""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Slot
from werkspur.advice.queries.appointments import appointment_of
from werkspur.base.calendar import invitations
from werkspur.base.calendar.invitations import Mailbox

#: letters that put an appointment into calendars, and take it out again
REQUESTS, CANCELS = ("confirmed", "moved"), ("cancelled",)


def calendar_for(code: str, *, booking: Booking, slot: Slot | None = None, for_adviser: bool = False) -> bytes:
    """Return the calendar part of a letter; empty for letters about what is not certain, or never was.

    Args:
        slot: another one than the booking has now, for the adviser who no longer has it.
        for_adviser: words the place as somebody reads it who travels there.
    """
    slot = slot or booking.slot
    guests = [Mailbox(address=booking.email), Mailbox(address=slot.adviser.email, name=slot.adviser.title)]
    appointment = appointment_of(booking, slot=slot, for_adviser=for_adviser)
    if code in REQUESTS and booking.state == Booking.State.CONFIRMED:
        _note_invited(booking)
        return invitations.request(appointment, organizer=organizer(), attendees=guests)
    if code in CANCELS and booking.invited:
        return invitations.cancel(appointment, organizer=organizer(), attendees=guests)
    return b""


def organizer() -> Mailbox:
    """Return the mailbox of the house."""
    return Mailbox(address=parseaddr(settings.DEFAULT_FROM_EMAIL)[1], name=_("Werkspur Beratung"))


def _note_invited(booking: Booking) -> None:
    if not booking.invited:
        booking.invited = True
        Booking.objects.filter(pk=booking.pk).update(invited=True)
