"""One task: its company plans, reports, declines; its adviser accepts or asks back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkspur.advice.forms.followup import AskBackForm, DeclineForm, PlanForm, ReportForm
from werkspur.advice.models import Proof, Recommendation
from werkspur.advice.queries.tasks import WITH_VISIT
from werkspur.advice.sealed import Unreadable
from werkspur.advice.services import proofs
from werkspur.advice.services import tasks as services
from werkspur.advice.services.recommendations import opened
from werkspur.advice.views.followup.lists import unkept
from werkspur.partners.permissions import advice_required, company_required, signed_in
from werkspur.partners.requests import PersonRequest

State = Recommendation.State


@dataclass(frozen=True)
class Click:
    """A step that is one button: its verb, what is said afterwards, whose it is."""

    verb: Callable[..., Any]
    said: Any
    by_adviser: bool = False


STEPS = {
    "zurueckziehen": Click(services.withdraw_report, gettext_lazy("Die Meldung ist zurückgezogen.")),
    "aufnehmen": Click(services.resume_task, gettext_lazy("Die Aufgabe ist wieder offen.")),
    "annehmen": Click(
        services.accept_task,
        gettext_lazy("Erledigt. Der Betrieb erfährt es, wenn alle seine Meldungen geprüft sind."),
        by_adviser=True,
    ),
    "oeffnen": Click(
        services.reopen_task,
        gettext_lazy("Zurückgenommen. Die Meldung wartet wieder auf Ihre Prüfung."),
        by_adviser=True,
    ),
}


@signed_in
@unkept
@require_safe
def task(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What to do, how far it is, and everything that was said about it."""
    found = _visible(request, uid)
    return render(request, "advice/followup/task.html", task_context(request, found) | {"steps": _steps(found)})


@company_required
@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def task_plan(request: PersonRequest, uid: UUID) -> HttpResponse:
    found = _own(request, uid)
    shown = opened([found])[0]
    form = PlanForm(_sent(request), initial={"due": found.due, "responsible": shown.responsible})
    verb = lambda data: services.plan_task(found, **data, by=request.user)  # noqa: E731
    return _asked(request, found, form, verb, template="task_plan", said=_("Gespeichert."))


@company_required
@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def task_report(request: PersonRequest, uid: UUID) -> HttpResponse:
    found = _own(request, uid)
    form = report_form(request)
    verb = lambda data: services.report_task(found, text=data["text"], handed=data["file"], by=request.user)  # noqa: E731
    return _asked(
        request, found, form, verb, template="task_report", said=_("Gemeldet. Die Beratung sieht es sich an.")
    )


@company_required
@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def task_decline(request: PersonRequest, uid: UUID) -> HttpResponse:
    found = _own(request, uid)
    verb = lambda data: services.decline_task(found, reason=data["reason"], by=request.user)  # noqa: E731
    said = _("Notiert. Sie können es jederzeit wieder aufnehmen.")
    return _asked(request, found, DeclineForm(_sent(request)), verb, template="task_decline", said=said)


@advice_required
@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def task_ask_back(request: PersonRequest, uid: UUID) -> HttpResponse:
    found = _advised(request, uid)
    verb = lambda data: services.ask_back(found, sentence=data["sentence"], by=request.user)  # noqa: E731
    said = _("Der Betrieb bekommt eine Nachricht mit einem Link zur Frage.")
    return _asked(request, found, AskBackForm(_sent(request)), verb, template="task_ask_back", said=said)


@signed_in
@require_POST
def task_step(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The steps that need no words: accept and its undoing for the adviser, taking back for the company."""
    found = _visible(request, uid)
    known = STEPS.get(request.POST.get("schritt", ""))
    if known is None:
        return redirect("advice:task", uid=found.uid)
    if not (_is_adviser(request, found) if known.by_adviser else _is_mine(request, found)):
        raise Http404
    _do(request, lambda: known.verb(found, by=request.user), said=str(known.said))
    onward = known.by_adviser and request.POST.get("weiter") == "pruefen"
    return redirect("advice:tasks_review") if onward else redirect("advice:task", uid=found.uid)


@signed_in
@unkept
@require_safe
def task_proof(request: PersonRequest, uid: UUID, pk: int) -> HttpResponse:
    """A photo in the page, a PDF only as a download."""
    found = _visible(request, uid)
    proof = get_object_or_404(found.proofs.exclude(file=""), pk=pk)
    proof.recommendation = found
    try:
        content, kind = proofs.file_of(proof)
    except (FileNotFoundError, Unreadable) as gone:
        raise Http404 from gone
    name = f"nachweis-{pk}.{'jpg' if kind == proofs.JPEG else 'pdf'}"
    way = "inline" if kind == proofs.JPEG else "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'{way}; filename="{name}"'})


def task_context(request: PersonRequest, found: Recommendation) -> dict[str, Any]:
    """What every page of a task shows."""
    return {
        "task": found,
        "shown": opened([found])[0],
        "mine": _is_mine(request, found),
        "advising": _is_adviser(request, found),
        "today": timezone.localdate(),
    }


def report_form(request: Any) -> ReportForm:
    """The form with what was sent, or an empty one."""
    if request.method != "POST":
        return ReportForm()
    return ReportForm(request.POST, request.FILES, cut=getattr(request, "upload_too_large", False))


def _asked(
    request: PersonRequest, found: Recommendation, form: Form, verb: Callable[[Any], Any], *, template: str, said: str
) -> HttpResponse:
    """Ask by a form, do it, and go back to the task, where a refusal is said too."""
    if request.method == "POST" and form.is_valid():
        _do(request, lambda: verb(form.cleaned_data), said=said)
        return redirect("advice:task", uid=found.uid)
    return render(request, f"advice/followup/{template}.html", task_context(request, found) | {"form": form})


def _do(request: PersonRequest, verb: Callable[[], Any], *, said: str) -> None:
    try:
        verb()
    except services.TaskRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)


def _sent(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _visible(request: PersonRequest, uid: UUID) -> Recommendation:
    return get_object_or_404(Recommendation.objects.visible_to(request.user).select_related(*WITH_VISIT), uid=uid)


def _own(request: PersonRequest, uid: UUID) -> Recommendation:
    found = _visible(request, uid)
    if not _is_mine(request, found):
        raise Http404
    return found


def _advised(request: PersonRequest, uid: UUID) -> Recommendation:
    found = _visible(request, uid)
    if not _is_adviser(request, found):
        raise Http404
    return found


def _is_mine(request: PersonRequest, found: Recommendation) -> bool:
    return found.visit.company_id in request.user.company_ids


def _is_adviser(request: PersonRequest, found: Recommendation) -> bool:
    return found.visit.adviser.person_id == request.user.pk


def _steps(found: Recommendation) -> list[dict[str, Any]]:
    """Every step, the newest first; what cannot be read any more says so."""
    rows: list[Proof] = list(found.proofs.order_by("-pk"))
    for row in rows:
        row.recommendation = found
    return [{"proof": row, "told": _told(row)} for row in rows]


def _told(row: Proof) -> proofs.Told:
    try:
        return proofs.told(row)
    except Unreadable as gone:
        return proofs.Told(step=proofs.Step.REPORTED, text=str(gone))
