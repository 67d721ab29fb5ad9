"""What is due: first page of the staff."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkspur.advocacy.queries.desk import desk as told
from werkspur.advocacy.views.access import chamber
from werkspur.partners.requests import PersonRequest


@chamber
@require_safe
def desk(request: PersonRequest) -> HttpResponse:
    """Of the own chamber; with ?alle=1 of both."""
    everybody = request.GET.get("alle") == "1"
    now = timezone.now()
    context = {"desk": told(request.user, now=now, everybody=everybody), "everybody": everybody, "now": now}
    return render(request, "advocacy/desk/desk.html", context)
