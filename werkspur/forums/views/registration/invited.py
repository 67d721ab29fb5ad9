"""The link of an invitation: register on a kept seat, or say no. GET shows, POST acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from werkspur.base.secret import secret_page
from werkspur.forums.forms.registration import RegistrationForm
from werkspur.forums.models import Invitation, Registration
from werkspur.forums.services import conditions, invitations, registrations, seating
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.views.registration.entering import brake, said
from werkspur.forums.views.registration.pages import dead_link, sent


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Who opens the link that we sent to their mailbox is registered at once, without another mail to click in."""
    now = timezone.now()
    try:
        one = invitations.find_invitation(token)
        conditions.check_open(one.event, via=Registration.Via.STAFF, now=now)
    except RegistrationRefused as refusal:
        return dead_link(request, refusal)
    there = one.registrations.filter(state__in=conditions.ACTIVE).exists()
    initial = {"company_name": one.company_name}
    form = RegistrationForm(sent(request), event=one.event, most=one.seats, known=one.email, initial=initial)
    if request.method == "POST" and form.is_valid() and not there:
        try:
            return _register(request, form, invitation=one)
        except RegistrationRefused as refusal:
            form.refuse(str(refusal), field=refusal.field)
    context: dict[str, Any] = {"invitation": one, "event": one.event, "form": form, "token": token, "there": there}
    context["kept"] = one.event.seats is None or seating.has_kept(one.event, size=1, invitation=one, now=now)
    return render(request, "forums/registration/invited.html", context, status=422 if form.errors else 200)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def invited_decline(request: HttpRequest, token: str) -> HttpResponse:
    try:
        one = invitations.decline(token) if request.method == "POST" else invitations.find_invitation(token)
    except RegistrationRefused as refusal:
        return dead_link(request, refusal)
    declined = one.state == Invitation.State.DECLINED
    context = {"invitation": one, "event": one.event, "token": token, "declined": declined}
    return render(request, "forums/registration/invited_decline.html", context)


def _register(request: HttpRequest, form: RegistrationForm, *, invitation: Invitation) -> HttpResponse:
    brake(request)
    one, token = registrations.register(
        event=invitation.event, people=form.people, details=form.details, via=Registration.Via.INVITED, by="public",
        invitation=invitation,
    )  # fmt: skip
    if one.email_confirmed and token:
        messages.success(request, said(one))
        return redirect("forums:manage", token=token)
    return redirect(reverse("forums:register_sent", args=[invitation.event.slug]))
