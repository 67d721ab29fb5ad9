"""What is offered, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkspur.advice.models import Offer


def overview(request: HttpRequest) -> HttpResponse:
    """Show the kinds of appointments and the topics."""
    return render(request, "advice/overview.html", {"offers": Offer.objects.filter(is_active=True)})
