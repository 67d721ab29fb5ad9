"""How long an answer took, in the `Server-Timing` header, for who is signed in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


class Watch:
    """Adds up what statements take; the database calls it for each."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.database = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.database += time.perf_counter() - started

    @property
    def header(self) -> str:
        """Milliseconds in all, and of them in the database."""
        every = time.perf_counter() - self.started
        return f"app;dur={every * 1000:.1f}, db;dur={self.database * 1000:.1f}"


def keep_untimed(request: HttpRequest) -> None:
    """Never tell how long this answer took: where time could give away what was found."""
    request.untimed = True  # type: ignore[attr-defined]


class ServerTimingMiddleware:
    """Sends how long the house and its database took, never to somebody who is not signed in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        watch = Watch()
        with connection.execute_wrapper(watch):
            response = self.get_response(request)
            person = getattr(request, "user", None)
            if person is not None and person.is_authenticated and not getattr(request, "untimed", False):
                response.headers["Server-Timing"] = watch.header
        return response
