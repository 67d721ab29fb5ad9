"""The deadline of a delivery: the rule as it is at that moment, kept with the delivery, and the day it leads to."""

from __future__ import annotations

from datetime import date

from werkspur.advocacy.models import Delivery
from werkspur.advocacy.queries.deadlines import by_rule, computed, name_of, period_of, rule_of

__all__ = ["by_rule", "computed", "rule_of", "set_due"]


def set_due(delivery: Delivery) -> None:
    """Compute `due` anew and keep the rule; without rule or day of arrival there is none. The caller saves.

    An extension that was agreed upon stays when it lasts longer.
    """
    rule = delivery.rule
    delivery.period, delivery.rule_name = (period_of(rule), name_of(rule)) if rule else ({}, "")
    found = computed(delivery)
    delivery.due = found.end if found else None
    if delivery.extensions:
        agreed = date.fromisoformat(delivery.extensions[-1]["due"])
        delivery.due = max(agreed, delivery.due or agreed)
