"""What comes after an event: materials, minutes, decisions and tasks, as far as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from werkspur.forums.models import Decision, Event, EventTask, Material, Minutes


@dataclass(frozen=True)
class After:
    """materials: those to be had now; minutes only when released, decisions and tasks with them."""

    materials: list[Material]
    minutes: Minutes | None
    decisions: list[Decision]
    tasks: list[EventTask]

    def __bool__(self) -> bool:
        return bool(self.materials or self.minutes or self.decisions or self.tasks)


def shown(event: Event, *, now: datetime, registered: bool = False) -> After:
    """Return what the page of an event shows of its result (template forums/aftermath/materials.html)."""
    materials = list(event.materials.visible(now, registered=registered))  # type: ignore[attr-defined]
    minutes = Minutes.objects.filter(event=event, released_at__isnull=False).first()
    if minutes is None:
        return After(materials, None, [], [])
    tasks = event.tasks.filter(step=None, public=True).select_related("partner")
    return After(materials, minutes, list(event.decisions.all()), list(tasks))
