"""Start of the facts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkspur.facts.queries.selection import selection


def overview(request: HttpRequest) -> HttpResponse:
    """Show the state of things in one area."""
    return render(request, "facts/overview.html", {"chosen": selection(request.GET.dict())})
