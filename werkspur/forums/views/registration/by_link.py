"""One's own registration by link from a mail: confirm, look, change, give back, take an offer. GET shows, POST acts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.base.secret import secret_page
from werkspur.forums.forms.registration import ReasonForm
from werkspur.forums.models import Registration
from werkspur.forums.queries import aftermath
from werkspur.forums.services import links, registrations, waiting
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.views.registration.entering import said
from werkspur.forums.views.registration.pages import change_form, dead_link, sent, shown, with_event

State = Registration.State


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Mail scanners open every link: GET shows what would be confirmed, POST confirms."""
    now = timezone.now()
    try:
        if request.method == "POST":
            one, manage_token = registrations.confirm_registration(token)
            if manage_token:
                messages.success(request, said(one))
                return redirect("forums:manage", token=manage_token)
        one = with_event().get(links=links.find(token, purpose=links.CONFIRM, now=now))
    except RegistrationRefused as refusal:
        return dead_link(request, refusal)
    known = one.email_confirmed and one.state in (State.CONFIRMED, State.WAITING, State.OFFERED)
    if one.state == State.WITHDRAWN or (one.email_confirmed and not known):
        return dead_link(request, RegistrationRefused("link", links.dead()))
    held = one.state == State.HELD and one.held_until > now
    context = shown(one, now=now) | {"known": known, "held": held}
    return render(request, "forums/registration/confirm.html", context)


@secret_page
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Who comes, with their codes, and what can be done about it."""
    now = timezone.now()
    try:
        one = _managed(token)
    except RegistrationRefused as refusal:
        return dead_link(request, refusal)
    context = shown(one, now=now) | {"token": token}
    if one.state == State.CONFIRMED:
        context["after"] = aftermath.shown(one.event, now=now, registered=True)
    return render(request, "forums/registration/manage.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def manage_change(request: HttpRequest, token: str) -> HttpResponse:
    try:
        one = _managed(token)
    except RegistrationRefused as refusal:
        return dead_link(request, refusal)
    form = change_form(request, one, known=one.email)
    if request.method == "POST" and form.is_valid():
        try:
            registrations.change_registration(one, people=form.people, details=form.details, by="public")
            messages.success(request, _("Ihre Anmeldung ist geändert."))
            return redirect("forums:manage", token=token)
        except RegistrationRefused as refusal:
            form.refuse(str(refusal), field=refusal.field)
    context = shown(one, now=timezone.now()) | {"form": form, "token": token}
    return render(request, "forums/registration/manage_change.html", context, status=422 if form.errors else 200)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def manage_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST gives the seats back; afterwards the link is dead."""
    form = ReasonForm(sent(request))
    try:
        one = _managed(token)
        if request.method == "POST" and form.is_valid():
            registrations.withdraw(one, by="public", reason=form.cleaned_data["reason"])
            return render(request, "forums/registration/withdrawn.html", {"event": one.event})
    except RegistrationRefused as refusal:
        return dead_link(request, refusal)
    context = shown(one, now=timezone.now()) | {"form": form, "token": token}
    return render(request, "forums/registration/manage_withdraw.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def offer_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody who waits takes the seats that are offered."""
    now = timezone.now()
    try:
        if request.POST.get("antwort") == "nein":
            one = waiting.decline_offer(token)
            if one.state == State.WITHDRAWN:
                return render(request, "forums/registration/withdrawn.html", {"event": one.event})
        elif request.method == "POST":
            one, manage_token = waiting.accept_offer(token)
            if manage_token:
                messages.success(request, _("Der Platz gehört Ihnen. Die Karte kommt per E-Mail."))
                return redirect("forums:manage", token=manage_token)
        one = with_event().get(links=links.find(token, purpose=links.ACCEPT, now=now))
        if refusal := waiting.why_not(one, now=now):
            raise refusal
    except RegistrationRefused as refusal:
        return dead_link(request, refusal)
    return render(request, "forums/registration/offer_accept.html", shown(one, now=now))


def _managed(token: str) -> Registration:
    found: Registration = with_event().get(links=links.find(token, purpose=links.MANAGE, now=timezone.now()))
    return found
