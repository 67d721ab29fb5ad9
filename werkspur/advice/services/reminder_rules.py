"""Changing when letters go out by themselves."""

from __future__ import annotations

from django.db import transaction

from werkspur.advice.models import ReminderRule
from werkspur.advice.tasks import replan_reminders
from werkspur.base import queue
from werkspur.journal.services import record
from werkspur.partners.models import Person


def save_rule(rule: ReminderRule, *, by: Person) -> None:
    """Keep a rule; the worker brings the reminders of all bookings to it."""
    with transaction.atomic():
        rule.save()
        details = {"code": rule.code, "hours": rule.hours, "active": rule.is_active}
        record("advice.reminder_changed", by=by, object=rule, details=details)
        queue.enqueue(replan_reminders, rule.pk)
