"""Deliveries: prepare, send, and what becomes of them afterwards."""

from werkspur.advocacy.services.deliveries.course import (
    extend_delivery,
    note_arrival,
    return_delivery,
    settle,
    withdraw_delivery,
)
from werkspur.advocacy.services.deliveries.mailing import reply_address
from werkspur.advocacy.services.deliveries.preparing import (
    SPOKEN,
    create_deliveries,
    create_delivery,
    discard_delivery,
    save_delivery,
)
from werkspur.advocacy.services.deliveries.sending import send_delivery

__all__ = [
    "SPOKEN",
    "create_deliveries",
    "create_delivery",
    "discard_delivery",
    "extend_delivery",
    "note_arrival",
    "reply_address",
    "return_delivery",
    "save_delivery",
    "send_delivery",
    "settle",
    "withdraw_delivery",
]
