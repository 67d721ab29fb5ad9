"""Public pages of figures, kept in memory as they were made until figures change.

What everybody sees is the same for everybody: only language, light or dark and the token of the forms differ. It is
made once for each address and then handed out, so that a page costs what a file costs when a newspaper links to it.
Whoever has a session, or a message waiting, gets a page of their own.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone, translation

from werkspur.base.context import THEME_COOKIE
from werkspur.facts.models import Import

#: pages in each process; the largest has 200 kB
MOST = 128
_TOKEN = re.compile(rb'(?:(?<=name="csrfmiddlewaretoken" value=")|(?<="X-CSRFToken": "))[A-Za-z0-9]{32,64}(?=")')
_OWN = (settings.SESSION_COOKIE_NAME, "messages")

View = Callable[..., HttpResponse]


class Pages:
    """The pages asked for last, each with the moment it was made."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[tuple[Any, ...], tuple[float, list[bytes]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[Any, ...]) -> list[bytes]:
        """Return the pieces of a page, a token between each; empty where there is none or it is too old."""
        with self._lock:
            made, pieces = self._kept.get(key, (0.0, []))
            if not pieces or time.monotonic() - made > settings.KEEP_PAGES:
                return []
            self._kept.move_to_end(key)
            return pieces

    def put(self, key: tuple[Any, ...], pieces: list[bytes]) -> None:
        with self._lock:
            self._kept[key] = (time.monotonic(), pieces)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


pages = Pages(MOST)


def kept(view: View) -> View:
    """Keep what a view answers to visitors without a session for `settings.KEEP_PAGES` seconds (0: never).

    It stands directly above the view: decorators outside of it add their headers to kept pages too.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _same_for_all(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        if pieces := pages.get(key):
            return HttpResponse(get_token(request).encode().join(pieces) if len(pieces) > 1 else pieces[0])
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and not response.streaming:
            pages.put(key, _TOKEN.split(response.content))
        return response

    return answer


def _same_for_all(request: HttpRequest) -> bool:
    own = any(name in request.COOKIES for name in _OWN) or request.user.is_authenticated
    return bool(settings.KEEP_PAGES and request.method == "GET" and not own and "HX-Request" not in request.headers)


def _key(request: HttpRequest) -> tuple[Any, ...]:
    """Everything the page depends on; figures by the moment an import last changed."""
    figures = Import.objects.aggregate(last=Max("updated_at"), count=Count("id"))
    return (
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        translation.get_language(),
        request.COOKIES.get(THEME_COOKIE, ""),
        timezone.localdate(),
        figures["last"],
        figures["count"],
    )
