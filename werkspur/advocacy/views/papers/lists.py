"""The list of papers, one with its way, those of a demand."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from werkspur.advocacy.forms.papers import PaperFilter
from werkspur.advocacy.models import Council, Demand, Paper, PaperLink
from werkspur.advocacy.queries import papers as queries
from werkspur.advocacy.views.access import chamber, seen_demand, staff
from werkspur.partners.requests import PersonRequest

A_PAGE = 40


@chamber
@require_safe
def papers(request: PersonRequest) -> HttpResponse:
    """All papers that councils served or that were entered by hand, the newest first."""
    form = PaperFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    words, council, show = asked.get("wort", ""), asked.get("rat"), asked.get("zeigen", "")
    rows = queries.listed(words=words, council=council, show=show)
    context = {
        "form": form, "page": Paginator(rows, A_PAGE).get_page(request.GET.get("seite")),
        "asked": any(asked.values()), "words": words, "council": council,
        "waiting": queries.waiting(request.user), "new_finds": queries.new_finds(request.user),
        "councils": Council.objects.exists(), "demand": wanted(request),
    }  # fmt: skip
    return render(request, "advocacy/papers/papers.html", context)


def wanted(request: PersonRequest) -> Demand | None:
    """The demand for which a paper is looked for, as the address says; None without one that this person keeps."""
    try:
        uid = UUID(request.GET.get("forderung", ""))
    except ValueError:
        return None
    return Demand.objects.kept_by(request.user).select_related("current", "released").filter(uid=uid).first()


@chamber
@require_safe
def paper(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One paper: what it is, its way through the council, what it does for which demands."""
    rows = Paper.objects.select_related("council", "addressee", "copy")
    found = get_object_or_404(rows, uid=uid)
    context = {
        "paper": found, "stops": found.consultations.all(), "links": queries.with_links(found),
        "demand": wanted(request),
        "kept": set(Demand.objects.kept_by(request.user).values_list("pk", flat=True)),
        "waiting": queries.waiting(request.user).filter(link__paper=found),
    }  # fmt: skip
    return render(request, "advocacy/papers/paper.html", context)


@staff
@require_safe
def demand_papers(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The papers that belong to a demand, with what councils decided."""
    demand = seen_demand(request, uid)
    links = list(queries.of_demand(demand))
    context = {
        "demand": demand, "links": links, "kept": Demand.objects.kept_by(request.user).filter(pk=demand.pk).exists(),
        "waiting": queries.waiting(request.user).filter(link__demand=demand), "kinds": PaperLink.Kind,
    }  # fmt: skip
    return render(request, "advocacy/papers/demand_papers.html", context)
