"""What the worker does for advice. Each may be started a second time after a crash."""

from __future__ import annotations

from werkspur.advice.models import Slot
from werkspur.base.queue import task


@task()
def pass_on(slot: int) -> None:
    """Ask the next one on the waiting list when nobody answered in time."""
    from werkspur.advice.services import waiting

    for found in Slot.objects.filter(pk=slot).select_related("adviser"):
        waiting.pass_on(found)


@task()
def make_slots(advisers: list[int]) -> None:
    """Bring the slots of some advisers to what their plans say."""
    from werkspur.advice import services
    from werkspur.advice.models import Adviser

    services.make_slots(advisers=Adviser.objects.filter(pk__in=advisers))
