"""Where an appointment is, in words for everybody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from werkspur.advice.models import Offer, Slot
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
