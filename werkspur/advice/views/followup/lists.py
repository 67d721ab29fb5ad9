"""Tasks as lists: a company's own, and what an adviser has to look at."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from werkspur.advice.models import Recommendation, Visit
from werkspur.advice.queries import tasks as queries
from werkspur.advice.services.recommendations import Opened, opened
from werkspur.base.tables import table_file
from werkspur.base.templatetags.werkspur import day
from werkspur.partners.permissions import advice_required, company_required
from werkspur.partners.requests import CompanyRequest, PersonRequest

PAGE = 60
#: nobody on the way keeps it, nor does the browser once the page is left
unkept = cache_control(private=True, no_store=True)


@company_required
@unkept
@require_safe
def tasks(request: CompanyRequest) -> HttpResponse:
    """What a company has to do after visits: by state, in the order of the protocol or another."""
    tab, counts = _tab(request), queries.tab_counts(request.company)
    page = Paginator(_chosen(request), PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": opened(page),
        "tabs": _tabs(tab, counts),
        "tab": tab,
        "any": any(counts.values()),
        "sort": request.GET.get("sortierung", ""),
        "visits": _visits(request),
        "today": timezone.localdate(),
    }
    return render(request, "advice/followup/tasks.html", context)


@company_required
@require_safe
def tasks_csv(request: CompanyRequest) -> HttpResponse:
    """The same list for a spreadsheet, all pages of it."""
    head = [_("Besuch"), _("Bereich"), _("Prüfpunkt"), _("Was zu tun ist"), _("Aufwand"), _("bis"), _("zuständig")]
    rows = [[*head, _("Stand")], *(_cells(row) for row in opened(_chosen(request)))]
    return table_file(rows, name="aufgaben.csv")


@advice_required
@unkept
@require_safe
def tasks_review(request: PersonRequest) -> HttpResponse:
    """What companies report as done to this adviser, the oldest first."""
    page = Paginator(queries.reported_to(request.user), PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "rows": opened(page)}
    return render(request, "advice/followup/tasks_review.html", context)


def _tab(request: CompanyRequest) -> str:
    tab = request.GET.get("stand", "offen")
    return tab if tab in queries.TABS or tab == "alle" else "offen"


def _tabs(current: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    words = {"offen": _("Zu tun"), "gemeldet": _("In Prüfung"), "erledigt": _("Erledigt"), "abgelehnt": _("Abgelehnt")}
    counted = [(name, label, counts[name]) for name, label in words.items()] + [
        ("alle", _("Alle"), sum(counts.values()))
    ]
    return [
        {"url": f"?stand={name}", "label": label, "count": count, "current": name == current}
        for name, label, count in counted
    ]


def _chosen(request: CompanyRequest) -> Any:
    found, tab = queries.tasks_of(request.company), _tab(request)
    if tab != "alle":
        found = found.filter(state__in=queries.TABS[tab])
    return queries.sorted_by(found, request.GET.get("sortierung", ""))


def _visits(request: CompanyRequest) -> Any:
    """Finished visits of the company, the newest first."""
    own = Visit.objects.visible_to(request.user).filter(company=request.company, state=Visit.State.FINISHED)
    return own.select_related("adviser").order_by("-finished_at")[:10]


def _cells(row: Opened) -> list[str]:
    task: Recommendation = row.task
    item = task.item
    return [
        day(task.visit.finished_at),
        item.category.name if item else "",
        item.key if item else "",
        row.text,
        str(queries.EFFORT[task.effort]),
        day(task.due) if task.due else "",
        row.responsible,
        str(task.get_state_display()),
    ]
