"""The tasks that follow from a visit, as lists; their texts are sealed and opened by `services.recommendations`."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.advice.models import Recommendation, Visit
from werkspur.partners.models import Company

State = Recommendation.State
#: what concerns the task itself
WITH_VISIT = ("visit__company", "visit__adviser__person", "item__category")
#: effort of a recommendation (`rules.scoring.EFFORT`) in words
EFFORT = (_("sofort, ohne Kosten"), _("gering"), _("mittel"), _("über 2.500 €"))
#: tabs of the list → states
TABS: dict[str, tuple[str, ...]] = {
    "offen": (State.OPEN, State.ASKED_BACK),
    "gemeldet": (State.REPORTED,),
    "erledigt": (State.ACCEPTED,),
    "abgelehnt": (State.DECLINED,),
}
#: columns of the list that can be sorted
SORTS = {"aufwand": "effort", "bis": "due", "stand": "state"}
LATER = Case(When(effort=0, then=Value(0)), default=Value(1))


def open_tasks(visit: Visit) -> QuerySet[Recommendation]:
    """Return what the company still has to do after a visit: at once and without cost first, then by effect."""
    return in_order(Recommendation.objects.waiting().filter(visit=visit).select_related(*WITH_VISIT))


def in_order(tasks: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Sort as protocols do: what costs nothing before the rest, in both what is missing entirely, then by effect."""
    return tasks.order_by(LATER, "-first", "-rank", "effort", "id")


def sorted_by(tasks: QuerySet[Recommendation], key: str) -> QuerySet[Recommendation]:
    """Sort by a column of the list, `-` before it for the other way round; an unknown one is the usual order."""
    column = SORTS.get(key.removeprefix("-"))
    if column is None:
        return in_order(tasks)
    order = F(column).desc(nulls_last=True) if key.startswith("-") else F(column).asc(nulls_last=True)
    return tasks.order_by(order, LATER, "-first", "-rank", "id")


def tasks_of(company: Company) -> QuerySet[Recommendation]:
    """Return every task of a company; those that a later visit carries on are told there."""
    return in_order(
        Recommendation.objects.filter(visit__company=company).exclude(state=State.CARRIED).select_related(*WITH_VISIT)
    )


def reported_to(person: Any) -> QuerySet[Recommendation]:
    """Return what companies have reported as done to this adviser, the oldest first."""
    seen = Recommendation.objects.visible_to(person)
    reported = seen.filter(visit__adviser__person=person, state=State.REPORTED)
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


def tab_counts(company: Company) -> dict[str, int]:
    """Return how many tasks of a company stand under each tab."""
    filters = {name: Count("pk", filter=Q(state__in=states)) for name, states in TABS.items()}
    found: dict[str, int] = Recommendation.objects.filter(visit__company=company).aggregate(**filters)
    return found


def waiting_of(company: Company) -> tuple[int, int]:
    """Return how many tasks a company still has to do something about, and how many of them are overdue."""
    waiting = Recommendation.objects.waiting().filter(visit__company=company)
    found = waiting.aggregate(open=Count("pk"), late=Count("pk", filter=Q(due__lt=timezone.localdate())))
    return found["open"], found["late"]


def has_tasks(company: Company) -> bool:
    """Say whether any visit of a company has ended or left tasks."""
    return Visit.objects.filter(company=company, state=Visit.State.FINISHED).exists()
