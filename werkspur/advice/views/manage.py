"""One's own booking by link: look, move, cancel. Date and office only: whoever has the link learns nothing more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advice import services
from werkspur.advice.forms.booking import ReasonForm
from werkspur.advice.models import Booking
from werkspur.advice.queries.appointments import appointment_of
from werkspur.advice.services import BookingRefused
from werkspur.advice.services.links import MANAGE, find
from werkspur.advice.views.booking import bookings_with_slot, sent
from werkspur.advice.views.choosing import choice_for
from werkspur.advice.views.moving import chosen_slot
from werkspur.advice.views.secret import dead_link
from werkspur.base.calendar.invitations import feed
from werkspur.base.secret import secret_page


@secret_page
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    try:
        booking = _booking(token)
    except BookingRefused as refusal:
        return dead_link(request, refusal)
    return render(request, "advice/manage.html", {"booking": booking, "slot": booking.slot, "token": token})


@secret_page
@require_safe
def manage_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The appointment for one's own calendar."""
    try:
        booking = _booking(token)
    except BookingRefused as refusal:
        return dead_link(request, refusal)
    calendar = feed([appointment_of(booking)], name=_("Beratungstermin"))
    name = 'attachment; filename="beratungstermin.ics"'
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def manage_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST cancels; afterwards the link is dead."""
    form = ReasonForm(sent(request))
    try:
        booking = _booking(token)
        if request.method == "POST" and form.is_valid():
            services.cancel_booking(booking, by="public", reason=form.cleaned_data["reason"])
            return render(request, "advice/manage_cancelled.html", {"slot": booking.slot})
    except BookingRefused as refusal:
        return dead_link(request, refusal)
    context = {"booking": booking, "slot": booking.slot, "token": token, "form": form}
    return render(request, "advice/manage_cancel.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def manage_move(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what is free, POST moves; the link goes on working."""
    now = timezone.now()
    try:
        booking = _booking(token)
    except BookingRefused as refusal:
        return dead_link(request, refusal)
    refused = ""
    if request.method == "POST":
        try:
            services.rebook(booking, slot=chosen_slot(request, booking), by="public")
            messages.success(request, _("Der Termin ist verlegt. Die Bestätigung kommt per E-Mail."))
            return redirect("advice:manage", token=token)
        except BookingRefused as refusal:
            refused = str(refusal)
    context = choice_for(request, booking, now=now).context(request)
    context |= {"booking": booking, "slot": booking.slot, "token": token, "refused": refused}
    return render(request, "advice/manage_move.html", context)


def _booking(token: str) -> Booking:
    link = find(token, purpose=MANAGE, now=timezone.now())
    return bookings_with_slot().get(links=link)
