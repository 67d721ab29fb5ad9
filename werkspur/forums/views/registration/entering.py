"""Registering: the form, and the page that says that a mail is on its way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.base import limits
from werkspur.forums.forms.registration import RegistrationForm
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import seats
from werkspur.forums.services import conditions, registrations
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.views.registration.pages import sent

Via = Registration.Via
#: attempts to register from one network address within ten minutes
MOST, SPAN = 20, 600


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask who comes; whoever is signed in for a company is registered at once."""
    event = _event(slug)
    now = timezone.now()
    try:
        conditions.check_open(event, via=Via.WEB, now=now)
    except RegistrationRefused as refusal:
        if request.method == "POST":
            messages.warning(request, str(refusal))
        return render(request, "forums/registration/closed.html", {"event": event, "sentence": str(refusal)})
    form = _form(request, event)
    if request.method == "POST" and form.is_valid():
        try:
            return _register(request, form, event=event)
        except RegistrationRefused as refusal:
            form.refuse(str(refusal), field=refusal.field)
    left = seats.left(event, now=now)
    context = {"event": event, "form": form, "seats": seats.words(event, now=now), "full": left == 0}
    return render(request, "forums/registration/register.html", context, status=422 if form.errors else 200)


@require_safe
def register_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a mail is on its way: the same to everybody, so that nobody learns who is registered."""
    waits = request.GET.get("warteliste") == "1"
    return render(request, "forums/registration/register_sent.html", {"event": _event(slug), "waits": waits})


def brake(request: HttpRequest) -> None:
    """Slow down who registers many. Raises RegistrationRefused."""
    if not limits.allow(f"forum:{limits.address(request)}", limit=MOST, seconds=SPAN):
        raise RegistrationRefused("fair", _("Von hier kamen gerade viele Anmeldungen. Warten Sie zehn Minuten."))


def company_of(request: HttpRequest) -> Any:
    """The company that somebody acts for who is signed in."""
    return getattr(request, "company", None) if request.user.is_authenticated else None


def _event(slug: str) -> Event:
    rows = Event.objects.public().select_related("kind", "venue", "room")
    return get_object_or_404(rows, slug=slug)


def _form(request: HttpRequest, event: Event) -> RegistrationForm:
    company, person = company_of(request), request.user
    initial: dict[str, Any] = {}
    known = ""
    if company is not None and person.is_authenticated:
        known = person.email
        initial = {"name_1": person.name, "company_name": company.name, "phone": company.phone,
                   "trade": company.trade, "region": company.region}  # fmt: skip
    return RegistrationForm(sent(request), event=event, most=event.party_most, known=known, initial=initial)


def _register(request: HttpRequest, form: RegistrationForm, *, event: Event) -> HttpResponse:
    brake(request)
    company = company_of(request)
    via, by = (Via.COMPANY, request.user) if company is not None else (Via.WEB, "public")
    one, _token = registrations.register(
        event=event, people=form.people, details=form.details, company=company, via=via, by=by
    )
    if company is not None:
        messages.success(request, said(one))
        return redirect("forums:my_registration", uid=one.uid)
    full = one.state == Registration.State.WAITING and not one.email_confirmed
    query = "?warteliste=1" if full else ""
    return redirect(reverse("forums:register_sent", args=[event.slug]) + query)


def said(one: Registration) -> str:
    """What has become of a registration."""
    if one.state == Registration.State.WAITING:
        return _("Alle Plätze sind vergeben. Sie stehen auf der Warteliste und hören von uns.")
    return _("Sie sind angemeldet. Die Karte kommt per E-Mail.")
