"""What somebody sees after too many failed sign-ins. Says the same for addresses that exist and those that do not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from axes.helpers import get_client_ip_address, get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def username(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address that was typed, for counting: from the credentials of any backend, else from the form."""
    found = credentials or {}
    typed = found.get("email") or found.get("username") or request.POST.get("login", "")
    return str(typed).strip().lower()[:255]


def again_at(request: HttpRequest, *, credentials: dict[str, Any] | None = None) -> datetime:
    """When the next try is possible."""
    pause = get_cool_off(request) or timedelta(0)
    attempts = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials), ip_address=get_client_ip_address(request)
    )
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or timezone.now()) + pause


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
    *_args: Any,
) -> HttpResponse:
    """The page with status 429 (RFC 6585) that names the time of the next try."""
    until = again_at(request, credentials=credentials)
    seconds = max(1, int((until - timezone.now()).total_seconds()))
    page = render(request, "partners/locked_out.html", {"until": until}, status=429)
    page["Retry-After"] = str(seconds)
    return page
