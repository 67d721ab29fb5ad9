"""The tasks that follow from a visit, as lists; their texts are sealed and opened by `services.recommendations`."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from werkspur.advice.models import Recommendation, Visit
from werkspur.partners.models import Company

State = Recommendation.State
#: what concerns the task itself
WITH_VISIT = ("visit__company", "visit__adviser__person", "item__category")


def open_tasks(visit: Visit) -> QuerySet[Recommendation]:
    """Return what the company still has to do after a visit: at once and without cost first, then by effect."""
    return in_order(Recommendation.objects.waiting().filter(visit=visit).select_related(*WITH_VISIT))


def in_order(tasks: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Sort as protocols do: missing knock-outs and what costs nothing first, then by effect and effort."""
    return tasks.order_by("-visit__finished_at", "-first", "-rank", "effort", "id")


def tasks_of(company: Company) -> QuerySet[Recommendation]:
    """Return every task of a company; those that a later visit carries on are told there."""
    return in_order(
        Recommendation.objects.filter(visit__company=company).exclude(state=State.CARRIED).select_related(*WITH_VISIT)
    )


def reported_to(person: Any) -> QuerySet[Recommendation]:
    """Return what companies have reported as done to this adviser, the oldest first."""
    reported = Recommendation.objects.filter(visit__adviser__person=person, state=State.REPORTED)
    return reported.select_related(*WITH_VISIT).order_by("updated_at", "id")


def counts(visit: Visit) -> dict[str, int]:
    """Return how many tasks of a visit there are: `whole`, `open` (the company's turn), `reported`, `done`."""
    waiting = Q(state__in=[State.OPEN, State.ASKED_BACK])
    found: dict[str, int] = visit.recommendations.aggregate(
        whole=Count("pk"),
        open=Count("pk", filter=waiting),
        reported=Count("pk", filter=Q(state=State.REPORTED)),
        done=Count("pk", filter=Q(state=State.ACCEPTED)),
    )
    return found
