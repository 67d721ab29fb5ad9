"""Lists of numbers: bring one, choose its columns, watch the work, see the hits, open one, give them out, delete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkspur.base import limits, progress, queue
from werkspur.base.middleware import keeps_typed
from werkspur.partners.permissions import police_required
from werkspur.partners.requests import PersonRequest
from werkspur.registry.queries.imports import sentence
from werkspur.registry.tables.cells import Unreadable
from werkspur.registry.tables.writing import KINDS
from werkspur.tracing import services
from werkspur.tracing.forms import MatchColumnsForm, MatchListForm
from werkspur.tracing.models import MatchRow, MatchRun
from werkspur.tracing.queries import left_out_sentences, match_tabs, sorted_rows
from werkspur.tracing.views import shift

ON_A_PAGE, ON_A_LONG_PAGE = 50, 1_000
RUNS_ON_A_PAGE = 25


@police_required
@require_GET
def match_runs(request: PersonRequest) -> HttpResponse:
    page = Paginator(MatchRun.objects.visible_to(request.user), RUNS_ON_A_PAGE).get_page(request.GET.get("seite"))
    return render(request, "tracing/match_runs.html", {"page": page})


@police_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def match_list(request: PersonRequest) -> HttpResponse:
    """The field for the numbers, or the file that holds them."""
    current = shift.given(request)
    if current is None and request.method == "GET":
        return redirect(f"{reverse('tracing:lookup_purpose')}?fuer=liste")
    sent = request.method == "POST"
    given = (request.POST, request.FILES) if sent else ()
    form = MatchListForm(*given, too_large=getattr(request, "upload_too_large", False))
    status = 422 if sent else 200
    if sent and current is None:
        form.add_error(None, _("Zweck und Aktenzeichen sind abgelaufen. Geben Sie beides neu an, dann geht es weiter."))
    elif current and sent and form.is_valid():
        try:
            run = services.match_list(
                text=form.cleaned_data["numbers"], upload=form.cleaned_data["file"], uid=form.cleaned_data["uid"],
                by=request.user, origin=limits.address(request), **current,
            )  # fmt: skip
        except Unreadable as problem:
            form.add_error("file" if form.cleaned_data["file"] else "numbers", unreadable(problem))
        except services.TooManyLists as error:
            form.add_error(None, str(error.message))
            status = 429
        else:
            return redirect("tracing:match_run", uid=run.uid)
    return render(request, "tracing/match_list.html", {"form": form, "shift": current}, status=status)


@police_required
@require_http_methods(["GET", "POST"])
def match_columns(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Which columns hold numbers, when the table does not say it clearly."""
    run = _own(request, uid)
    if run.state != MatchRun.State.CHOOSING:
        return redirect("tracing:match_run", uid=uid)
    form = MatchColumnsForm(request.POST if "numbers" in request.POST or "make" in request.POST else None, run=run)
    problem = ""
    if request.method == "POST":
        try:
            if "sheet" in request.POST:
                services.choose_sheet(run, index=_number(request.POST["sheet"]))
                return redirect("tracing:match_columns", uid=uid)
            if form.is_valid():
                services.choose_columns(run, **form.chosen(), by=request.user, origin=limits.address(request))
                return redirect("tracing:match_run", uid=uid)
        except Unreadable as error:
            problem = unreadable(error)
        except services.NotNow as error:
            problem = str(error.message)
    context = {"run": run, "form": form, "problem": problem, "columns": run.layout["columns"]}
    return render(request, "tracing/match_columns.html", context, status=422 if problem else 200)


@police_required
@require_GET
def match_run(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The progress while the work lasts, then the hits."""
    run = _own(request, uid)
    by_htmx = request.headers.get("HX-Request") == "true"
    if run.state == MatchRun.State.CHOOSING:
        columns = reverse("tracing:match_columns", args=[uid])
        return HttpResponse(headers={"HX-Redirect": columns}) if by_htmx else redirect(columns)
    if run.is_working:
        told = progress.read(services.progress_key(run))
        context = {"run": run, "progress": told, "waiting": queue.waiting()}
        return render(request, f"tracing/{'_match_progress' if by_htmx else 'match_progress'}.html", context)
    if run.state == MatchRun.State.UNREADABLE and not by_htmx:
        problem = unreadable(Unreadable(run.problem["code"], **run.problem["params"]))
        return render(request, "tracing/match_unreadable.html", {"run": run, "problem": problem})
    if by_htmx:
        return HttpResponse(headers={"HX-Redirect": reverse("tracing:match_run", args=[uid])})
    return render(request, "tracing/match_run.html", _hits_context(request, run))


def _hits_context(request: PersonRequest, run: MatchRun) -> dict[str, Any]:
    shown, order = request.GET.get("zeige", ""), request.GET.get("sortierung", "-guete")
    text = request.GET.get("q", "").strip()[:80]
    rows = sorted_rows(run.rows.of_kind(shown).containing(text), order=order)
    size = ON_A_LONG_PAGE if "alle" in request.GET else ON_A_PAGE
    page = Paginator(rows.with_hits(), size).get_page(request.GET.get("seite"))
    return {
        "run": run,
        "page": page,
        "text": text,
        "shown": shown,
        "order": order,
        "tabs": match_tabs(run, current=shown),
        "remarks": left_out_sentences(run),
        "done": run.rows.filter(is_done=True).count(),
        "is_long": size == ON_A_LONG_PAGE,
        "long_page": ON_A_LONG_PAGE,
    }


@require_POST
def match_row(request: PersonRequest, uid: UUID, number: int) -> HttpResponseBase:
    """Open a number of the list: a look-up of its own."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("tracing:match_run", args=[uid]))
    return _match_row(request, uid, number)


@police_required
def _match_row(request: PersonRequest, uid: UUID, number: int) -> HttpResponse:
    rows = MatchRow.objects.filter(run__in=MatchRun.objects.visible_to(request.user)).select_related("run")
    row = get_object_or_404(rows, run__uid=uid, number=number)
    try:
        made = services.open_row(row, by=request.user, origin=limits.address(request))
    except services.TooMany as error:
        messages.warning(request, error.message)
        return redirect("tracing:match_run", uid=uid)
    return redirect("tracing:lookup_result", uid=made.uid)


@police_required
@require_POST
def match_run_cancel(request: PersonRequest, uid: UUID) -> HttpResponse:
    return _told(
        request, _own(request, uid), verb=services.cancel_matching, done=_("Angehalten. Was fertig ist, bleibt.")
    )


@police_required
@require_POST
def match_run_resume(request: PersonRequest, uid: UUID) -> HttpResponse:
    return _told(request, _own(request, uid), verb=services.resume_matching, done=_("Es geht weiter."))


def _told(request: PersonRequest, run: MatchRun, *, verb: Any, done: str) -> HttpResponse:
    try:
        verb(run, by=request.user)
        messages.success(request, done)
    except services.NotNow as error:
        messages.warning(request, error.message)
    return redirect("tracing:match_run", uid=run.uid)


@police_required
@require_http_methods(["GET", "POST"])
def match_run_delete(request: PersonRequest, uid: UUID) -> HttpResponse:
    run = _own(request, uid)
    if request.method == "GET":
        return render(request, "tracing/match_run_delete.html", {"run": run})
    services.delete_list(run, by=request.user, origin=limits.address(request))
    messages.success(request, _("Die Liste ist gelöscht."))
    return redirect("tracing:match_runs")


@police_required
@require_GET
def match_run_export(request: PersonRequest, uid: UUID, kind: str) -> StreamingHttpResponse:
    run = _own(request, uid)
    if kind not in KINDS or not run.is_asked:
        raise Http404
    content = services.export_list(run, kind=kind, by=request.user, origin=limits.address(request))
    return StreamingHttpResponse(
        content,
        content_type=KINDS[kind],
        headers={"Content-Disposition": f'attachment; filename="abgleich.{kind}"', "Cache-Control": "no-store"},
    )


def unreadable(problem: Unreadable) -> str:
    """Why a list cannot be read, as a sentence."""
    if problem.code in {"no_rows", "no_numbers"}:
        return _("In der Liste steht keine Nummer. In jede Zeile gehört eine.")
    return sentence(problem.code, problem.params)


def _own(request: PersonRequest, uid: UUID) -> MatchRun:
    return get_object_or_404(MatchRun.objects.visible_to(request.user), uid=uid)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
