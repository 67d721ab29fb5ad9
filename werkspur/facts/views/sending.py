"""Data files for everybody: the same bytes for all, from other sites too, without a cookie, kept for an hour."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import wraps

from django.core.cache import cache
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkspur.base import limits
from werkspur.facts.models import Import
from werkspur.facts.queries.selection import NothingLoaded, Selection, selection

MINUTE, HOUR = 60, 60 * 60
NOT_THERE, BAD_WISH, TOO_MANY = 404, 400, 429
LANGUAGE = "de"


class Refused(Exception):
    """The address asks for something that there is not; the message is for people.

    wait: seconds after which it may be asked for again
    """

    def __init__(self, sentence: str, *, status: int, wait: int = 0) -> None:
        super().__init__(sentence)
        self.status, self.wait = status, wait


def asked(request: HttpRequest, *, strict: bool = True) -> Selection:
    """Return what an address asks for. Raises Refused: there is nothing yet, or (strict) not what it asks for."""
    try:
        chosen = selection(request.GET.dict())
    except NothingLoaded:
        raise Refused(_("Es sind noch keine Zahlen geladen."), status=NOT_THERE) from None
    if chosen.problem and strict:
        raise Refused(chosen.problem, status=NOT_THERE if chosen.unknown else BAD_WISH)
    return chosen


@dataclass(frozen=True, kw_only=True)
class File:
    """What is sent. `version`: what its ETag is made of, when the content itself is made later.

    attached  it is kept, not shown
    daily     it names the day, so that it is another one tomorrow
    """

    content: Callable[[], bytes]
    type: str
    name: str
    version: bytes
    attached: bool = False
    daily: bool = False
    headers: dict[str, str] = field(default_factory=dict)


def as_file(make: Callable[[HttpRequest], File]) -> Callable[[HttpRequest], HttpResponse]:
    """Make a view that sends a file, in German for everybody, or one sentence that says why there is none."""

    @require_safe
    @wraps(make)
    def view(request: HttpRequest) -> HttpResponse:
        with translation.override(LANGUAGE):
            try:
                response = _sent(request, make(request))
            except Refused as refused:
                response = _told(refused)
        response.headers["Content-Language"] = LANGUAGE
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return view


def _sent(request: HttpRequest, file: File) -> HttpResponse:
    """The file, or 304 where the reader has it already: then it is not even made."""
    changed = last_change()
    if file.daily:
        midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
        changed = max(changed, midnight)
    etag = quote_etag(hashlib.sha256(file.version).hexdigest()[:32])
    kept = {
        "ETag": etag,
        "Last-Modified": http_date(changed.timestamp()),
        "Cache-Control": f"public, max-age={HOUR}",
    }
    answered = get_conditional_response(request, etag=etag, last_modified=int(changed.timestamp()))
    if answered is not None:
        for name, value in kept.items():
            answered.headers[name] = value
        return answered
    kind = "attachment" if file.attached else "inline"
    named = {"Content-Disposition": f'{kind}; filename="{file.name}"'}
    return HttpResponse(file.content(), content_type=file.type, headers=kept | named | file.headers)


def _told(refused: Refused) -> HttpResponse:
    response = HttpResponse(f"{refused}\n", content_type="text/plain; charset=utf-8", status=refused.status)
    response.headers["Cache-Control"] = "no-store"
    if refused.wait:
        response.headers["Retry-After"] = str(refused.wait)
    return response


@dataclass(frozen=True, kw_only=True)
class Brake:
    """What costs a processor is made once an hour and not too often.

    each, all: how many in a minute for one address and for everybody; sentence: told to whoever wants more.
    """

    name: str
    each: int
    all: int
    sentence: str

    def made(self, request: HttpRequest, make: Callable[[], bytes], *, version: bytes) -> bytes:
        """Return what `make` makes, or has made of the same version. Raises Refused: too many were made."""
        key = f"{self.name}:{hashlib.sha256(version).hexdigest()}"
        kept: bytes | None = cache.get(key)
        if kept is not None:
            return kept
        own = limits.allow(f"{self.name}:{limits.address(request)}", limit=self.each, seconds=MINUTE)
        if not (own and limits.allow(self.name, limit=self.all, seconds=MINUTE)):
            raise Refused(self.sentence, status=TOO_MANY, wait=MINUTE)
        fresh = make()
        cache.set(key, fresh, timeout=HOUR)
        return fresh


def last_change() -> datetime:
    """When an import was last published, replaced or withdrawn: no file changes in between, but with the day."""
    found: datetime | None = Import.objects.aggregate(last=Max("updated_at"))["last"]
    return found or datetime(2000, 1, 1, tzinfo=UTC)
