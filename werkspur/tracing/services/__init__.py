"""What people do with look-ups, theft reports and the public check: one verb each."""

from werkspur.tracing.services.checks import check_number
from werkspur.tracing.services.confirming import NotToConfirm, OtherConfirmed, confirm_hit, unconfirm_hit
from werkspur.tracing.services.lookups import TooMany, TooOld, ask, look_up, note_hits, show_contact
from werkspur.tracing.services.retention import delete_lookups, delete_notices
from werkspur.tracing.services.thefts import (
    AlreadyReported,
    NotOpen,
    add_reference,
    item_came_back,
    item_found,
    report_theft,
    withdraw_report,
)

__all__ = [
    "AlreadyReported",
    "NotOpen",
    "NotToConfirm",
    "OtherConfirmed",
    "TooMany",
    "TooOld",
    "add_reference",
    "ask",
    "check_number",
    "confirm_hit",
    "delete_lookups",
    "delete_notices",
    "item_came_back",
    "item_found",
    "look_up",
    "note_hits",
    "report_theft",
    "show_contact",
    "unconfirm_hit",
    "withdraw_report",
]
