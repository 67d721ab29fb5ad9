"""Bookings for those signed in: a company its own, chambers and police all of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advice import services
from werkspur.advice.forms.booking import MoveForm, ReasonForm
from werkspur.advice.models import Booking
from werkspur.advice.queries import coming
from werkspur.advice.services import BookingRefused
from werkspur.advice.views.booking import STAFF, bookings_with_slot, is_staff, sent
from werkspur.advice.views.calendar_tabs import all_tabs
from werkspur.advice.views.choosing import choice_for
from werkspur.advice.views.moving import chosen_slot
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.permissions import requires

PAGE = 50
State = Booking.State
_COMING = (State.REQUESTED, State.CONFIRMED)


def _may(request: HttpRequest, person: Any) -> bool:
    return getattr(request, "company", None) is not None or bool(person.has_role(*STAFF))


booker_required = requires(_may)
staff_required = requires(lambda request, person: bool(person.has_role(*STAFF)))


@booker_required
@require_safe
def bookings(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, what comes, what was."""
    now, seen = timezone.now(), _seen(request)
    context = {
        "requested": seen.filter(state=State.REQUESTED, slot__start__gt=now).order_by("slot__start"),
        "to_mark": seen.filter(state=State.CONFIRMED, slot__end__lte=now).order_by("slot__start"),
        "coming": Paginator(
            seen.filter(state=State.CONFIRMED, slot__end__gt=now).order_by("slot__start", "pk"), PAGE
        ).get_page(request.GET.get("seite")),
        "past": seen.filter(state__in=[State.DONE, State.MISSED, State.CANCELLED])[:PAGE],
        "is_staff": is_staff(request),
        "heaps": coming.heaps(request.user),
        "tabs": all_tabs("bookings", day=day_of(now)) if is_staff(request) else None,
    }
    return render(request, "advice/bookings.html", context)


@booker_required
@require_safe
def booking(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = get_object_or_404(_seen(request), uid=uid)
    now = timezone.now()
    context = {
        "booking": found,
        "slot": found.slot,
        "is_staff": is_staff(request),
        "can_change": found.state in _COMING and found.slot.start > now,
        "can_mark": found.state in (State.CONFIRMED, State.DONE, State.MISSED) and found.slot.start <= now,
    }
    return render(request, "advice/booking.html", context)


@staff_required
@require_POST
def booking_accept(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = get_object_or_404(_seen(request), uid=uid)
    return _done(request, found, lambda: services.accept_booking(found, by=request.user), _("Bestätigt."))


@staff_required
@require_POST
def booking_mark(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note whether somebody came."""
    found = get_object_or_404(_seen(request), uid=uid)
    came = request.POST.get("kam") == "ja"
    return _done(request, found, lambda: services.mark_booking(found, came=came, by=request.user), _("Notiert."))


@booker_required
@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Cancel, or refuse what was asked for; staff says why."""
    found = get_object_or_404(_seen(request), uid=uid)
    form = ReasonForm(sent(request), needed=is_staff(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        verb = lambda: services.cancel_booking(found, by=request.user, reason=reason)  # noqa: E731
        return _done(request, found, verb, _("Der Termin ist abgesagt."))
    context = {"booking": found, "slot": found.slot, "form": form, "is_staff": is_staff(request)}
    return render(request, "advice/booking_cancel.html", context)


@booker_required
@require_http_methods(["GET", "HEAD", "POST"])
def booking_move(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = get_object_or_404(_seen(request), uid=uid)
    refused, form = "", MoveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"] if is_staff(request) else ""
            services.rebook(found, slot=chosen_slot(request, found), by=request.user, reason=reason)
            messages.success(request, _("Der Termin ist verlegt. Die Bestätigung kommt per E-Mail."))
            return redirect("advice:booking", uid=found.uid)
        except BookingRefused as refusal:
            refused = str(refusal)
    context = choice_for(request, found, now=timezone.now()).context(request)
    context |= {"booking": found, "slot": found.slot, "refused": refused, "form": form if is_staff(request) else None}
    return render(request, "advice/booking_move.html", context)


def _seen(request: HttpRequest) -> Any:
    """What this person may see; for somebody of several companies the one they act for now."""
    seen = bookings_with_slot().visible_to(request.user).select_related("trade", "company")
    return seen if is_staff(request) else seen.filter(company=request.company)  # type: ignore[attr-defined]


def _done(request: HttpRequest, found: Booking, verb: Any, told: str) -> HttpResponse:
    try:
        verb()
        messages.success(request, told)
    except BookingRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("advice:booking", uid=found.uid)
