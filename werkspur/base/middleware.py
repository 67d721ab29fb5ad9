"""Language: German unless somebody chose otherwise. Private pages: nobody keeps a copy. Bad days: said, not crashed."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, QueryDict
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import cache_control

Handler = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Activates the language of the cookie, German when there is none."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wish = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


#: what the databases say when somebody else had to be first: SQLite, then PostgreSQL
BUSY = ("database is locked", "deadlock detected")


class BadDayMiddleware:
    """Takes NUL out of addresses, cookies and forms, and says so when somebody else holds the database.

    PostgreSQL refuses NUL in every text, and no word that is searched for holds one. SQLite has one writer at a time:
    who waited for `timeout` seconds in vain reads when to try again, not that the house is broken. So does whom
    PostgreSQL broke off because two waited for each other.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            return HttpResponseNotFound()
        query = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = query.replace("%00", "").replace("\0", "")
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if getattr(view, "csrf_exempt", False) and request.content_type == "multipart/form-data":
            return  # reads its upload itself, after it has seen whose it is
        with contextlib.suppress(UnreadablePostError):
            if any("\0" in name or "\0" in "".join(values) for name, values in request.POST.lists()):
                request.POST = _without_nul(request.POST)  # type: ignore[assignment]  # closed again

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError) and any(sign in str(exception) for sign in BUSY):
            response = render(request, "503.html", status=503)
            response.headers["Retry-After"] = "30"
            return response
        return None


def _without_nul(posted: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name, values in posted.lists():
        kept.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    kept._mutable = False
    return kept


class PrivateMiddleware:
    """No copy of what is shown to somebody signed in, not in the browser, not on the way.

    After the sign-out the back button must not show a look-up. A view that names its own `Cache-Control` knows better.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


# For long forms: the back button brings back what was typed, which browsers forget with "no-store".
keeps_typed = cache_control(private=True, no_cache=True)
