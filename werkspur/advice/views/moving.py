"""Which slot somebody wants to move to."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Slot
from werkspur.advice.services import BookingRefused


def chosen_slot(request: HttpRequest, booking: Booking) -> Slot:
    """Return the slot that was sent, of the same kind and for the same topic. Raises BookingRefused."""
    offer = booking.slot.offer
    same = Slot.objects.filter(offer__kind=offer.kind, offer__urgent=offer.urgent, offer__topics=booking.topic)
    try:
        slot = same.select_related("offer", "adviser").filter(uid=UUID(request.POST.get("zeit", ""))).first()
    except ValueError:
        slot = None
    if slot is None:
        raise BookingRefused("taken", _("Wählen Sie eine Zeit aus."))
    return slot
