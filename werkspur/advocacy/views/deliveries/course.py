"""What becomes of a delivery, each on a small page of its own: it arrives, gets more time, comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.advocacy.forms.deliveries import ArrivedForm, EndForm, ExtendForm
from werkspur.advocacy.models import Delivery
from werkspur.advocacy.services import deliveries as services
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.deliveries.access import kept_delivery
from werkspur.partners.requests import PersonRequest

_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "arrived": (
        gettext_lazy("Zugang festhalten"), gettext_lazy("Die Frist wird von diesem Tag an neu gerechnet."),
        gettext_lazy("Speichern"),
    ),
    "extend": (
        gettext_lazy("Frist verlängern"),
        gettext_lazy("Was mit dem Adressaten vereinbart ist. Der gerechnete Tag bleibt daneben stehen."),
        gettext_lazy("Verlängern"),
    ),
    "return": (
        gettext_lazy("Zurückgekommen"), gettext_lazy("Auf das, was nicht ankam, wartet niemand mehr."),
        gettext_lazy("Festhalten"),
    ),
    "withdraw": (
        gettext_lazy("Zustellung zurücknehmen"),
        gettext_lazy("Der Brief bleibt hier lesbar. Eine Antwort wird nicht mehr erwartet."),
        gettext_lazy("Zurücknehmen"),
    ),
}  # fmt: skip


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_arrived(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Say when it really arrived."""
    found = kept_delivery(request, uid)
    form = ArrivedForm(request.POST or None, initial={"arrived": found.arrived or found.day})
    return _page(request, found, form, verb=services.note_arrival, key="arrived")


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_extend(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Give more time."""
    found = kept_delivery(request, uid)
    return _page(request, found, ExtendForm(request.POST or None), verb=services.extend_delivery, key="extend")


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_return(request: PersonRequest, uid: UUID) -> HttpResponse:
    """It came back."""
    found = kept_delivery(request, uid)
    return _page(request, found, EndForm(request.POST or None), verb=services.return_delivery, key="return")


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Take it back."""
    found = kept_delivery(request, uid)
    return _page(request, found, EndForm(request.POST or None), verb=services.withdraw_delivery, key="withdraw")


@chamber
@require_POST
def delivery_discard(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Throw away what has not gone out."""
    found = kept_delivery(request, uid)
    try:
        services.discard_delivery(found, by=request.user)
        messages.success(request, _("Verworfen."))
    except AdvocacyRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("advocacy:deliveries", uid=found.demand.uid)


def _page(
    request: PersonRequest, found: Delivery, form: Any, *, verb: Callable[..., Delivery], key: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            verb(found, **form.cleaned_data, by=request.user, now=timezone.now())
        except AdvocacyRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("advocacy:delivery", uid=found.uid)
    title, text, label = _WORDS[key]
    context = {"delivery": found, "demand": found.demand, "form": form, "title": title, "text": text, "label": label,
               "danger": key in {"return", "withdraw"}}  # fmt: skip
    return render(request, "advocacy/deliveries/delivery_change.html", context, status=422 if form.errors else 200)
