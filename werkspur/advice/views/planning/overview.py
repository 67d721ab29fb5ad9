"""The entrance for those who plan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkspur.base.permissions import role_required
from werkspur.partners.models import Role

#: who plans: the police's advisers and the chambers whose offices they sit in, together
planners = role_required(Role.Kind.POLICE_ADVICE, Role.Kind.CHAMBER)


@planners
def overview(request: HttpRequest) -> HttpResponse:
    """Show what can be planned."""
    return render(request, "advice/planning/overview.html")
