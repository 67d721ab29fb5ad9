"""Who may open a page: one decorator for each kind of person.

Nobody signed in is sent to the sign-in page, the wrong role gets the 403 page. Which *rows* somebody sees is decided
in the query (`visible_to`), and a foreign row answers 404.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from werkspur.partners.models import Person, Role

View = Callable[..., HttpResponse]


def requires(test: Callable[[HttpRequest, Person], bool]) -> Callable[[View], View]:
    """A decorator that lets those through for whom `test(request, person)` is true."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not test(request, request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _role(*kinds: str) -> Callable[[View], View]:
    return requires(lambda request, person: person.has_role(*kinds))


def _owns_current_company(request: HttpRequest, person: Person) -> bool:
    company = getattr(request, "company", None)
    return company is not None and person.owns(company)


signed_in = requires(lambda request, person: True)
company_required = requires(lambda request, person: getattr(request, "company", None) is not None)
owner_required = requires(_owns_current_company)
chamber_required = _role(Role.Kind.CHAMBER)
police_required = _role(Role.Kind.POLICE_TRACING)
advice_required = _role(Role.Kind.POLICE_ADVICE)
data_protection_required = _role(Role.Kind.DATA_PROTECTION)
operator_required = _role(Role.Kind.OPERATOR)
