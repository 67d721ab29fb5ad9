"""Invitations of the hosts: who is invited and has answered, inviting by mail and CSV, quotas."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.forums.forms.invitations import GuestsForm, QuotaForm
from werkspur.forums.models import Event, Invitation
from werkspur.forums.queries import invitations as told
from werkspur.forums.services import invitations as services
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.forums.views.registration.pages import sent
from werkspur.partners.requests import PersonRequest

PAGE = 50


@staff
@require_safe
def invitations(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Who is invited and what they said, with what each host has left to give."""
    event = kept_event(request, str(uid))
    rows = event.invitations.select_related("partner")
    page = Paginator(rows, PAGE).get_page(request.GET.get("seite"))
    context = {"event": event, "page": page, "shares": told.shares(event, now=timezone.now())}
    return render(request, "forums/registration/invitations.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def invitations_new(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Invite by a typed list; a file comes into the list first, so that nothing goes out unread."""
    event = kept_event(request, str(uid))
    mine = [role.partner_id for role in request.user.current_roles if role.partner_id]
    files = request.FILES if request.method == "POST" else None
    form = GuestsForm(sent(request), files, event=event, mine=mine)
    loaded = False
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["file"]:
            form, loaded = _with_file(form, event=event, mine=mine), True
        else:
            try:
                return _invite(request, form, event=event)
            except RegistrationRefused as refusal:
                form.add_error(None, str(refusal))
    context = {"event": event, "form": form, "loaded": loaded, "shares": told.shares(event, now=timezone.now())}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "forums/registration/invitations_new.html", context, status=status)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def quotas(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Share out the kept seats between the hosts."""
    event = kept_event(request, str(uid))
    form = QuotaForm(sent(request), event=event)
    if request.method == "POST" and form.is_valid():
        refused = _share(request, form, event=event)
        if not refused:
            messages.success(request, _("Gespeichert."))
            return redirect("forums:invitations", uid=uid)
    context = {"event": event, "form": form, "shares": told.shares(event, now=timezone.now())}
    return render(request, "forums/registration/quotas.html", context, status=422 if form.errors else 200)


@staff
@require_POST
def invitation_again(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Send the letter once more."""
    one = _invitation(request, uid)
    try:
        services.invite_again(one, by=request.user, now=timezone.now())
        messages.success(request, _("Die Einladung ist noch einmal unterwegs. Der alte Link gilt nicht mehr."))
    except RegistrationRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("forums:invitations", uid=one.event.uid)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Take an invitation back, after asking once."""
    one = _invitation(request, uid)
    if request.method == "POST":
        try:
            services.withdraw_invitation(one, by=request.user)
            messages.success(request, _("Die Einladung ist zurückgezogen. Ihr Link gilt nicht mehr."))
        except RegistrationRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("forums:invitations", uid=one.event.uid)
    return render(request, "forums/registration/invitation_withdraw.html", {"invitation": one, "event": one.event})


def _invitation(request: PersonRequest, uid: UUID) -> Invitation:
    rows = Invitation.objects.filter(event__in=Event.objects.kept_by(request.user)).select_related("event", "partner")
    found: Invitation = get_object_or_404(rows, uid=uid)
    return found


def _with_file(form: GuestsForm, *, event: Event, mine: list[Any]) -> GuestsForm:
    """The same form with the lines of the file behind what was typed."""
    lines = "\n".join(part for part in (form.data["guests"].strip(), form.cleaned_data["file"]) if part)
    return GuestsForm(event=event, mine=mine, initial={"partner": form.cleaned_data["partner"], "guests": lines})


def _invite(request: PersonRequest, form: GuestsForm, *, event: Event) -> HttpResponse:
    data = form.cleaned_data
    written, known = services.invite(
        event, partner=data["partner"], guests=data["guests"], by=request.user, now=timezone.now()
    )
    said = ngettext("%(count)d Einladung ist unterwegs.", "%(count)d Einladungen sind unterwegs.", written)
    words = said % {"count": written}
    if known:
        words += " " + _("Schon eingeladen oder angemeldet: %(count)d.") % {"count": known}
    messages.success(request, words)
    return redirect("forums:invitations", uid=event.uid)


def _share(request: PersonRequest, form: QuotaForm, *, event: Event) -> bool:
    """Keep every quota, first those that shrink; whether one was refused."""
    given = {one.partner_id: one.seats for one in event.quotas.all()}
    wanted = {host: form.cleaned_data[f"host_{host.pk}"] or 0 for host in form.hosts}
    changed = [(host, seats) for host, seats in wanted.items() if seats != given.get(host.pk, 0)]
    for host, seats in sorted(changed, key=lambda each: each[1] - given.get(each[0].pk, 0)):
        try:
            services.set_quota(event, partner=host, seats_given=seats, by=request.user)
        except RegistrationRefused as refusal:
            form.add_error(f"host_{host.pk}", str(refusal))
    return bool(form.errors)
