"""Answers for a script on a device: JSON in every case, never the way to a sign-in page."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware


class _Check(CsrfViewMiddleware):
    """Django's check against forged requests, answering the reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


class Unreadable(Exception):
    """What a device sent cannot be read. large: it is more than one request may bring."""

    def __init__(self, *, large: bool = False) -> None:
        super().__init__()
        self.large = large


def refused(sentence: str, *, status: int, **more: Any) -> JsonResponse:
    """Say why not."""
    return JsonResponse({"sentence": sentence} | more, status=status)


def forged(request: HttpRequest) -> bool:
    """Whether a request that changes something does not come from a page of ours."""
    check = _Check(lambda _request: HttpResponse())
    check.process_request(request)
    return bool(check.process_view(request, _page, (), {}))


def read_json(request: HttpRequest) -> Any:
    """What a device sent. Raises Unreadable."""
    try:
        return json.loads(request.body)
    except RequestDataTooBig as error:
        raise Unreadable(large=True) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable from error


def _page(request: HttpRequest) -> HttpResponse:
    """What the check asks about: a page that is not exempt."""
    return HttpResponse()
