"""The list of visits: for the adviser by day, for the company its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advice.queries import visit_days
from werkspur.advice.services import visits as services
from werkspur.base.permissions import requires
from werkspur.partners.permissions import owner_required
from werkspur.partners.requests import CompanyRequest, PersonRequest

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
        owns = request.user.owns(request.company)
        return render(request, "advice/visits/visits_company.html", {"page": page, "owns": owns})
    found = visit_days.visits_of(request.user)
    page = Paginator(found.finished, PAGE).get_page(request.GET.get("seite"))
    return render(request, "advice/visits/visits.html", {"found": found, "page": page})


@owner_required
@require_http_methods(["GET", "HEAD", "POST"])
def findings_delete(request: CompanyRequest) -> HttpResponse:
    """Whoever leads a company has everything deleted that was found there."""
    if request.method == "POST":
        services.delete_findings(request.company, by=request.user)
        messages.success(request, _("Die Befunde sind gelöscht."))
        return redirect("advice:visits")
    return render(request, "advice/visits/delete.html")
