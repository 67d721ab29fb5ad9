"""What was typed into a form whose session had ended waits for the sign-in."""

from __future__ import annotations

import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkspur.base import limits

KEY = "typed"  # in the session: path, moment and fields of the form
KEPT = 30 * 60  # seconds
MOST = 60_000  # characters of all fields together
FORMS_AN_HOUR = 60  # from one address
NEVER = ("csrfmiddlewaretoken", "password")


def keep(request: HttpRequest) -> bool:
    """Keep the fields of this POST for whoever signs in next in this browser; files and passwords are not kept.

    Returns:
        Whether they are kept: not when there is too much or too often, nor for a part of a page.
    """
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not any(word in name for word in NEVER)
    ]
    if sum(len(name) + len(str(value)) for name, value in fields) > MOST or "HX-Request" in request.headers:
        return False
    # Nobody in particular fills the database with this, so only now and then from one address.
    if not limits.allow(f"typed:{limits.address(request)}", limit=FORMS_AN_HOUR, seconds=3600):
        return False
    path = request.get_full_path()
    request.session[KEY] = {"path": path, "at": time.time(), "fields": fields, "files": bool(request.FILES)}
    return True


def resumed(request: HttpRequest) -> HttpResponse | None:
    """The page that offers to send again what was typed here before the sign-in; shown once."""
    kept = request.session.get(KEY)
    if request.method != "GET" or not kept or kept["path"] != request.get_full_path():
        return None
    del request.session[KEY]
    if kept["at"] + KEPT < time.time():
        return None
    return render(request, "base/resumed.html", {"kept": kept})
