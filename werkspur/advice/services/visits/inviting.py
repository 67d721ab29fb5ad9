"""A company without an account is asked to take part, so that its findings can be kept for it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking
from werkspur.advice.services.letters import write_letter
from werkspur.advice.services.refusals import VisitRefused
from werkspur.base import limits
from werkspur.journal.services import record

A_DAY = 24 * 3600


@transaction.atomic
def invite_company(*, booking: Booking, by: Any) -> None:
    """Write to whoever booked how their company takes part.

    Raises VisitRefused: it has an account, there is no address, or the same letter went out today.
    """
    if booking.company_id is not None:
        raise VisitRefused("state", _("Dieser Betrieb nimmt schon teil."))
    if not booking.email:
        raise VisitRefused("state", _("Zu diesem Termin gibt es keine E-Mail-Adresse. Rufen Sie an."))
    if not limits.allow(f"visit-invite:{booking.uid}", limit=1, seconds=A_DAY):
        raise VisitRefused("state", _("Die Einladung ist heute schon unterwegs."))
    write_letter("visit_invite", to=booking.email, values={}, link=reverse("partners:company_register"))
    record("advice.company_invited", by=by, object=booking)
