"""Events to put into a calendar, calendars and news to subscribe to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from werkspur.base import feeds
from werkspur.base.calendar import invitations
from werkspur.forums.models import Event
from werkspur.forums.queries import appointments, public
from werkspur.forums.queries import feeds as queries


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """One event as a file for a calendar."""
    event = public.event_at(slug, person=request.user)
    if event is None or event.state in (Event.State.DRAFT, Event.State.ASKING):
        raise Http404
    with override("de"):
        content = invitations.publish(queries.appointment_of(event), organizer=appointments.organizer())
    response = feeds.answer(request, content)
    response.headers["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return response


@require_safe
def feed_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """A calendar to subscribe to: all events, those of a region, those of a partner."""
    return _answered(request, key=key, kind=feeds.CALENDAR)


@require_safe
def feed_atom(request: HttpRequest, key: str) -> HttpResponse:
    """The same as news."""
    return _answered(request, key=key, kind=feeds.ATOM)


def _answered(request: HttpRequest, *, key: str, kind: str) -> HttpResponse:
    if not feeds.may_ask(request):
        return feeds.later()
    feed = queries.feed_of(key)
    if feed is None:
        raise Http404
    content = queries.atom(feed) if kind == feeds.ATOM else queries.calendar(feed, now=timezone.now())
    response = feeds.answer(request, content, kind=kind)
    response.headers["Cache-Control"] = "public, max-age=900"
    return response
