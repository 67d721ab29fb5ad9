"""Who may open a page. Which rows somebody sees is decided in the query (`visible_to`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from werkspur.base import resuming

View = Callable[..., HttpResponseBase]


def requires(test: Callable[[HttpRequest, Any], bool]) -> Callable[[View], View]:
    """A decorator that lets those through for whom `test(request, person)` is true.

    Nobody signed in is sent to the sign-in page, and what was typed waits there; everybody else gets the 403 page.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                if request.method == "POST":
                    resuming.keep(request)
                return redirect_to_login(request.get_full_path())
            if not test(request, request.user):
                raise PermissionDenied
            if again := resuming.resumed(request):
                return again
            return view(request, *args, **kwargs)

        guarded.resumes = True  # type: ignore[attr-defined]
        return guarded

    return decorate


def role_required(*kinds: str) -> Callable[[View], View]:
    """A decorator that lets those through who hold one of the roles `kinds` today (`Person.has_role`)."""
    return requires(lambda request, person: person.has_role(*kinds))
