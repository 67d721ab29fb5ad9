"""All demands of both chambers, and the same as a table for a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkspur.advocacy.forms.demands import DemandListFilter
from werkspur.advocacy.models import Demand
from werkspur.advocacy.queries import demands as told
from werkspur.advocacy.queries import incoming
from werkspur.advocacy.views.access import chamber
from werkspur.partners.requests import PersonRequest
from werkspur.registry.tables.writing import KINDS, to_csv, to_xlsx

MANY = 25


@chamber
@require_safe
def demands(request: PersonRequest) -> HttpResponse:
    """Every demand and appeal, found by status, kind, topic, region, level, bearer and words."""
    form = DemandListFilter(request.GET)
    wanted, sorting = form.wanted(), form.sorting()
    found = told.listed(wanted, sorting=sorting)
    page = Paginator(found, MANY).get_page(request.GET.get("seite"))
    today = timezone.localdate()
    context = {
        "form": form, "page": page, "sorting": sorting, "today": today, "filtered": wanted != told.Wanted(),
        "rows": [_row(one) for one in page], "waiting": told.waiting_for(request.user, today=today),
        "drafts": len(incoming.waiting()),
    }  # fmt: skip
    return render(request, "advocacy/demands/demands.html", context)


@chamber
@require_safe
def demand_export(request: PersonRequest, kind: str) -> HttpResponseBase:
    """The list as it is filtered, as XLSX or CSV."""
    if kind not in KINDS:
        raise Http404
    form = DemandListFilter(request.GET)
    rows = list(told.table(told.listed(form.wanted(), sorting=form.sorting())))
    stream = to_csv(rows) if kind == "csv" else to_xlsx(rows, sheet=_("Forderungen"))
    name = f"forderungen-{timezone.localdate():%Y-%m-%d}.{kind}"
    return StreamingHttpResponse(
        stream,
        content_type=KINDS[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _row(demand: Demand) -> dict[str, Any]:
    return {
        "demand": demand, "badge": told.badge_of(demand), "version": demand.current,
        "drafting": demand.released_id is not None and demand.released_id != demand.current_id,
    }  # fmt: skip
