"""What everybody reads: events to come, those that were, one event."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkspur.base import sharing
from werkspur.base.calendar.wallclock import span_of
from werkspur.forums.forms.public import ArchiveFilter, EventFilter
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import aftermath, appointments, public, questions, seats, structured
from werkspur.forums.queries.feeds import feeds

#: events on a page
COMING, PAST = 20, 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What comes, by month."""
    now = timezone.now()
    form = EventFilter(request.GET)
    found = public.in_lists(public.about(Event.objects.coming(now), **form.wanted()))
    page = Paginator(found, COMING).get_page(request.GET.get("seite"))
    context = {
        "form": form,
        "filtered": any(form.wanted().values()),
        "page": page,
        "months": public.by_month(public.listed(page.object_list, now=now)),
        "latest": public.archived(now=now)[:3],
        "feeds": feeds(),
    }
    return render(request, "forums/index.html", context)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """What was, with its result and what there is to read."""
    now = timezone.now()
    form = ArchiveFilter(request.GET, now=now)
    found = public.about(public.archived(now=now), **form.wanted())
    year = form.year()
    if year:
        found = found.filter(start__gte=span_of(date(year, 1, 1))[0], start__lt=span_of(date(year + 1, 1, 1))[0])
    page = Paginator(found, PAST).get_page(request.GET.get("seite"))
    context = {"form": form, "page": page, "filtered": bool(year or any(form.wanted().values()))}
    return render(request, "forums/archive.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: what, for whom, when, where, who speaks; afterwards what came of it."""
    now = timezone.now()
    found = public.event_at(slug, person=request.user)
    if found is None:
        raise Http404
    context = {"event": found, "now": now, "over": found.end < now, "kept": _keeps(request, found)}
    own = public.own_registration(found, company=getattr(request, "company", None))
    context |= {"own": own} | _seen(found, own=own, now=now) | _beside(found, now=now)
    return render(request, "forums/event.html", context)


def _seen(event: Event, *, own: Registration | None, now: datetime) -> dict[str, Any]:
    registered = own is not None and own.state == Registration.State.CONFIRMED
    return {
        "where": appointments.where_of(event),
        "programme": public.programme(event),
        "speakers": public.speakers(event),
        "teaser": questions.teaser(event, now=now),
        "after": aftermath.shown(event, now=now, registered=registered),
        "instead": public.next_of(event, now=now),
    }


def _beside(event: Event, *, now: datetime) -> dict[str, Any]:
    url = structured.address_of(event)
    announced = event.announced_at is not None
    handed_on = announced and event.state != Event.State.CANCELLED
    return {
        "seats": seats.words(event, now=now),
        "left": seats.left(event, now=now),
        "open": seats.open_for_registration(event, now=now),
        "room": public.has_room(event, now=now),
        "map": sharing.map_of(event.venue.address) if event.venue else "",
        "ways": sharing.ways(title=event.title, text=event.summary, url=url) if handed_on else [],
        "address": url,
        "structured": structured.written(structured.event_data(event, now=now)) if announced else "",
    }


def _keeps(request: HttpRequest, event: Event) -> bool:
    return Event.objects.kept_by(request.user).filter(pk=event.pk).exists()
