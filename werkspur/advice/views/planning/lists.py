"""Lists and forms of what planners keep, the same for every kind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advice.models import Adviser
from werkspur.advice.services import PlanRefused, planning
from werkspur.advice.views.planning.kinds import KINDS, Kind, change_told, hours_told, kind_or_404, tabs
from werkspur.advice.views.planning.overview import planners
from werkspur.partners.requests import PersonRequest

A_PAGE = 40


@planners
@require_safe
def planned(request: PersonRequest, kind: str) -> HttpResponse:
    """Everything of one kind."""
    which = kind_or_404(kind)
    page = Paginator(which.rows(), A_PAGE).get_page(request.GET.get("seite"))
    rows = [(*which.told(thing), _address(which, thing)) for thing in page]
    context = {"kind": which, "rows": rows, "page": page, "tabs": tabs(kind, person=request.user)}
    return render(request, "advice/planning/planned.html", context)


def _address(kind: Kind, thing: Any) -> str:
    if isinstance(thing, Adviser):
        return reverse("advice:adviser", args=[thing.uid])
    return reverse("advice:planned_edit", args=[kind.slug, thing.pk])


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def planned_new(request: PersonRequest, kind: str) -> HttpResponse:
    which = kind_or_404(kind)
    initial = {"adviser": request.GET.get("berater", "")} if "adviser" in which.form.base_fields else {}
    form = which.form(request.POST if request.method == "POST" else None, initial=initial)
    return _form(request, which, form)


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def planned_edit(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    which = kind_or_404(kind)
    thing = get_object_or_404(which.rows(), pk=pk)
    form = which.form(request.POST if request.method == "POST" else None, instance=thing)
    return _form(request, which, form, thing=thing)


def _form(request: PersonRequest, kind: Kind, form: Any, *, thing: Any = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        planning.keep(form.instance, related=form.related(), by=request.user)
        messages.success(request, _("Gespeichert. Die freien Zeiten sind angepasst."))
        return redirect(_back(kind, form.instance))
    title = kind.told(thing)[0] if thing and not form.errors else kind.new if thing is None else kind.label
    context = {"kind": kind, "form": form, "thing": thing, "title": title, "back": _back(kind, thing)}
    return render(request, "advice/planning/planned_edit.html", context, status=422 if form.errors else 200)


def _back(kind: Kind, thing: Any) -> str:
    adviser = thing if isinstance(thing, Adviser) else getattr(thing, "adviser", None) if not kind.tab else None
    if adviser is not None:
        return reverse("advice:adviser", args=[adviser.uid])
    return reverse("advice:planned", args=[kind.slug])


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def planned_remove(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    """Remove something, after asking once."""
    which = kind_or_404(kind)
    thing = get_object_or_404(which.rows(), pk=pk)
    back = reverse("advice:planned", args=[kind]) if isinstance(thing, Adviser) else _back(which, thing)
    if request.method == "POST":
        try:
            planning.remove(thing, by=request.user)
            messages.success(request, _("Gelöscht. Die freien Zeiten sind angepasst."))
        except PlanRefused as error:
            messages.error(request, str(error))
        return redirect(back)
    title, text = which.told(thing)
    context = {"kind": which, "title": title, "text": text, "back": back}
    return render(request, "advice/planning/planned_remove.html", context)


@planners
@require_safe
def adviser(request: PersonRequest, uid: str) -> HttpResponse:
    """One adviser: weekly hours, exceptions to come, offers."""
    found = get_object_or_404(Adviser.objects.select_related("partner", "start"), uid=uid)
    sections = (
        (KINDS["arbeitszeiten"], [(*hours_told(one), one.pk) for one in found.hours.select_related("office")]),
        (
            KINDS["ausnahmen"],
            [(*change_told(one), one.pk) for one in found.changes.filter(day__gte=timezone.localdate())],
        ),
    )
    context = {"adviser": found, "sections": sections, "offers": found.offers.all(), "topics": found.topics.all()}
    return render(request, "advice/planning/adviser.html", context)
