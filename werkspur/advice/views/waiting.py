"""The waiting list: join, confirm, accept, leave. GET shows, POST acts."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advice import services
from werkspur.advice.forms.booking import WaitingForm
from werkspur.advice.models import WaitingEntry
from werkspur.advice.services import BookingRefused, links
from werkspur.advice.views.booking import MOST, SPAN, sent
from werkspur.advice.views.choosing import choice_of
from werkspur.advice.views.secret import dead_link
from werkspur.base import limits
from werkspur.base.secret import secret_page


@require_http_methods(["GET", "HEAD", "POST"])
def waiting_new(request: HttpRequest) -> HttpResponse:
    """Join for what the address says: topic and place, as when choosing a slot."""
    choice = choice_of(request, now=timezone.now())
    if choice is None or choice.where is None or not choice.offers:
        return redirect("advice:booking_new")
    form = WaitingForm(sent(request), offer=choice.offers[0], initial={"place": choice.town})
    if request.method == "POST" and form.is_valid():
        try:
            if not limits.allow(f"booking:{limits.address(request)}", limit=MOST, seconds=SPAN):
                raise BookingRefused("fair", _("Von hier kamen gerade viele Anfragen. Warten Sie zehn Minuten."))
            services.join_waiting(
                offer=choice.offers[0], topic=choice.topic, office=choice.where.office, details=form.cleaned_data,
                company=getattr(request, "company", None),
            )  # fmt: skip
            return render(request, "advice/waiting_asked.html", {"choice": choice})
        except BookingRefused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "advice/waiting_new.html", {"form": form, "choice": choice})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_confirm(request: HttpRequest, token: str) -> HttpResponse:
    return _step(request, token, links.CONFIRM, "advice/waiting_confirm.html", _confirm)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_leave(request: HttpRequest, token: str) -> HttpResponse:
    return _step(request, token, links.MANAGE, "advice/waiting_leave.html", _leave)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_accept(request: HttpRequest, token: str) -> HttpResponse:
    return _step(request, token, links.ACCEPT, "advice/waiting_accept.html", _accept)


def _step(
    request: HttpRequest, token: str, purpose: str, template: str, act: Callable[[HttpRequest, str], HttpResponse]
) -> HttpResponse:
    try:
        if request.method == "POST":
            return act(request, token)
        link = links.find_waiting(token, purpose=purpose, now=timezone.now())
    except BookingRefused as refusal:
        return dead_link(request, refusal)
    found = WaitingEntry.objects.select_related("offer", "office__partner", "slot__office__partner", "slot__offer")
    entry = found.get(links=link)
    return render(request, template, {"entry": entry, "slot": entry.slot})


def _confirm(request: HttpRequest, token: str) -> HttpResponse:
    entry, _leave_token = services.confirm_waiting(token)
    return render(request, "advice/waiting_said.html", {"entry": entry, "title": _("Sie stehen auf der Warteliste")})


def _leave(request: HttpRequest, token: str) -> HttpResponse:
    entry = services.leave_waiting(token)
    return render(request, "advice/waiting_said.html", {"entry": entry, "title": _("Sie warten nicht mehr")})


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    booking = services.accept_offer(token)
    messages.success(request, _("Der Termin gehört Ihnen. Die Bestätigung kommt per E-Mail."))
    return render(request, "advice/booking_known.html", {"booking": booking, "slot": booking.slot})
