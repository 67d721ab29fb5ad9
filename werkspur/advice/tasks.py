"""What the worker does for advice. Each may be started a second time after a crash."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from werkspur.advice.models import Adviser, Slot
from werkspur.base.queue import task


@task()
def pass_on(slot: int) -> None:
    """Ask the next one on the waiting list when nobody answered in time."""
    from werkspur.advice.services import waiting

    for found in Slot.objects.filter(pk=slot).select_related("adviser"):
        waiting.pass_on(found)


@task()
def end_hold(adviser: int) -> None:
    """End what is held too long with an adviser; what it leaves goes to the waiting list."""
    from werkspur.advice.services import busy

    with transaction.atomic():
        busy.lock(Adviser.objects.filter(pk=adviser), now=timezone.now())


@task()
def make_slots(advisers: list[int]) -> None:
    """Bring the slots of some advisers to what their plans say."""
    from werkspur.advice import services

    services.make_slots(advisers=Adviser.objects.filter(pk__in=advisers))


@task()
def send_reminders() -> None:
    """Write the reminders that are due; what was written already is not written again."""
    from werkspur.advice.services import reminders

    reminders.send_due()


@task()
def replan_reminders(rule: int) -> None:
    """Bring the reminders of all bookings to what a rule says."""
    from werkspur.advice.models import ReminderRule
    from werkspur.advice.services import reminders

    for found in ReminderRule.objects.filter(pk=rule):
        reminders.replan_rule(found)


@task()
def release_figures(quarter: str) -> None:
    """Release the figures of one quarter, given as its first day."""
    from werkspur.advice.services import figures

    figures.release_quarter(date.fromisoformat(quarter))
