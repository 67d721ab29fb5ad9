"""What people do with look-ups, theft reports and the public check: one verb each."""

from werkspur.tracing.services.checks import check_number
from werkspur.tracing.services.confirming import NotToConfirm, OtherConfirmed, confirm_hit, unconfirm_hit
from werkspur.tracing.services.further import go_on, search_further
from werkspur.tracing.services.hits import note_hits
from werkspur.tracing.services.listexport import export_list
from werkspur.tracing.services.listreading import choose_columns, choose_sheet
from werkspur.tracing.services.lists import (
    NotNow,
    TooManyLists,
    ask_many,
    delete_list,
    match_list,
    open_row,
    progress_key,
)
from werkspur.tracing.services.lookups import TooMany, TooOld, ask, look_up, show_contact
from werkspur.tracing.services.matching import cancel_matching, carry_out, resume_matching
from werkspur.tracing.services.retention import delete_choices, delete_lists, delete_lookups, delete_notices
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
    "NotNow",
    "NotOpen",
    "NotToConfirm",
    "OtherConfirmed",
    "TooMany",
    "TooManyLists",
    "TooOld",
    "add_reference",
    "ask",
    "ask_many",
    "cancel_matching",
    "carry_out",
    "check_number",
    "choose_columns",
    "choose_sheet",
    "confirm_hit",
    "delete_choices",
    "delete_list",
    "delete_lists",
    "delete_lookups",
    "delete_notices",
    "export_list",
    "go_on",
    "item_came_back",
    "item_found",
    "look_up",
    "match_list",
    "note_hits",
    "open_row",
    "progress_key",
    "report_theft",
    "resume_matching",
    "search_further",
    "show_contact",
    "unconfirm_hit",
    "withdraw_report",
]
