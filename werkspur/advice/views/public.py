"""What is offered, for everybody."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkspur.advice.models import Offer
from werkspur.advice.queries import offered
from werkspur.advice.queries.free import free_slots
from werkspur.advice.views.choosing import choice_of
from werkspur.advice.views.feeds import office_feeds
from werkspur.base.calendar.wallclock import day_of

#: how far ahead the page tells when nobody advises
AHEAD = timedelta(days=42)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what is offered by kind, the next days, and when nobody advises."""
    now = timezone.now()
    today = day_of(now)
    context = {
        "offers": Offer.objects.filter(is_active=True, urgent=False).prefetch_related("topics"),
        "urgent": Offer.objects.filter(is_active=True, urgent=True).exists(),
        "next_days": offered.next_days(now=now),
        "days_off": offered.days_off(first=today, last=today + AHEAD),
        "offices": office_feeds(request),
    }
    return render(request, "advice/overview.html", context)


@require_safe
def booking_new(request: HttpRequest) -> HttpResponse:
    """Choose a topic, then where and when."""
    choice = choice_of(request, now=timezone.now())
    if choice is None:
        return render(request, "advice/booking_topic.html", {"topics": offered.topics()})
    return render(request, "advice/booking_new.html", choice.context(request))


@require_safe
def urgent(request: HttpRequest) -> HttpResponse:
    """After a break-in: what to do first, and the slots of the next 72 hours."""
    now = timezone.now()
    days: dict[str, list[object]] = {}
    for offer in Offer.objects.filter(is_active=True, urgent=True):
        until = day_of(now + timedelta(days=3))
        for slot in free_slots(offer=offer, since=day_of(now), until=until, now=now, one_each=True):
            days.setdefault(day_of(slot.start).isoformat(), []).append(slot)
    return render(request, "advice/urgent.html", {"days": [days[day] for day in sorted(days)]})
