"""Calendars to subscribe to. Readers ask every hour, so what has not changed is answered without a body."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advice.models import Adviser
from werkspur.advice.queries import feeds as queries
from werkspur.advice.services import feeds as services
from werkspur.base import feeds
from werkspur.base.calendar import invitations
from werkspur.partners.models import Office
from werkspur.partners.permissions import advice_required
from werkspur.partners.requests import PersonRequest


@require_safe
def adviser_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The appointments of an adviser, for whoever has the secret link."""
    if not feeds.may_ask(request):
        return feeds.later()
    adviser = services.adviser_of(token)
    if adviser is None:
        raise Http404
    appointments = queries.appointments_of(adviser, now=timezone.now())
    response = feeds.answer(request, invitations.feed(appointments, name=_("Beratungstermine")))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def office_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The consultation days of an office, for everybody."""
    if not feeds.may_ask(request):
        return feeds.later()
    office = queries.office_of(slug)
    if office is None:
        raise Http404
    name = _("Sprechtage %(city)s") % {"city": office.city}
    response = feeds.answer(request, invitations.feed(queries.days_of(office, now=timezone.now()), name=name))
    response.headers["Cache-Control"] = "public, max-age=900"
    return response


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def feed_link(request: PersonRequest) -> HttpResponse:
    """The adviser's own link: made, renewed or ended here, and shown only at that moment."""
    adviser = Adviser.objects.filter(person=request.user, is_active=True).first()
    address = ""
    if adviser is not None and request.method == "POST":
        if "end" in request.POST:
            services.end_feed(adviser, by=request.user)
        else:
            token = services.renew_feed(adviser, by=request.user)
            address = request.build_absolute_uri(reverse("advice:adviser_feed", args=[token]))
        adviser.refresh_from_db()
    context = {
        "adviser": adviser,
        "address": address,
        "webcal": feeds.webcal(address),
        "offices": office_feeds(request),
    }
    response = render(request, "advice/feed_link.html", context)
    add_never_cache_headers(response)
    return response


def office_feeds(request: HttpRequest) -> list[tuple[Office, str, str]]:
    """Return the offices with consultation days to come, the address of each calendar and the one to subscribe to."""
    found = []
    for office, slug in queries.offices_with_days(now=timezone.now()):
        address = request.build_absolute_uri(reverse("advice:office_feed", args=[slug]))
        found.append((office, address, feeds.webcal(address)))
    return found
