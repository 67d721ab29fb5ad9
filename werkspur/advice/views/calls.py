"""The hotline log: a call in three fields, then the search for a time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advice.forms.calls import CallFilterForm, CallForm
from werkspur.advice.models import Call
from werkspur.advice.queries import calls as queries
from werkspur.advice.rules import calls as rules
from werkspur.advice.services import calls as services
from werkspur.advice.views.calendar_tabs import all_tabs
from werkspur.advice.views.planning.overview import planners
from werkspur.base.calendar.wallclock import day_of, shown
from werkspur.base.tables import table_file
from werkspur.base.templatetags.werkspur import day
from werkspur.partners.requests import PersonRequest

PAGE = 50


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: PersonRequest) -> HttpResponse:
    """Note a call and go on to the search; or look at the log."""
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        call = services.note_call(by=request.user, **form.cleaned_data)
        messages.success(request, _("Notiert. Zehn Minuten lang können Sie den Anruf löschen."))
        return redirect(f"{reverse('advice:phone')}?anruf={call.pk}" if "suchen" in request.POST else "advice:calls")
    now, found = timezone.now(), _found(request)
    page = Paginator(found["rows"], PAGE).get_page(request.GET.get("seite"))
    for call in page:
        call.search = f"{reverse('advice:phone')}?anruf={call.pk}"
        call.can_go = rules.can_be_removed(
            noted=call.created_at, now=now, by_writer=call.by_id == request.user.pk, booked=call.booking_id is not None
        )
    context = {"form": form, "page": page, "months": queries.by_month(request.user, now=now)}
    context["tabs"] = all_tabs("calls", day=day_of(now))
    return render(request, "advice/calendar/calls.html", context | found, status=422 if form.errors else 200)


@planners
@require_safe
def calls_csv(request: PersonRequest) -> HttpResponse:
    """The calls that the page shows, as a table."""
    head = (_("Tag"), _("Uhrzeit"), _("Thema"), _("Region"), _("Notiz"), _("Termin am"))
    lines = [
        (day(one.created_at), f"{shown(one.created_at):%H:%M}", one.topic, one.region or "", one.note,
         day(one.booking.slot.start) if one.booking else "")
        for one in _found(request)["rows"]
    ]  # fmt: skip
    return table_file([head, *lines], name=f"anrufe-{date_format(timezone.localdate(), 'Y-m-d')}.csv")


@planners
@require_POST
def call_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a call back."""
    call = get_object_or_404(Call.objects.visible_to(request.user), pk=pk)
    try:
        services.remove_call(call, by=request.user)
        messages.success(request, _("Der Anruf ist gelöscht."))
    except services.CallRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("advice:calls")


def _found(request: PersonRequest) -> dict[str, Any]:
    chosen = CallFilterForm(request.GET)
    chosen.is_valid()
    values, sort = chosen.cleaned_data, request.GET.get("sortierung", "")
    rows = queries.calls(
        request.user, text=values.get("q", ""), topic=values.get("thema"), region=values.get("region"), sort=sort
    )
    return {"filter": chosen, "rows": rows, "sort": sort}
