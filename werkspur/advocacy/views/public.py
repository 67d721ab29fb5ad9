"""What everybody reads: all demands, one of them, one of its versions, the files that were released."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkspur.advocacy.forms.public import DemandFilter
from werkspur.advocacy.models import STAFF, Demand
from werkspur.advocacy.queries import citation, comparing, public
from werkspur.advocacy.queries import feeds as subscriptions
from werkspur.advocacy.queries.ahead import ahead
from werkspur.advocacy.queries.figures import cited
from werkspur.advocacy.queries.timeline import timeline
from werkspur.advocacy.views.files import send
from werkspur.base import sharing
from werkspur.base.citation import FORMS

#: demands on a page
MANY = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All demands, by topic, level, region and state."""
    form = DemandFilter(request.GET)
    wanted, words, group = form.wanted(), form.words(), form.group()
    found = public.telling(public.about(public.tracked(), **wanted), words=words)
    page = Paginator(public.grouped(found, group=group), MANY).get_page(request.GET.get("seite"))
    context = {
        "form": form,
        "works_here": request.user.is_authenticated and request.user.has_role("chamber"),
        "filtered": bool(words or group or any(wanted.values())),
        "groups": _groups(request, counts=public.counts(found), current=group),
        "page": page,
        "lines": public.lines(page.object_list, today=timezone.localdate()),
        "feeds": subscriptions.feeds(),
    }
    return render(request, "advocacy/public/index.html", context)


@require_safe
def demand(request: HttpRequest, slug: str) -> HttpResponse:
    """One demand: what, why, of whom, what has happened, what is due, with what figures and evidence."""
    found = _demand(slug)
    today = timezone.localdate()
    address = public.address_of(found)
    version = found.released
    assert version is not None  # noqa: S101  public demands have one
    context = {
        "demand": found,
        "version": version,
        "address": address,
        "line": public.lines([found], today=today)[0],
        "bearers": citation.bearers(version),
        "moments": timeline(found, public=True),
        "ahead": ahead(found, today=today),
        "figures": cited(found, version=version),
        "evidence": public.evidence_of(found),
        "versions": public.released_versions(found),
        "feed": subscriptions.feed_of_demand(found),
        "cited": citation.line(found, version, address=address, day=today),
        "forms": [(reverse("advocacy:citation", args=[slug, form]), name) for form, name in FORMS.items()],
        "ways": sharing.ways(title=version.title, text=version.summary, url=address),
        "seen": _seen_by_staff(request, found),
    }
    return render(request, "advocacy/public/demand.html", context)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One released version as it was, and what had changed since the one before."""
    found = _demand(slug)
    versions = public.version_of(found, number=number)
    if versions is None:
        raise Http404
    this, before = versions
    context = {
        "demand": found,
        "version": this,
        "before": before,
        "fields": comparing.fields(this, before=before),
        "figures": cited(found, version=this),
        "valid": found.released_id == this.pk,
    }
    return render(request, "advocacy/public/version.html", context)


@require_safe
def public_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand out a file that was released; 404 for every other, and at once when its release is taken back."""
    document = public.public_document(uid)
    if document is None:
        raise Http404
    response = send(document)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _seen_by_staff(request: HttpRequest, demand: Demand) -> bool:
    """Whether this person has a page of the demand to work on."""
    person = request.user
    if not (person.is_authenticated and person.has_role(*STAFF)):
        return False
    return person.has_role("chamber") or Demand.objects.borne_by(person).filter(pk=demand.pk).exists()


def _demand(slug: str) -> Demand:
    """The released demand at an address. Raises Http404."""
    found = public.demand_at(slug)
    if found is None:
        raise Http404
    return found


def _groups(request: HttpRequest, *, counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    """The states as tabs; the rest of the filter stays."""
    query = request.GET.copy()
    query.pop("seite", None)
    query.pop("stand", None)
    found = [
        {"label": _("alle"), "url": f"?{query.urlencode()}", "count": sum(counts.values()), "current": not current}
    ]
    for group, count in counts.items():
        if count or group == current:
            query["stand"] = group
            tab = {"label": public.GROUP_NAMES[group], "url": f"?{query.urlencode()}", "count": count}
            found.append(tab | {"current": group == current})
    return found
