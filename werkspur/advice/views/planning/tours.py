"""Proposed days of visits in one place. Nothing happens without the click."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from werkspur.advice.queries.tours import proposals
from werkspur.advice.services import PlanRefused
from werkspur.advice.services.tours import plan_tour
from werkspur.advice.views.planning.kinds import tabs
from werkspur.advice.views.planning.overview import planners
from werkspur.partners.requests import PersonRequest


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def tours(request: PersonRequest) -> HttpResponse:
    """Show what could be planned; one click plans it and writes to those who wait."""
    if request.method == "POST":
        _plan(request)
        return redirect("advice:tours")
    context = {"proposals": proposals(now=timezone.now()), "tabs": tabs("beratungstag", person=request.user)}
    return render(request, "advice/planning/tours.html", context)


def _plan(request: PersonRequest) -> None:
    try:
        planned = plan_tour(request.POST.get("vorschlag", ""), by=request.user)
    except PlanRefused as refused:
        messages.warning(request, str(refused))
        return
    number = len(planned.entries)
    told = ngettext(
        "Geplant. %(n)d Betrieb hat seine Zeit angeboten bekommen.",
        "Geplant. %(n)d Betriebe haben ihre Zeit angeboten bekommen.",
        number,
    )
    messages.success(request, told % {"n": number})
