"""The list of visits: for the adviser by day, for the company its own."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkspur.advice.queries import visit_days
from werkspur.base.permissions import requires
from werkspur.partners.requests import PersonRequest

PAGE = 30
ADVICE = "police_advice"


def _may(request: HttpRequest, person: Any) -> bool:
    return getattr(request, "company", None) is not None or bool(person.has_role(ADVICE))


@requires(_may)
@require_safe
def visits(request: PersonRequest) -> HttpResponse:
    """An adviser sees the day, what is open and what is done; a company where somebody was."""
    if not request.user.has_role(ADVICE):
        assert request.company is not None  # noqa: S101 -- `_may`
        page = Paginator(visit_days.visits_at(request.company), PAGE).get_page(request.GET.get("seite"))
        return render(request, "advice/visits/visits_company.html", {"page": page})
    found = visit_days.visits_of(request.user)
    page = Paginator(found.finished, PAGE).get_page(request.GET.get("seite"))
    return render(request, "advice/visits/visits.html", {"found": found, "page": page})
