"""The text of a demand: begun, changed, compared with what it was, removed while nobody has seen it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advocacy.forms.demands import FIELDS, DemandForm, DemandNewForm
from werkspur.advocacy.models import Demand, DemandVersion
from werkspur.advocacy.queries import comparing, standing
from werkspur.advocacy.services import demands as services
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.views.access import chamber, kept_demand, seen_demand, staff
from werkspur.advocacy.views.demands.one import is_kept
from werkspur.base.templatetags.werkspur import day as day_in_words
from werkspur.partners.requests import PersonRequest

SHORT = 120


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def demand_new(request: PersonRequest) -> HttpResponse:
    """Begin a demand or an appeal; the rest of its text comes on the next page."""
    form = DemandNewForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            demand = services.create_demand(
                kind=given["kind"],
                lead=given["lead"],
                fields=form.values() | {"responsible": request.user},
                by=request.user,
            )
        except AdvocacyRefused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Als Entwurf angelegt. Öffentlich wird er erst mit der Freigabe."))
            return redirect("advocacy:demand_edit", uid=demand.uid)
    return render(request, "advocacy/demands/demand_new.html", {"form": form}, status=422 if form.errors else 200)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def demand_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Change the text; what somebody else has changed meanwhile is not overwritten. Who may not, reads it."""
    demand = seen_demand(request, uid)
    if not is_kept(request, demand):
        if request.method == "POST":
            raise Http404
        return redirect("advocacy:demand_release", uid=uid)
    data = request.POST if request.method == "POST" else None
    form = DemandForm(data, demand=demand, initial=_shown(demand), kind_open=not services.was_released(demand))
    if request.method == "POST" and form.is_valid() and _saved(request, form, demand=demand):
        return redirect("advocacy:demand_release" if "weiter" in request.POST else "advocacy:demand_edit", uid=uid)
    version = services.current(demand)
    context = {
        "demand": demand, "version": version, "form": form, "closed": services.is_closed(version),
        "gaps": standing.unwritten(version, today=timezone.localdate()),
    }  # fmt: skip
    return render(request, "advocacy/demands/demand_edit.html", context, status=422 if form.errors else 200)


@staff
@require_safe
def demand_versions(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Every version; two of them beside each other, word by word."""
    demand = seen_demand(request, uid)
    versions = list(demand.versions.order_by("-number").prefetch_related("signatures__partner"))
    after = _chosen(versions, number=request.GET.get("bis", ""), instead=versions[0] if versions else None)
    older = [one for one in versions if after is not None and one.number < after.number]
    before = _chosen(older, number=request.GET.get("von", ""), instead=older[0] if older else None)
    fields = comparing.fields(after, before=before) if after else []
    context = {
        "demand": demand, "versions": versions, "after": after, "before": before, "fields": fields,
        "same": before is not None and not any(one.changed for one in fields),
    }  # fmt: skip
    return render(request, "advocacy/demands/demand_versions.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def demand_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Remove a draft that was never released, after asking once."""
    demand = kept_demand(request, uid)
    if request.method == "POST":
        try:
            services.remove_demand(demand, by=request.user)
        except AdvocacyRefused as refused:
            messages.error(request, str(refused))
            return redirect("advocacy:demand_overview", uid=uid)
        messages.success(request, _("Entwurf gelöscht."))
        return redirect("advocacy:demands")
    return render(request, "advocacy/demands/demand_remove.html", {"demand": demand})


def tell(form: Any, refused: AdvocacyRefused) -> None:
    """Say a refusal at its field, or above the form where it has none."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def _saved(request: PersonRequest, form: DemandForm, *, demand: Demand) -> bool:
    changes, before = form.changes(), services.current(demand).number
    if not changes:
        messages.info(request, _("Nichts geändert."))
        return True
    try:
        version = services.save_version(demand, fields=changes, before=form.before(), by=request.user)
    except AdvocacyRefused as refused:
        if refused.meanwhile:
            fresh = Demand.objects.select_related("current").get(pk=demand.pk)
            now = {name: (services.value_of(fresh, name), _in_words(fresh, name)) for name in refused.meanwhile}
            form.again(now=now)
        tell(form, refused)
        return False
    if version.number > before:
        text = _("Gespeichert als Fassung %(number)s. Die Freigaben der Fassung davor gelten nicht für sie.")
        messages.success(request, text % {"number": version.number})
    else:
        messages.success(request, _("Gespeichert."))
    return True


def _shown(demand: Demand) -> dict[str, Any]:
    """What the fields begin with."""
    return {name: services.value_of(demand, name) for name in (*FIELDS, *services.OWN)}


def _in_words(demand: Demand, name: str) -> str:
    """What a field holds now, for people."""
    value = services.value_of(demand, name)
    if name in services.MANY:
        return ", ".join(str(one) for one in getattr(services.current(demand), name).all())
    if name in services.OWN:
        return str(demand.get_kind_display() if name == "kind" else demand.responsible or "")
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if name == "decided_on":
        return day_in_words(value) if value else ""
    text = str(value or "")
    return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()} …"


def _chosen(versions: list[DemandVersion], *, number: str, instead: DemandVersion | None) -> DemandVersion | None:
    """The version that an address names."""
    return next((one for one in versions if str(one.number) == number), instead)
