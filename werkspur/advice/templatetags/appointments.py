"""What templates say about a slot."""

from __future__ import annotations

from django import template

from werkspur.advice.models import Booking, Offer, Slot
from werkspur.advice.queries.calendar import Event
from werkspur.advice.queries.wording import where_of

register = template.Library()


@register.filter
def where(slot: Slot) -> str:
    """Where somebody meets the adviser."""
    return where_of(slot)


@register.filter
def minutes(slot: Slot | Event) -> int:
    """How long it takes."""
    return int((slot.end - slot.start).total_seconds() // 60)


@register.filter
def fits(thing: Booking | Slot) -> str:
    """What a booking needs of a slot, and what a slot can be for: kind and topic. For moving by drag."""
    if isinstance(thing, Booking):
        return f"{thing.slot.offer.kind}-{thing.topic_id}"
    return " ".join(f"{thing.offer.kind}-{topic.pk}" for topic in thing.offer.topics.all())


@register.filter
def event_place(booking: Booking) -> str:
    """'Borna, ' before the topic: the office, or the municipality of the company."""
    slot = booking.slot
    place = slot.office.city if slot.office else booking.place or slot.offer.get_kind_display()
    return f"{place}, "


@register.filter
def offered_as(event: Event) -> str:
    """What free times are for: the office, or the kinds of appointment."""
    kinds = [slot.office.city if slot.office else Offer.Kind(slot.offer.kind).label for slot in event.slots]
    return ", ".join(dict.fromkeys(str(kind) for kind in kinds))
