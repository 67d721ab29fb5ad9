"""Council papers: the list, one with its way, what waits for a person, what searches found."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from werkspur.advocacy.models import (
    Council,
    Demand,
    HarvestRun,
    Paper,
    PaperConsultation,
    PaperLink,
    SavedSearch,
    SearchAlert,
    StatusProposal,
)
from werkspur.advocacy.rules.papers import terms

#: what the list filters by
STATES = ("linked", "results", "gone", "manual")


def matching(words: str, *, council: Council | None = None) -> QuerySet[Paper]:
    """Return papers in which every word stands, or every phrase in quotes."""
    rows = Paper.objects.all()
    for term in terms(words):
        rows = rows.filter(words__contains=term)
    return rows if council is None else rows.filter(council=council)


def listed(*, words: str = "", council: Council | None = None, show: str = "") -> QuerySet[Paper]:
    """Return papers for the list, the newest first.

    Args:
        show: "linked" to demands, with "results" of deciding bodies, "gone", "manual"; else all.
    """
    rows = matching(words, council=council)
    if show == "linked":
        rows = rows.filter(pk__in=PaperLink.objects.values("paper"))
    elif show == "results":
        decided = PaperConsultation.objects.filter(authoritative=True).exclude(result="")
        rows = rows.filter(pk__in=decided.values("paper"))
    elif show in (Paper.State.GONE, Paper.State.MANUAL):
        rows = rows.filter(state=show)
    links = Prefetch("links", PaperLink.objects.select_related("demand__current", "demand__released"))
    return rows.select_related("council", "addressee").prefetch_related(links).order_by("-date", "-pk")


def with_links(paper: Paper) -> QuerySet[PaperLink]:
    """Return what a paper does for which demands."""
    return paper.links.select_related("demand__current", "demand__released").order_by("pk")


def of_demand(demand: Demand) -> QuerySet[PaperLink]:
    """Return the papers that belong to a demand, with their ways."""
    return demand.paper_links.select_related("paper__council", "paper__addressee", "paper__copy").prefetch_related(
        "paper__consultations"
    )


def waiting(person: Any) -> QuerySet[StatusProposal]:
    """Return suggestions about demands that this person keeps and on which nobody has decided."""
    rows = StatusProposal.objects.filter(decided_at=None, link__demand__in=Demand.objects.kept_by(person).values("pk"))
    return rows.select_related(
        "link__paper", "link__demand__current", "link__demand__released", "consultation"
    ).order_by("pk")


def searches_of(person: Any) -> QuerySet[SavedSearch]:
    """Return somebody's searches, each with how many of its finds are new."""
    fresh = Count("alerts", filter=Q(alerts__seen_at=None))
    return SavedSearch.objects.filter(person=person).select_related("council").annotate(fresh=fresh)


def finds(search: SavedSearch) -> QuerySet[SearchAlert]:
    """Return what a search found, what nobody has looked at first."""
    return search.alerts.select_related("paper__council", "paper__addressee").order_by("-updated_at", "-pk")


def new_finds(person: Any) -> int:
    """Return how many papers somebody's searches found that were not looked at."""
    return SearchAlert.objects.filter(search__person=person, seen_at=None).values("paper").distinct().count()


def councils() -> list[tuple[Council, HarvestRun | None, int]]:
    """Return every council with its last run and how many papers we hold."""
    rows = Council.objects.select_related("addressee").annotate(held=Count("papers"))
    return [(one, one.runs.first(), one.held) for one in rows]
