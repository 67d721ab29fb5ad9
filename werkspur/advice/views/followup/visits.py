"""A finished visit as its company and its adviser read it: result, protocol, comparison with the visit before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkspur.advice.documents import file_name, protocol_pdf
from werkspur.advice.forms.visits import WORDS
from werkspur.advice.models import Visit
from werkspur.advice.queries import comparisons, scores
from werkspur.advice.queries import tasks as queries
from werkspur.advice.queries.visits import findings
from werkspur.advice.rules.changes import Change
from werkspur.advice.sealed import Unreadable
from werkspur.advice.services.recommendations import opened
from werkspur.advice.views.followup.lists import unkept
from werkspur.partners.permissions import signed_in
from werkspur.partners.requests import PersonRequest

#: tasks that the page of a visit shows; the list has all
MOST = 3
#: kinds of badges
KINDS = {Change.BETTER: "success", Change.WORSE: "warning", Change.NEW: "info"}


@signed_in
@unkept
@require_safe
def visit_result(request: PersonRequest, uid: UUID) -> HttpResponse:
    """How much of the list is fulfilled, what to do first, and where the rest stands."""
    visit = _finished(request, uid)
    if not visit.answers.exists():
        return render(request, "advice/followup/visit_gone.html", {"visit": visit})
    given = {key: answer.answer for key, answer in _readable(visit).answers.items()}
    result = scores.score(visit.version, profiles=visit.profiles, answers=given)
    before = comparisons.visit_before(visit)
    context = {
        "visit": visit,
        "mine": visit.company_id in request.user.company_ids,
        "result": result,
        "answered": sum(one.answered for one in result.categories),
        "asked": sum(one.asked for one in result.categories),
        "first": opened(queries.open_tasks(visit)[:MOST]),
        "counts": queries.counts(visit),
        "before": before,
        "today": timezone.localdate(),
    }
    return render(request, "advice/followup/visit_result.html", context)


@signed_in
@unkept
@require_safe
def visit_comparison(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Item by item beside the visit before; on another version of the list a sentence and no comparison."""
    visit = _finished(request, uid)
    before = comparisons.visit_before(visit)
    context: dict[str, Any] = {"visit": visit, "before": before, "mine": visit.company_id in request.user.company_ids}
    if before is not None and before.version_id == visit.version_id:
        try:
            compared = comparisons.compare(before, visit)
        except Unreadable as gone:
            raise Http404 from gone
        context |= {"compared": compared, "sums": _sums(compared), "areas": _areas(compared)}
    return render(request, "advice/followup/visit_comparison.html", context)


@signed_in
@unkept
@require_safe
def visit_protocol(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The protocol, set when it is asked for."""
    visit = _finished(request, uid)
    if not visit.answers.exists():
        raise Http404
    try:
        pdf = protocol_pdf(visit)
    except Unreadable as gone:
        raise Http404 from gone
    name = f'attachment; filename="{file_name(visit)}"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _finished(request: PersonRequest, uid: UUID) -> Visit:
    seen = Visit.objects.visible_to(request.user).filter(state=Visit.State.FINISHED)
    return get_object_or_404(
        seen.select_related("company", "adviser__partner", "version__checklist", "booking"), uid=uid
    )  # fmt: skip


def _readable(visit: Visit) -> Any:
    try:
        return findings(visit)
    except Unreadable as gone:
        raise Http404 from gone


def _words() -> dict[Change, str]:
    return {
        Change.BETTER: _("besser"),
        Change.SAME: _("gleich"),
        Change.WORSE: _("schlechter"),
        Change.NEW: _("neu geprüft"),
        Change.GONE: _("nicht mehr geprüft"),
    }


def _sums(compared: comparisons.Comparison) -> list[tuple[str, int]]:
    counts = compared.counts
    return [(words, counts[kind]) for kind, words in _words().items()]


def _areas(compared: comparisons.Comparison) -> list[dict[str, Any]]:
    answers, words = dict(WORDS), _words()
    return [
        {
            "name": category.name,
            "rows": [
                {
                    "item": row.item,
                    "before": answers.get("ng" if row.before is None else str(row.before), ""),
                    "now": answers.get("ng" if row.now is None else str(row.now), ""),
                    "words": words[row.change],
                    "kind": KINDS.get(row.change, "plain"),
                }
                for row in rows
            ],
        }
        for category, rows in compared.areas
    ]
