"""Until when an answer is due by a rule, with every step of the way there."""

from __future__ import annotations

from datetime import date
from typing import Any

from werkspur.advocacy.models import Addressee, DeadlineRule, Delivery
from werkspur.base.calendar.deadlines import Begin, Deadline, Period, Unit, WrongPeriod, deadline

NAME = 300


def rule_of(addressee: Addressee) -> DeadlineRule | None:
    """Return the rule of an addressee, or of the body that it belongs to; None: nobody has set one."""
    seen: set[int] = set()
    body: Addressee | None = addressee
    while body is not None and body.pk not in seen:
        if body.rule is not None:
            return body.rule
        seen.add(body.pk)
        body = body.parent
    return None


def period_of(rule: DeadlineRule) -> dict[str, Any]:
    """Return what a delivery keeps of its rule: count, unit, half_month, begin, moves, binding."""
    return {
        "count": rule.count, "unit": rule.unit, "half_month": rule.half_month, "begin": rule.begin,
        "moves": rule.moves, "binding": rule.binding,
    }  # fmt: skip


def name_of(rule: DeadlineRule) -> str:
    """Return the rule in words with what it rests on."""
    return ": ".join(part for part in (rule.name, rule.basis) if part)[:NAME]


def by_rule(rule: DeadlineRule, *, arrived: date) -> Deadline:
    """Return the deadline of something that arrives on a day. Raises WrongPeriod."""
    return _deadline(period_of(rule), arrived=arrived)


def computed(delivery: Delivery) -> Deadline | None:
    """Return the deadline by the rule that the delivery keeps, with its steps; None without rule or day of arrival.

    An agreed extension is not in it: `delivery.due` is what holds.
    """
    period = delivery.period or (period_of(delivery.rule) if delivery.rule else {})
    if not period or delivery.arrived is None:
        return None
    try:
        return _deadline(period, arrived=delivery.arrived)
    except WrongPeriod:
        return None


def _deadline(period: dict[str, Any], *, arrived: date) -> Deadline:
    length = Period(count=period["count"], unit=Unit(period["unit"]), half_month=period.get("half_month", False))
    begin, moves = Begin(period.get("begin", Begin.EVENT)), period.get("moves", True)
    return deadline(length, start=arrived, begin=begin, moves=moves)
