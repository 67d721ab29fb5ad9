"""Demands for machines and programs: JSON, Atom, entries for bibliographies. Anybody may load them, from any site."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from werkspur.advocacy.models import Demand
from werkspur.advocacy.queries import citation as citing
from werkspur.advocacy.queries import feeds as subscriptions
from werkspur.advocacy.queries import open_data, public
from werkspur.advocacy.queries.ahead import ahead
from werkspur.advocacy.queries.figures import cited
from werkspur.advocacy.queries.timeline import timeline
from werkspur.base import feeds
from werkspur.base.citation import FILES

LANGUAGE = "de"
JSON = "application/json"


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """News of all demands, of a topic, of one demand."""
    found = subscriptions.feed_of(key)
    if found is None:
        raise Http404
    return _sent(request, lambda: subscriptions.atom(found), kind=feeds.ATOM)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """All demands in short."""
    return _sent(request, lambda: _json(open_data.listing(public.tracked())))


@require_safe
def demand_data(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the page of a demand says."""
    found = _demand(slug)
    today = timezone.localdate()

    def made() -> bytes:
        told = open_data.whole(
            found, moments=timeline(found, public=True), coming=ahead(found, today=today),
            figures=cited(found, version=found.released),
        )  # fmt: skip
        return _json(told)

    return _sent(request, made)


@require_safe
def citation(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One entry for a bibliography program."""
    found = _demand(slug)
    version = found.released
    if form not in FILES or version is None:
        raise Http404
    kind, ending = FILES[form]
    with override(LANGUAGE):
        work = citing.cited(found, version, address=public.address_of(found), day=timezone.localdate())
    entry: str = getattr(work, form)
    name = f"{work.name}.{ending}"
    return HttpResponse(entry, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _demand(slug: str) -> Demand:
    found = public.demand_at(slug)
    if found is None:
        raise Http404
    return found


def _sent(request: HttpRequest, make: Any, *, kind: str = JSON) -> HttpResponse:
    """The same for everybody, in German; without a body for who has it already."""
    if not feeds.may_ask(request):
        return feeds.later()
    with override(LANGUAGE):
        response = feeds.answer(request, make(), kind=kind)
    response.headers["Cache-Control"] = "public, max-age=900"
    response.headers["Content-Language"] = LANGUAGE
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1, default=str).encode()
