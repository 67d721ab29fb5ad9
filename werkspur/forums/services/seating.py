"""Which seats a registration sits on: those of everybody, those kept for guests of a host, or none yet."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _

from werkspur.forums.models import Event, Invitation, Registration
from werkspur.forums.queries import seats
from werkspur.forums.services.refusals import RegistrationRefused


def find_seat(registration: Registration, *, kept: bool, now: datetime) -> bool:
    """Say whether there are seats for a registration, and note which; under the event's lock.

    Args:
        kept: staff wants it on the seats that are kept back.

    Raises:
        RegistrationRefused: kept seats were wanted and there are none, or a party is larger than the event and would
            wait for ever.
    """
    event, size = registration.event, registration.size
    without = registration if registration.pk else None
    registration.reserved = False
    if not needs_seat(registration) or event.seats is None:
        return True
    if registration.invitation is not None and has_kept(event, size=size, invitation=registration.invitation, now=now,
                                                        without=without):  # fmt: skip
        registration.reserved = True
        return True
    if kept:
        if not has_kept(event, size=size, now=now, without=without):
            raise RegistrationRefused("quota", _("So viele zurückgehaltene Plätze sind nicht frei."), field="reserved")
        registration.reserved = True
        return True
    free = seats.left(event, now=now, without=without)
    if free is None or size <= free:
        return True
    if size > event.seats - event.reserved:
        sentence = _("Für so viele Personen hat diese Veranstaltung keine Plätze.")
        raise RegistrationRefused("party", sentence)
    return False


def needs_seat(registration: Registration) -> bool:
    """Say whether a registration needs a seat: not online where others sit in a room."""
    return not (registration.online and registration.event.form == Event.Form.BOTH)


def has_kept(
    event: Event, *, size: int, invitation: Invitation | None = None, now: datetime, without: Registration | None = None
) -> bool:
    """Say whether kept seats are free: of the quota of the host who invites, else of those that no quota promises."""
    quotas = {one.partner_id: one.seats for one in event.quotas.all()}
    taking = seats.counted(event).taking(now).filter(reserved=True)
    if without is not None:
        taking = taking.exclude(pk=without.pk)
    if invitation is not None and invitation.partner_id in quotas:
        most = quotas[invitation.partner_id]
        taking = taking.filter(invitation__partner=invitation.partner_id)
    else:
        most = event.reserved - sum(quotas.values())
        taking = taking.exclude(invitation__partner__in=quotas)
    return size <= most - (taking.aggregate(sum=Sum("size"))["sum"] or 0)
