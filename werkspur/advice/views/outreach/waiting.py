"""Who waits for what, since when; staff takes somebody off the list with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advice.forms.booking import ReasonForm
from werkspur.advice.queries.waiting import waiting
from werkspur.advice.services.waiting import remove_waiting
from werkspur.advice.views.outreach.campaigns import staff
from werkspur.partners.requests import PersonRequest

PAGE = 50


@staff
@require_safe
def waiting_list(request: PersonRequest) -> HttpResponse:
    """Everybody who waits, the longest first."""
    page = Paginator(waiting(), PAGE).get_page(request.GET.get("seite"))
    return render(request, "advice/outreach/waiting_list.html", {"page": page})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    found = get_object_or_404(waiting(), uid=uid)
    form = ReasonForm(request.POST if request.method == "POST" else None, needed=True)
    if request.method == "POST" and form.is_valid():
        remove_waiting(found, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("%(name)s wartet nicht mehr und bekommt eine E-Mail.") % {"name": found.company_name}
        )
        return redirect("advice:waiting_list")
    return render(request, "advice/outreach/waiting_remove.html", {"entry": found, "form": form})
