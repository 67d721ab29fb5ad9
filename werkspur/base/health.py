"""Is the house well: does the database answer, is the worker alive."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from werkspur.base import processes

ADDRESS = "/healthz"


def problem() -> str:
    """Why the house is not well, one sentence; '' when it is."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return "Die Datenbank antwortet nicht."
    if settings.REQUIRE_WORKER and not processes.is_held(processes.worker_lock()):
        return "Der Arbeiter läuft nicht (werkspur worker)."
    return ""


class HealthMiddleware:
    """Answers /healthz before everything else: no session, no cookie, no host name, no redirect to https."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return answer(request) if request.path_info == ADDRESS else self.get_response(request)


def answer(request: HttpRequest) -> HttpResponse:
    """200 with the kind of database, or 503 with the reason."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    reason = problem()
    body = {"status": "error", "reason": reason} if reason else {"status": "ok", "database": connection.vendor}
    return JsonResponse(
        body,
        status=503 if reason else 200,
        headers={"Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )
