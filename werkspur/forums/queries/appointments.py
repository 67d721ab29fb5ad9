"""An event as calendars may know it: public words only, never the link of an online event."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from werkspur.base.calendar.invitations import Appointment, Mailbox
from werkspur.forums.models import Event


def appointment_of(event: Event, *, uid: str = "") -> Appointment:
    """Return the appointment; `uid`: of one registration, else of the event itself.

    A cancellation must count for more than the last change (RFC 5546, section 2.1.4).
    """
    cancelled = event.state == Event.State.CANCELLED
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return Appointment(
        uid=uid or f"forum-{event.uid}@{host}",
        sequence=event.ical_sequence + cancelled,
        start=event.start,
        end=event.end,
        summary=event.title,
        text=event.summary,
        written=event.updated_at,
        place=where_of(event),
        cancelled=cancelled,
    )


def organizer() -> Mailbox:
    """Return the mailbox of the house: answers of calendars reach no person."""
    return Mailbox(address=parseaddr(settings.DEFAULT_FROM_EMAIL)[1], name=_("Werkspur Foren"))


def where_of(event: Event) -> str:
    """Return 'Haus, Straße 1, 04109 Leipzig, Saal', or that it is online."""
    if event.form == Event.Form.ONLINE:
        return _("online")
    place = event.venue.address if event.venue else _("Ort folgt")
    where = f"{place}, {event.room.name}" if event.room else place
    return _("%(place)s, und online") % {"place": where} if event.form == Event.Form.BOTH else where
