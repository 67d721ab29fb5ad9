"""From a booking to a visit: the kind of site, and the company when nobody knows it yet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.advice.forms.visits import FOUND_MOST, SHORTEST, StartForm
from werkspur.advice.models import Booking, SelfCheck
from werkspur.advice.services import visits as services
from werkspur.advice.services.refusals import VisitRefused
from werkspur.partners.models import Company
from werkspur.partners.permissions import advice_required
from werkspur.partners.requests import PersonRequest


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def visit_start(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Ask what will be looked at, then lead to the visit; the second time straight there."""
    booking = _own(request, uid)
    there = getattr(booking, "visit", None)
    if there is not None and there.adviser_id == booking.adviser_id:
        return redirect("advice:visit", uid=there.uid)
    text = (request.POST if request.method == "POST" else request.GET).get("q", "").replace("\0", "").strip()[:100]
    companies = None if booking.company_id else Company.objects.open()
    check = SelfCheck.objects.visible_to(request.user).filter(company=booking.company_id or 0).first()
    form = StartForm(
        request.POST if request.method == "POST" else None,
        companies=companies,
        initial={"standort": list(check.profiles) if check else []},
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            visit = services.start_visit(
                booking=booking, by=request.user, profiles=form.profiles, company=form.cleaned_data.get("betrieb")
            )
            return redirect("advice:visit", uid=visit.uid)
        except VisitRefused as refusal:
            refused = str(refusal)
    found = None if companies is None else _found(text)
    context = {
        "booking": booking, "form": form, "refused": refused, "q": text, "check": check,
        "found": found, "many": found is not None and len(found) >= FOUND_MOST, "short": 0 < len(text) < SHORTEST,
    }  # fmt: skip
    return render(request, "advice/visits/start.html", context, status=422 if form.errors else 200)


@advice_required
@require_POST
def visit_invite(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Write to a company without an account."""
    booking = _own(request, uid)
    try:
        services.invite_company(booking=booking, by=request.user)
        messages.success(request, _("Die Einladung ist unterwegs."))
    except VisitRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("advice:visit_start", uid=booking.uid)


def _own(request: PersonRequest, uid: UUID) -> Booking:
    mine = Booking.objects.visible_to(request.user).filter(adviser__person=request.user)
    found: Booking = get_object_or_404(mine.select_related("slot", "company", "adviser", "visit", "topic"), uid=uid)
    return found


def _found(text: str) -> Any:
    """Companies of this name or town. Nobody leafs through all of them: three letters at least, twenty at most."""
    if len(text) < SHORTEST:
        return []
    wanted = Q()
    for word in text.split():
        wanted &= Q(name__icontains=word) | Q(city__icontains=word) | Q(postcode__startswith=word)
    return Company.objects.open().filter(wanted)[:FOUND_MOST]
