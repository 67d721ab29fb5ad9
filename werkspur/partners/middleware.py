"""For which company somebody acts, and the second factor for those who must have one."""

from __future__ import annotations

from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.base import limits
from werkspur.base.writing import impatient
from werkspur.partners import second_factor
from werkspur.partners.models import Company, Person

COMPANY_KEY = "company"  # in the session: uid of the company somebody acts for
SEEN_EVERY = 300  # seconds
# What stays open while the second factor is missing: setting it up, leaving, and the house's own switches. Not all of
# /konto/: keys for programs and one's own data lie there too.
OPEN = ("/konto/2fa/", "/konto/reauthenticate/", "/konto/login/", "/konto/logout/", "/konto/password/",
        "/konto/confirm-email/", "/sprache/", "/darstellung/", "/healthz")  # fmt: skip


class LastSeenMiddleware:
    """Keeps when and from where a session was last used, every few minutes, and never waits for it.

    Reading a page must go on while a big import writes; whoever cannot be noted down now is at the next page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key:
            seen = f"seen:{request.session.session_key}:{limits.address(request)}"
            if cache.add(seen, 1, SEEN_EVERY):
                try:
                    with impatient():
                        UserSession.objects.create_from_request(request)
                except OperationalError:
                    cache.delete(seen)
        return self.get_response(request)


class RolesMiddleware:
    """Sets `request.company`, and sends police, chamber and staff to their second factor before anything else.

    In demonstration mode the second factor may be skipped; a tile on the overview says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.company = None  # type: ignore[attr-defined]
        if request.user.is_authenticated and not request.path.startswith(settings.STATIC_URL):
            request.company = current_company(request, request.user)  # type: ignore[attr-defined]
            if must_set_up(request, request.user):
                return sent_to_set_up(request)
        return self.get_response(request)


def current_company(request: HttpRequest, person: Person) -> Company | None:
    """The company chosen in this session, else the first one held; a closed company is no longer acted for."""
    companies = person.companies
    wish = request.session.get(COMPANY_KEY, "")
    chosen = (company for company in companies if str(company.uid) == wish)
    return next(chosen, companies[0] if companies else None)


def must_set_up(request: HttpRequest, person: Person) -> bool:
    """Whether this request has to wait for the second factor."""
    return not request.path.startswith(OPEN) and second_factor.is_demanded(person)


def sent_to_set_up(request: HttpRequest) -> HttpResponse:
    """The way to the second factor, as a browser, htmx or a program understands it."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("Zuerst den zweiten Faktor einrichten.")}, status=403)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": reverse("mfa_index")})
    return redirect("mfa_index")
