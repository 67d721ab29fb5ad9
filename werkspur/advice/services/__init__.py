"""What people do with consultations: one verb each."""

from werkspur.advice.services.bookings import (
    BookingRefused,
    cancel_booking,
    confirm_booking,
    hold_slot,
    mark_booking,
    rebook,
)
from werkspur.advice.services.slots import make_slots

__all__ = [
    "BookingRefused",
    "cancel_booking",
    "confirm_booking",
    "hold_slot",
    "make_slots",
    "mark_booking",
    "rebook",
]
