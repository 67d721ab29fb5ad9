"""Changing when letters go out by themselves."""

from __future__ import annotations

from django.db import transaction

from werkspur.base import queue
from werkspur.forums.models import MailingRule
from werkspur.forums.tasks import replan_mailings
from werkspur.journal.services import record
from werkspur.partners.models import Person

#: letter, hours before the beginning (negative) or after the end, what must be there
RULES = (("reminder_week", -7 * 24, ""), ("reminder", -24, ""), ("thanks", 20, "materials"))


def save_rule(rule: MailingRule, *, by: Person) -> None:
    """Keep a rule; the worker brings the letters of all coming events to it."""
    with transaction.atomic():
        rule.save()
        queue.enqueue(replan_mailings, rule.pk)
        details = {"code": rule.code, "hours": rule.hours, "active": rule.is_active}
        record("forums.mailing_rule_changed", by=by, object=rule, details=details)


def load_rules() -> None:
    """Add the rules that Werkspur comes with; overwrites nothing that staff has changed since."""
    for letter, hours, needs in RULES:
        values = {"letter": letter, "hours": hours, "needs": needs}
        MailingRule.objects.get_or_create(code=letter, defaults=values)
