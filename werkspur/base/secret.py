"""Pages behind a link from a mail: never indexed, never kept, never passed on to another page as referrer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


def secret_page(view: View) -> View:
    """Wrap a view whose address holds a token.

    It is exempt from the check against forged requests: browsers send "Origin: null" from a page without referrer, and
    what allows the step is the token in the address, not a cookie that a foreign page could make use of.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(response)
        return response

    return wrapped
