"""Figures are released quarter by quarter, once: a second count after a late change would tell of the change."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from werkspur.advice.models import Booking, FigureRelease, Visit
from werkspur.advice.queries import figures
from werkspur.advice.rules import telling
from werkspur.base import queue
from werkspur.base.calendar.wallclock import day_of
from werkspur.journal.services import record

#: so long after the end of a quarter advisers still note who came
SETTLES = timedelta(days=14)
#: how many quarters are made up for when the house stood still
BACK = 4


def release_quarters(*, now: datetime | None = None) -> int:
    """Queue the quarters that are over and not yet released: the nightly duty. Answers how many."""
    from werkspur.advice.tasks import release_figures

    due = due_quarters(now=now or timezone.now())
    for quarter in due:
        queue.enqueue(release_figures, quarter.isoformat())
    return len(due)


def due_quarters(*, now: datetime) -> list[date]:
    """Return the quarters to release, the oldest first; none from before there was anything to tell."""
    quarter, found = figures.quarter_of(day_of(now) - SETTLES), list[date]()
    for _number in range(BACK):
        quarter = figures.quarter_of(quarter - timedelta(days=1))
        found.append(quarter)
    made = set(FigureRelease.objects.filter(quarter__in=found).values_list("quarter", flat=True))
    held = Booking.objects.filter(state=Booking.State.DONE).aggregate(at=Min("slot__start"))["at"]
    visited = Visit.objects.aggregate(at=Min("finished_at"))["at"]
    begins = [figures.quarter_of(day_of(at)) for at in (held, visited) if at is not None]
    return [one for one in sorted(found) if begins and one >= min(begins) and one not in made]


def release_quarter(quarter: date) -> FigureRelease:
    """Count a quarter and keep what may be told of it; one that was released stays as it is."""
    made = FigureRelease.objects.filter(quarter=quarter).first()
    if made is not None:
        return made
    lacks, visited = figures.lacks_in(quarter)
    data = telling.release(figures.held_in(quarter), tasks=figures.tasks_in(quarter), lacks=lacks, visited=visited)
    with transaction.atomic():
        made, is_new = FigureRelease.objects.get_or_create(quarter=quarter, defaults={"data": dict(data)})
        if is_new:
            record("advice.figures_released", by="system", object=made)
    return made
