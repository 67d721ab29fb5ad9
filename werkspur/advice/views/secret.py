"""The answer to a link that opens nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkspur.advice.services import BookingRefused


def dead_link(request: HttpRequest, refusal: BookingRefused) -> HttpResponse:
    """The same answer for a wrong link and an expired one."""
    return render(request, "advice/link_dead.html", {"sentence": str(refusal)}, status=404)
