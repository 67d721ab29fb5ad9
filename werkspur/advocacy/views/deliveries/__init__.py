"""Pages of deliveries, and of what is due."""

from werkspur.advocacy.views.deliveries.course import (
    delivery_arrived,
    delivery_discard,
    delivery_extend,
    delivery_return,
    delivery_withdraw,
)
from werkspur.advocacy.views.deliveries.desk import desk
from werkspur.advocacy.views.deliveries.files import delivery_calendar, delivery_letter
from werkspur.advocacy.views.deliveries.sending import delivery_send
from werkspur.advocacy.views.deliveries.writing import deliveries, delivery, delivery_edit, delivery_new

__all__ = [
    "deliveries",
    "delivery",
    "delivery_arrived",
    "delivery_calendar",
    "delivery_discard",
    "delivery_edit",
    "delivery_extend",
    "delivery_letter",
    "delivery_new",
    "delivery_return",
    "delivery_send",
    "delivery_withdraw",
    "desk",
]
