"""Where an appointment is, in words for everybody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Offer, Slot
from werkspur.partners.models import Office


def office_name(office: Office) -> str:
    """Return 'Borna, Regionalbüro, IHK zu Leipzig'."""
    return f"{office.city}, {office.get_kind_display()}, {office.partner.short_name}"


def where_of(slot: Slot) -> str:
    """Return where somebody meets the adviser; never the address of a company."""
    if slot.office is not None:
        street = f", {slot.office.street}" if slot.office.street else ""
        return office_name(slot.office) + street
    return {
        Offer.Kind.CALL: _("am Telefon, wir rufen Sie an"),
        Offer.Kind.VIDEO: _("per Video"),
        Offer.Kind.VISIT: _("bei Ihnen im Betrieb"),
    }.get(Offer.Kind(slot.offer.kind), _("Ort folgt"))


def where_for_adviser(booking: Booking, *, slot: Slot) -> str:
    """Return where the adviser goes; of a company only its municipality, for calendars and mails are shared."""
    kind = Offer.Kind(slot.offer.kind)
    if slot.office is not None or kind not in (Offer.Kind.CALL, Offer.Kind.VISIT):
        return where_of(slot)
    if kind == Offer.Kind.CALL:
        return _("am Telefon")
    return _("im Betrieb, %(place)s") % {"place": booking.place} if booking.place else _("im Betrieb")
