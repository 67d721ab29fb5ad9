"""Events: made, changed, announced, cancelled, closed, copied."""

from werkspur.forums.services.events.changing import change_event
from werkspur.forums.services.events.copying import copy_event
from werkspur.forums.services.events.making import create_event
from werkspur.forums.services.events.states import announce_event, cancel_event, close_event, remove_event

__all__ = [
    "announce_event",
    "cancel_event",
    "change_event",
    "close_event",
    "copy_event",
    "create_event",
    "remove_event",
]
