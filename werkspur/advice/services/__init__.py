"""What people do with consultations: one verb each. `planning` keeps what planners enter."""

from werkspur.advice.services.bookings import (
    BookingRefused,
    accept_booking,
    book_slot,
    cancel_booking,
    confirm_booking,
    hold_slot,
    mark_booking,
    rebook,
)
from werkspur.advice.services.days import cancel_days, change_days, decide_day, plan_day, plan_series
from werkspur.advice.services.refusals import PlanRefused
from werkspur.advice.services.slots import make_slots
from werkspur.advice.services.waiting import accept_offer, confirm_waiting, join_waiting, leave_waiting

__all__ = [
    "BookingRefused",
    "PlanRefused",
    "accept_booking",
    "accept_offer",
    "book_slot",
    "cancel_booking",
    "cancel_days",
    "change_days",
    "confirm_booking",
    "confirm_waiting",
    "decide_day",
    "hold_slot",
    "join_waiting",
    "leave_waiting",
    "make_slots",
    "mark_booking",
    "plan_day",
    "plan_series",
    "rebook",
]
