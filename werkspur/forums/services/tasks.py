"""What has to be done before and after an event: by the steps of its kind, counted from its day, and by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import day_of
from werkspur.forums.models import Decision, Event, EventKind, EventTask, KindStep
from werkspur.forums.services.refusals import EventRefused
from werkspur.journal.services import record
from werkspur.partners import rules
from werkspur.partners.models import Partner

#: an event has no more tasks than these
MOST = 60
#: kinds of event whose steps change plan their tasks anew
PLANNING = (Event.State.DRAFT, Event.State.ANNOUNCED)


def plan_tasks(event: Event) -> None:
    """Make the tasks of an event from its kind's steps and move those that are open to its day.

    What was done stays; what a kind no longer asks for goes, unless it was done. In the caller's transaction.
    """
    steps = {step.pk: step for step in KindStep.objects.filter(kind=event.kind_id)}
    known = {task.step_id: task for task in event.tasks.exclude(days=None)}
    day = day_of(event.start)
    gone = [task.pk for step, task in known.items() if step not in steps and task.done_at is None]
    EventTask.objects.filter(pk__in=gone).delete()
    for pk, step in steps.items():
        due = day + timedelta(days=step.days)
        task = known.get(pk)
        if task is None:
            EventTask.objects.create(event=event, step=step, title=step.title, days=step.days, due=due)
        elif task.done_at is None and (task.due, task.title, task.days) != (due, step.title, step.days):
            task.due, task.title, task.days = due, step.title, step.days
            task.save()


def plan_kind(kind: EventKind, *, now: datetime) -> None:
    """Plan the tasks of all events to come of a kind anew, in the caller's transaction."""
    coming = Event.objects.select_for_update().filter(kind=kind, state__in=PLANNING, start__gte=now)
    for event in coming.order_by("pk"):
        plan_tasks(event)


def add_task(
    event: Event, *, title: str, due: date, partner: Partner | None = None, public: bool = False,
    decision: Decision | None = None, by: Any, now: datetime | None = None,
) -> EventTask:  # fmt: skip
    """Add a task by hand, or one from the minutes. The same one twice, by a second click, stays one.

    Raises:
        EventRefused: no words, or too many tasks.
    """
    title = rules.tidy(title)
    if not title:
        raise EventRefused("title", _("Was ist zu tun?"))
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        same = event.tasks.filter(title=title, due=due, done_at=None, decision=decision).first()
        if same is not None:
            return same
        if event.tasks.count() >= MOST:
            raise EventRefused("title", _("Mehr als %(n)d Aufgaben hat keine Veranstaltung.") % {"n": MOST})
        task = EventTask.objects.create(
            event=event, title=title, due=due, partner=partner, public=public, decision=decision
        )
        record("forums.task_added", by=by, object=task)
    return task


def check_off(task: EventTask, *, done: bool = True, by: Any, now: datetime | None = None) -> EventTask:
    """Say that a task is done, or that it is not; a second click changes nothing."""
    with transaction.atomic():
        task = EventTask.objects.select_for_update().get(pk=task.pk)
        if (task.done_at is not None) != done:
            task.done_at = (now or timezone.now()) if done else None
            task.save()
            record("forums.task_done" if done else "forums.task_reopened", by=by, object=task)
    return task


def remove_task(task: EventTask, *, by: Any) -> None:
    """Take back a task that was added by hand. Raises EventRefused for a step of the kind."""
    if task.days is not None:
        raise EventRefused("", _("Dieser Schritt gehört zur Art der Veranstaltung. Dort lässt er sich ändern."))
    with transaction.atomic():
        pk, label = task.pk, task
        if EventTask.objects.filter(pk=pk).delete()[0]:
            record("forums.task_removed", by=by, object=label)
