"""Consultation days: planned alone or in a series, changed, dropped, decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from werkspur.advice import services
from werkspur.advice.forms.days import DayCancelForm, DayDecideForm, DayEditForm, DayNewForm
from werkspur.advice.models import Booking, ConsultationDay
from werkspur.advice.services import PlanRefused
from werkspur.advice.views.planning.overview import planners
from werkspur.base.calendar.repeat import Repeat, rule_of
from werkspur.partners.requests import PersonRequest


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def day_new(request: PersonRequest) -> HttpResponse:
    """Plan one consultation day, or a series."""
    form = DayNewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (made := _plan(request, form)):
        told = ngettext("%(n)d Sprechtag geplant.", "%(n)d Sprechtage geplant.", made) % {"n": made}
        messages.success(request, told)
        return redirect("advice:planning")
    return render(request, "advice/planning/day_new.html", {"form": form}, status=422 if form.errors else 200)


def _plan(request: PersonRequest, form: DayNewForm) -> int:
    values = dict(form.cleaned_data)
    repeat, first = Repeat(values.pop("repeat")), values.pop("first")
    last, policy = values.pop("last"), values.pop("policy")
    try:
        if repeat is Repeat.ONCE:
            services.plan_day(day=first, by=request.user, **values)
            return 1
        rule = rule_of(repeat, first=first)
        made = services.plan_series(rule=rule, first=first, last=last, policy=policy, by=request.user, **values)
        return made.days.filter(state=ConsultationDay.State.PLANNED).count()
    except PlanRefused as error:
        _tell(form, error, names={"rule": "repeat", "day": "first"})
        return 0


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def day_edit(request: PersonRequest, uid: str) -> HttpResponse:
    """One consultation day with its bookings; change it, it and the following ones, or all."""
    day = _day(uid)
    form = DayEditForm(request.POST if request.method == "POST" else None, day=day)
    if request.method == "POST" and form.is_valid():
        try:
            scope = form.cleaned_data.get("scope", "this")
            outside = services.change_days(day, scope=scope, changes=form.changes(), by=request.user)
        except PlanRefused as error:
            _tell(form, error)
        else:
            _tell_outside(request, outside)
            return redirect("advice:day_edit", uid=uid)
    bookings = Booking.objects.visible_to(request.user).filter(slot__day=day).taking(timezone.now())
    context = {"day": day, "form": form, "bookings": bookings.select_related("slot", "topic").order_by("slot__start")}
    return render(request, "advice/planning/day_edit.html", context, status=422 if form.errors else 200)


def _tell_outside(request: PersonRequest, outside: list[Booking]) -> None:
    messages.success(request, _("Gespeichert. Die freien Zeiten sind angepasst."))
    if number := len(outside):
        told = ngettext(
            "%(n)d Buchung passt nicht mehr dazu. Rufen Sie dort an.",
            "%(n)d Buchungen passen nicht mehr dazu. Rufen Sie dort an.",
            number,
        )
        messages.warning(request, told % {"n": number})


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def day_cancel(request: PersonRequest, uid: str) -> HttpResponse:
    """Drop a day, or more of its series, with the reason that everybody reads."""
    day = _day(uid)
    form = DayCancelForm(request.POST if request.method == "POST" else None, day=day)
    if request.method == "POST" and form.is_valid():
        values = {"scope": "this", **form.cleaned_data}
        try:
            number = services.cancel_days(day, by=request.user, **values)
        except PlanRefused as error:
            _tell(form, error)
        else:
            told = ngettext("Abgesagt, mit %(n)d Buchung.", "Abgesagt, mit %(n)d Buchungen.", number) % {"n": number}
            messages.success(request, told if number else _("Abgesagt. Gebucht hatte niemand."))
            return redirect("advice:planning")
    booked = Booking.objects.filter(slot__day=day).taking(timezone.now()).count()
    context = {"day": day, "form": form, "booked": booked}
    return render(request, "advice/planning/day_cancel.html", context, status=422 if form.errors else 200)


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def day_decide(request: PersonRequest, uid: str) -> HttpResponse:
    """Say what becomes of a day that fell on a holiday."""
    day = _day(uid)
    form = DayDecideForm(request.POST if request.method == "POST" and "drop" not in request.POST else None)
    if request.method == "POST" and ("drop" in request.POST or form.is_valid()):
        try:
            to = None if "drop" in request.POST else form.cleaned_data["to"]
            services.decide_day(day, to=to, by=request.user)
        except PlanRefused as error:
            if "drop" in request.POST:
                messages.info(request, str(error))
                return redirect("advice:planning")
            _tell(form, error, names={"day": "to"})
        else:
            messages.success(request, _("Entschieden. Die freien Zeiten sind angepasst."))
            return redirect("advice:planning")
    context = {"day": day, "form": form}
    return render(request, "advice/planning/day_decide.html", context, status=422 if form.errors else 200)


def _day(uid: str) -> ConsultationDay:
    rows = ConsultationDay.objects.select_related("office__partner", "adviser", "offer", "series")
    return get_object_or_404(rows, uid=uid)


def _tell(form: Any, error: PlanRefused, *, names: dict[str, str] | None = None) -> None:
    """Say a refusal at its field, or above the form where it has none."""
    name = (names or {}).get(error.field, error.field)
    form.add_error(name if name in form.fields else None, str(error))
