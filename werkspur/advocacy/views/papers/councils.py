"""Councils whose papers are read: their last runs, one more, read now."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advocacy.forms.papers import CouncilForm, NewCouncilForm
from werkspur.advocacy.models import Council
from werkspur.advocacy.queries import papers as queries
from werkspur.advocacy.services import councils as services
from werkspur.advocacy.services import harvest
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber
from werkspur.advocacy.views.addressees.saving import saved
from werkspur.base import limits
from werkspur.partners.requests import PersonRequest

FORM = ["GET", "HEAD", "POST"]
#: tries of new addresses by one person in an hour
TRIES, HOUR = 30, 3600
SHOWN_RUNS = 14


@chamber
@require_safe
def councils(request: PersonRequest) -> HttpResponse:
    """Every council with what its last reading came to."""
    return render(request, "advocacy/papers/councils.html", {"rows": queries.councils()})


@chamber
@require_http_methods(FORM)
def council_new(request: PersonRequest) -> HttpResponse:
    """Add a council whose server answers."""
    form = NewCouncilForm(request.POST if request.method == "POST" else None)

    def save() -> None:
        if not limits.allow(f"council:{request.user.pk}", limit=TRIES, seconds=HOUR):
            raise AdvocacyRefused("", _("Das waren viele Versuche. In einer Stunde geht es weiter."))
        services.add_council(
            address=form.cleaned_data["address"], name=form.cleaned_data["name"],
            addressee=form.cleaned_data["addressee"], by=request.user,
        )  # fmt: skip

    back = reverse("advocacy:councils")
    return saved(
        request, form, save=save, back=lambda: back, template="advocacy/papers/form.html",
        context={"title": _("Rat hinzufügen"), "cancel": back, "place": "councils"},
    )  # fmt: skip


@chamber
@require_http_methods(FORM)
def council_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Its name, whose council it is, whether it is read; and its last runs."""
    council = get_object_or_404(Council.objects.select_related("addressee"), uid=uid)
    form = CouncilForm(request.POST if request.method == "POST" else None, instance=council)

    def save() -> None:
        services.change_council(
            council, name=form.cleaned_data["name"], addressee=form.cleaned_data["addressee"],
            is_active=form.cleaned_data["is_active"], by=request.user,
        )  # fmt: skip

    context = {
        "council": council, "runs": council.runs.all()[:SHOWN_RUNS], "running": harvest.is_running(council),
    }  # fmt: skip
    return saved(
        request, form, save=save, back=lambda: reverse("advocacy:councils"), template="advocacy/papers/council.html",
        context=context,
    )  # fmt: skip


@chamber
@require_POST
def council_run(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Read it now, in the queue."""
    council = get_object_or_404(Council, uid=uid)
    try:
        services.wanted(council, full="ganz" in request.POST, by=request.user)
        messages.success(request, _("Wird gelesen. Neu laden zeigt, wie weit es ist."))
    except AdvocacyRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("advocacy:council_edit", uid=council.uid)
