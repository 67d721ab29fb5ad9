"""The release: read the whole text, see what is missing and why, sign; take a release back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkspur.advocacy.forms.demands import ReasonForm
from werkspur.advocacy.models import Demand
from werkspur.advocacy.queries import comparing, standing
from werkspur.advocacy.queries import demands as told
from werkspur.advocacy.queries.figures import cited, unavailable
from werkspur.advocacy.rules.states import Refused
from werkspur.advocacy.services import release as services
from werkspur.advocacy.services.demands import current, stamp
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.advocacy.services.status import sentences
from werkspur.advocacy.views.access import kept_demand, seen_demand, staff
from werkspur.advocacy.views.demands.one import is_kept
from werkspur.partners.models import Partner
from werkspur.partners.requests import PersonRequest


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def demand_release(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Read the version that is to be released, and release it for one's own house."""
    demand = seen_demand(request, uid)
    if request.method == "POST":
        return _sign(request, demand)
    return _shown(request, demand)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def demand_unrelease(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Take a release back while nobody has got the demand."""
    demand = kept_demand(request, uid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.unrelease(demand, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
        except Refused as refused:
            for sentence in sentences(refused):
                form.add_error(None, sentence)
        else:
            messages.success(request, _("Zurückgenommen. Die Seite ist nicht mehr öffentlich."))
            return redirect("advocacy:demand_edit", uid=uid)
    context = {"demand": demand, "form": form}
    return render(request, "advocacy/demands/demand_unrelease.html", context, status=422 if form.errors else 200)


def _shown(request: PersonRequest, demand: Demand, *, refusals: list[str] | None = None) -> HttpResponse:
    version, today = current(demand), timezone.localdate()
    before = demand.released if demand.released_id != version.pk else None
    gaps = standing.missing(version, today=today)
    unwritten = {one.code for one in standing.unwritten(version, today=today)}
    context = {
        "demand": demand, "version": version, "before": before, "fields": comparing.fields(version, before=before),
        "figures": cited(demand), "stamp": stamp(version), "kept": is_kept(request, demand),
        "lacking": [*(one.said for one in gaps if one.code in unwritten), *unavailable(demand)],
        "signing": [one.said for one in gaps if one.code not in unwritten],
        "signatures": version.signatures.select_related("partner"),
        "may_sign": told.may_sign(demand, person=request.user, today=today), "refusals": refusals or [],
        "resting": demand.status == "resting",
        "signed": version.signatures.filter(person=request.user).exists(),
    }  # fmt: skip
    return render(request, "advocacy/demands/demand_release.html", context, status=422 if refusals else 200)


def _sign(request: PersonRequest, demand: Demand) -> HttpResponse:
    partner = get_object_or_404(Partner, slug=request.POST.get("partner", "")[:50])
    try:
        signed = services.sign(
            demand, by=request.user, partner=partner, now=timezone.now(), seen=request.POST.get("seen", "") or "?"
        )
    except services.ReleaseRefused as refused:
        return _shown(request, demand, refusals=[one.said.say(_) for one in refused.missing])
    except AdvocacyRefused as refused:
        fresh = Demand.objects.select_related("lead", "responsible", "current", "released").get(pk=demand.pk)
        return _shown(request, fresh, refusals=[str(refused)])
    if signed.released_id == signed.current_id:
        messages.success(request, _("Freigegeben und öffentlich."))
    else:
        messages.success(request, _("Ihre Freigabe steht. Öffentlich wird sie mit der letzten, die noch fehlt."))
    return redirect("advocacy:demand_overview", uid=demand.uid)
