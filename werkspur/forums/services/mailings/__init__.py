"""Letters to everybody of one event: planned, dropped, told by staff, and written once each."""

from werkspur.forums.services.mailings.planning import (
    OPEN,
    MailingRefused,
    drop_mailings,
    plan_mailings,
    reminder_thread,
    replan_rule,
    take_back,
    tell_answers,
    tell_cancellation,
    tell_change,
    wake,
)
from werkspur.forums.services.mailings.sending import send_due, send_mailing, wake_nightly
from werkspur.forums.services.mailings.staff import send_now, stop_mailing

__all__ = [
    "OPEN",
    "MailingRefused",
    "drop_mailings",
    "plan_mailings",
    "reminder_thread",
    "replan_rule",
    "send_due",
    "send_mailing",
    "send_now",
    "stop_mailing",
    "take_back",
    "tell_answers",
    "tell_cancellation",
    "tell_change",
    "wake",
    "wake_nightly",
]
