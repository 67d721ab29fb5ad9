"""Letters of staff and what became of reminders."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from werkspur.advice.models import Letter, Reminder, ReminderRule

#: how long the page tells of a letter that was missed
SHOWN = timedelta(days=60)


def own_letters() -> dict[str, Letter]:
    """Return what staff has written, by occasion."""
    return {letter.code: letter for letter in Letter.objects.select_related("by")}


def rules_with_numbers() -> QuerySet[ReminderRule]:
    """Return the rules in the order of time, with how many letters are planned."""
    mine = Reminder.objects.filter(rule=OuterRef("pk"), state=Reminder.State.PLANNED).order_by()
    count = mine.values("rule").annotate(count=Count("pk")).values("count")
    return ReminderRule.objects.annotate(planned=Coalesce(Subquery(count), 0)).order_by("hours")


def missed(*, now: datetime) -> QuerySet[Reminder]:
    """Return the letters that came too late in the last weeks, the latest first."""
    found = Reminder.objects.filter(state=Reminder.State.MISSED, due_at__gt=now - SHOWN)
    return found.select_related("rule", "booking__slot").order_by("-due_at")
