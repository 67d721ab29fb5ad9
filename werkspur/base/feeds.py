"""Calendars and news to subscribe to. Readers ask every hour, so what has not changed is answered without a body."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from werkspur.base import limits

#: how often one address may ask in an hour; the readers of a whole office stand behind one
MOST, SPAN = 240, 3600
TOO_MANY = 429
CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


def may_ask(request: HttpRequest) -> bool:
    """Count one more question of this address; false when it asked too often."""
    return limits.allow(f"feed:{limits.address(request)}", limit=MOST, seconds=SPAN)


def later() -> HttpResponse:
    """Return the answer to who asked too often."""
    told = _("Diese Adresse wurde zu oft abgefragt. In einer Stunde geht es weiter.")
    headers = {"Retry-After": str(SPAN), "Cache-Control": "no-store"}
    return HttpResponse(f"{told}\n", content_type="text/plain; charset=utf-8", status=TOO_MANY, headers=headers)


def answer(request: HttpRequest, content: bytes, *, kind: str = CALENDAR) -> HttpResponse:
    """Return the feed, or 304 when the reader has just this one. kind: its media type."""
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = HttpResponse(content, content_type=kind, headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response


def plain(text: str) -> str:
    """Return text without the control characters that XML cannot say (XML 1.0, section 2.2)."""
    return "".join(character for character in text if character in "\n\t" or character.isprintable())


def webcal(address: str) -> str:
    """Return the address in the form that opens a calendar program."""
    return "webcal:" + address.partition(":")[2] if address else ""
