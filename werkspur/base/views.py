"""Pages of the house itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session ended: says so, and that the browser's back button still holds what was typed."""
    return render(request, "base/csrf_failure.html", status=403)
