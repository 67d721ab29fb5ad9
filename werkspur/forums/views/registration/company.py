"""A company's own registrations: the same pages as by link, for who is signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.forums.forms.registration import ReasonForm
from werkspur.forums.models import Registration
from werkspur.forums.services import registrations
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.views.registration.pages import OPEN, change_form, sent, shown, with_event
from werkspur.partners.permissions import company_required
from werkspur.partners.requests import CompanyRequest

PAGE = 30


@company_required
@require_safe
def mine(request: CompanyRequest) -> HttpResponse:
    """What the company is registered for, then what was."""
    now, seen = timezone.now(), _seen(request)
    coming = seen.filter(event__end__gt=now, state__in=OPEN).order_by("event__start", "pk")
    past = seen.exclude(event__end__gt=now, state__in=OPEN).order_by("-event__start", "-pk")
    page = Paginator(past, PAGE).get_page(request.GET.get("seite"))
    return render(request, "forums/registration/mine.html", {"coming": coming, "page": page, "now": now})


@company_required
@require_safe
def my_registration(request: CompanyRequest, uid: UUID) -> HttpResponse:
    one = _one(request, uid)
    return render(request, "forums/registration/manage.html", shown(one, now=timezone.now()) | {"own": True})


@company_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_change(request: CompanyRequest, uid: UUID) -> HttpResponse:
    one = _one(request, uid)
    form = change_form(request, one, known=one.email)
    if request.method == "POST" and form.is_valid():
        try:
            registrations.change_registration(one, people=form.people, details=form.details, by=request.user)
            messages.success(request, _("Ihre Anmeldung ist geändert."))
            return redirect("forums:my_registration", uid=uid)
        except RegistrationRefused as refusal:
            form.refuse(str(refusal), field=refusal.field)
    context = shown(one, now=timezone.now()) | {"form": form, "own": True}
    return render(request, "forums/registration/manage_change.html", context, status=422 if form.errors else 200)


@company_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_withdraw(request: CompanyRequest, uid: UUID) -> HttpResponse:
    one = _one(request, uid)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            registrations.withdraw(one, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("Ihre Anmeldung ist zurückgezogen."))
        except RegistrationRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("forums:my_registration", uid=uid)
    context = shown(one, now=timezone.now()) | {"form": form, "own": True}
    return render(request, "forums/registration/manage_withdraw.html", context)


def _seen(request: CompanyRequest) -> Any:
    return with_event().filter(pk__in=Registration.objects.visible_to(request.user), company=request.company)


def _one(request: CompanyRequest, uid: UUID) -> Registration:
    found: Registration = get_object_or_404(_seen(request), uid=uid)
    return found
