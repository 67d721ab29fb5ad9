"""Registrations for the hosts: list, entry by telephone and fax, change, decide, seats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.base.tables import table_file
from werkspur.forums.forms.invitations import SeatsForm
from werkspur.forums.forms.registration import ReasonForm, SeatForm, StaffRegistrationForm
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import registrations as told
from werkspur.forums.queries import seats as room
from werkspur.forums.services import registrations as services
from werkspur.forums.services import seats as seat_services
from werkspur.forums.services import waiting
from werkspur.forums.services.letters import spaced
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.forums.views.registration.pages import change_form, sent, shown, with_event
from werkspur.partners.requests import PersonRequest

PAGE = 50
Via = Registration.Via


@staff
@require_safe
def registrations(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Who comes, who waits, who has not answered; with a search over names, companies and codes."""
    event, now = kept_event(request, str(uid)), timezone.now()
    group, text, sort = _asked(request)
    rows = told.listed(event, group=group, text=text, sort=sort)
    counts, here = told.counts(event), reverse("forums:registrations", args=[uid])
    context = {
        "event": event,
        "group": group,
        "text": text,
        "sort": sort,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("seite")),
        "tabs": [
            {"label": label, "url": f"{here}?liste={key}", "count": counts[key], "current": key == group}
            for key, (label, _states) in told.GROUPS.items()
        ],
        "pool": room.pool(event, now=now),
        "now": now,
    }
    return render(request, "forums/registration/registrations.html", context)


@staff
@require_safe
def registrations_csv(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The same list as a table, one row for each person."""
    event = kept_event(request, str(uid))
    group, text, sort = _asked(request)
    rows = told.listed(event, group=group, text=text, sort=sort)
    return table_file(told.table(event, rows), name=f"anmeldungen-{event.slug}-{group}.csv")


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Enter somebody who calls or writes by fax: certain at once."""
    event = kept_event(request, str(uid))
    form = StaffRegistrationForm(sent(request), event=event, most=event.party_most)
    if request.method == "POST" and form.is_valid():
        try:
            one, _token = services.register(
                event=event, people=form.people, details=form.details, via=Via.STAFF, by=request.user,
                reserved=form.cleaned_data["reserved"],
            )  # fmt: skip
            messages.success(request, _said(one))
            return redirect("forums:registration", uid=one.uid)
        except RegistrationRefused as refusal:
            form.refuse(str(refusal), field=refusal.field)
    context = {"event": event, "form": form, "pool": room.pool(event, now=timezone.now())}
    return render(request, "forums/registration/registration_new.html", context, status=422 if form.errors else 200)


@staff
@require_safe
def registration(request: PersonRequest, uid: UUID) -> HttpResponse:
    """One registration with its history: every jump and its reason."""
    one = _one(request, uid)
    context = shown(one, now=timezone.now()) | {"history": told.history(one)}
    return render(request, "forums/registration/registration.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def registration_change(request: PersonRequest, uid: UUID) -> HttpResponse:
    one = _one(request, uid)
    form = change_form(request, one, kind=StaffRegistrationForm)
    del form.fields["reserved"]
    why = ReasonForm(sent(request), hint=_("Steht in der Nachricht, wenn sich die Zahl der Personen ändert."))
    if request.method == "POST" and form.is_valid() and why.is_valid():
        try:
            services.change_registration(
                one, people=form.people, details=form.details, by=request.user, reason=why.cleaned_data["reason"]
            )
            messages.success(request, _("Die Anmeldung ist geändert."))
            return redirect("forums:registration", uid=uid)
        except RegistrationRefused as refusal:
            form.refuse(str(refusal), field=refusal.field)
    context = {"registration": one, "event": one.event, "form": form, "why": why}
    return render(request, "forums/registration/registration_change.html", context, status=422 if form.errors else 200)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def registration_withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Take a registration back for somebody, and say why."""
    one = _one(request, uid)
    form = ReasonForm(sent(request), needed=True, hint=_("Steht in der Nachricht an die Angemeldeten."))
    if request.method == "POST" and form.is_valid():
        services.withdraw(one, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Die Anmeldung ist zurückgezogen."))
        return redirect("forums:registration", uid=uid)
    context = {"registration": one, "event": one.event, "form": form}
    return render(request, "forums/registration/registration_withdraw.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def registration_seat(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Give somebody who waits a seat, also before others; everybody's history says so."""
    one = _one(request, uid)
    form = SeatForm(sent(request), needed=True, hint=_("Wer länger wartet, sieht ihn nicht; im Verlauf steht er."))
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            waiting.give_seat(one, reserved=data["reserved"], by=request.user, reason=data["reason"])
            messages.success(request, _("Der Platz ist vergeben. Die Karte kommt per E-Mail."))
            return redirect("forums:registration", uid=uid)
        except RegistrationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    context = {"registration": one, "event": one.event, "form": form, "pool": room.pool(one.event, now=timezone.now())}
    return render(request, "forums/registration/registration_seat.html", context, status=422 if form.errors else 200)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Raise or lower the number of seats; what becomes free is offered to the list at once."""
    event = kept_event(request, str(uid))
    form = SeatsForm(sent(request), initial={"seats": event.seats, "reserved": event.reserved})
    if request.method == "POST" and form.is_valid():
        wanted = {"seats": form.cleaned_data["seats"], "reserved": form.cleaned_data["reserved"] or 0}
        try:
            seat_services.set_seats(event, **wanted, by=request.user, now=timezone.now())
            messages.success(request, _("Gespeichert. Was frei geworden ist, ist der Warteliste angeboten."))
            return redirect("forums:registrations", uid=uid)
        except RegistrationRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    context: dict[str, Any] = {"event": event, "form": form, "pool": room.pool(event, now=timezone.now())}
    context["waits"] = room.queue(event).count()
    return render(request, "forums/registration/seats.html", context, status=422 if form.errors else 200)


def _asked(request: PersonRequest) -> tuple[str, str, str]:
    """Which tab, text and order the address asks for; what nobody could have clicked is as if not there."""
    group = request.GET.get("liste", "")
    sort = request.GET.get("sortierung", "")
    known = sort.lstrip("-") in told.SORTS
    return group if group in told.GROUPS else "kommen", request.GET.get("q", "")[:100].strip(), sort if known else ""


def _one(request: PersonRequest, uid: UUID) -> Registration:
    rows = with_event().filter(event__in=Event.objects.kept_by(request.user))
    found: Registration = get_object_or_404(rows, uid=uid)
    return found


def _said(one: Registration) -> str:
    if one.state == Registration.State.WAITING:
        return _("Alle Plätze sind vergeben. Die Anmeldung steht auf der Warteliste.")
    codes = ", ".join(spaced(person.code) for person in one.participants.all())
    return _("Angemeldet. Code für den Einlass: %(codes)s") % {"codes": codes}
