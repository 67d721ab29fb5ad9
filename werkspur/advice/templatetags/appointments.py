"""What templates say about a slot."""

from __future__ import annotations

from django import template

from werkspur.advice.models import Slot
from werkspur.advice.queries.wording import where_of

register = template.Library()


@register.filter
def where(slot: Slot) -> str:
    """Where somebody meets the adviser."""
    return where_of(slot)


@register.filter
def minutes(slot: Slot) -> int:
    """How long it takes."""
    return int((slot.end - slot.start).total_seconds() // 60)
