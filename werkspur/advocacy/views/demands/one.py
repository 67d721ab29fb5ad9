"""One demand for staff: where it stands, what is next, what has happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advocacy.forms.demands import StatusForm
from werkspur.advocacy.models import Demand
from werkspur.advocacy.queries import contacts, sessions, standing
from werkspur.advocacy.queries import demands as told
from werkspur.advocacy.queries.figures import cited
from werkspur.advocacy.queries.timeline import timeline
from werkspur.advocacy.rules.states import Refusal, Refused, Status
from werkspur.advocacy.services.status import change_status, sentences
from werkspur.advocacy.views.access import kept_demand, seen_demand, staff
from werkspur.partners.requests import PersonRequest

#: where a refusal is to be put right
FIELDS = {
    Refusal.SAME: "status", Refusal.NOT_NEXT: "status", Refusal.OUTCOME: "outcome", Refusal.REASON: "reason",
    Refusal.SOURCE: "source", Refusal.FUTURE: "day", Refusal.BEFORE_LAST: "day",
}  # fmt: skip
#: of the latest things that happened
FEW = 8


@staff
@require_safe
def demand_overview(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Where it stands, what is missing for the next step, who bears it, to whom it goes, what happened last."""
    demand = seen_demand(request, uid)
    version, today = demand.current, timezone.localdate()
    waiting = demand.deliveries.waiting().select_related("addressee").order_by("due", "pk")
    drafting = version is not None and version.released_at is None
    moments = timeline(demand, public=False)
    context = {
        "demand": demand, "version": version, "today": today, "badge": told.badge_of(demand),
        "kept": is_kept(request, demand), "drafting": drafting,
        "gaps": standing.missing(version, today=today) if version and drafting else (),
        "may_sign": told.may_sign(demand, person=request.user, today=today),
        "possible": standing.possible(demand, today=today), "waiting": waiting,
        "commitments": demand.commitments.open().select_related("addressee").order_by("due", "pk"),
        "moments": moments[-FEW:][::-1], "more": max(0, len(moments) - FEW), "figures": cited(demand),
        "contacts": contacts.about(demand, person=request.user),
        "sessions": sessions.about(demand, now=timezone.now()) if request.user.chamber_ids else (),
    }  # fmt: skip
    return render(request, "advocacy/demands/demand_overview.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def demand_status(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Change status or outcome, with reason and source; what is not possible yet says what is missing."""
    demand = kept_demand(request, uid)
    possible = standing.possible(demand, today=timezone.localdate())
    data = request.POST if request.method == "POST" else None
    form = StatusForm(data, demand=demand, possible=possible)
    if request.method == "POST" and form.is_valid() and _changed(request, form, demand=demand):
        return redirect("advocacy:demand_overview", uid=demand.uid)
    context = {
        "demand": demand, "form": form, "badge": told.badge_of(demand),
        "lacking": [one for one in possible if one.missing], "first": demand.status == Status.DRAFT,
    }  # fmt: skip
    return render(request, "advocacy/demands/demand_status.html", context, status=422 if form.errors else 200)


@staff
@require_safe
def demand_history(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Everything that has happened, the latest first, and every change of status with who, why and where."""
    demand = seen_demand(request, uid)
    context = {
        "demand": demand, "moments": timeline(demand, public=False)[::-1],
        "changes": demand.changes.order_by("-at", "-pk"), "kept": is_kept(request, demand),
    }  # fmt: skip
    return render(request, "advocacy/demands/demand_history.html", context)


def is_kept(request: PersonRequest, demand: Demand) -> bool:
    """Say whether this person may change a demand."""
    return Demand.objects.kept_by(request.user).filter(pk=demand.pk).exists()


def _changed(request: PersonRequest, form: StatusForm, *, demand: Demand) -> bool:
    given: dict[str, Any] = form.cleaned_data
    try:
        change = change_status(demand, **given, by=request.user, now=timezone.now())
    except Refused as refused:
        for code, sentence in zip(refused.refusals, sentences(refused), strict=True):
            form.add_error(FIELDS.get(code), sentence)
        return False
    messages.success(request, _("Eingetragen: %(status)s.") % {"status": change.get_status_display()})
    return True
