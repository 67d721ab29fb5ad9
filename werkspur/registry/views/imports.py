"""Reading a table in: upload, columns, repair, take over, take back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkspur.base import progress, queue
from werkspur.partners.permissions import company_required
from werkspur.registry.forms.imports import ColumnsForm, RowForm, TableForm
from werkspur.registry.models import ImportRow, ImportSession
from werkspur.registry.queries.imports import refusal, review
from werkspur.registry.queries.imports.remarks import remarks_csv
from werkspur.registry.queries.imports.review import Line, line, lines, rows_found, saved_at, tiles
from werkspur.registry.queries.imports.sentences import undo_sentence
from werkspur.registry.services import imports as services
from werkspur.registry.services.imports.states import progress_key

State = ImportSession.State
WORKING = (State.UPLOADED, State.READING, State.JUDGING, State.COMMITTING, State.UNDOING)
PER_PAGE = 25
CHANGES_SHOWN = 5


def own_session(request: HttpRequest, uid: uuid.UUID) -> ImportSession:
    """The session, or 404 when it is nobody's or another company's."""
    sessions = ImportSession.objects.visible_to(request.user).select_related("company", "started_by")  # type: ignore[arg-type]
    return get_object_or_404(sessions, uid=uid)


def page_of(session: ImportSession) -> HttpResponse:
    """Where this session goes on."""
    if session.state in WORKING:
        return redirect("registry:import_progress", session.uid)
    if session.state == State.MAPPING:
        return redirect("registry:import_columns", session.uid)
    return redirect("registry:import_rows", session.uid)


@company_required
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    company = request.company  # type: ignore[attr-defined]
    sessions = ImportSession.objects.visible_to(request.user).filter(company=company).select_related("started_by")  # type: ignore[arg-type]
    page = Paginator(sessions, PER_PAGE).get_page(request.GET.get("seite"))
    entries = [(session, refusal(session.problem)) for session in page]
    return render(request, "registry/imports.html", {"page": page, "entries": entries})


@company_required
@require_http_methods(["GET", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "registry/import_new.html", {"form": TableForm()})
    form = TableForm(request.POST, request.FILES, too_large=getattr(request, "upload_too_large", False))
    if form.is_valid():
        upload = form.cleaned_data["file"]
        company = request.company  # type: ignore[attr-defined]
        session = services.start_import(upload, name=upload.name, company=company, by=request.user)  # type: ignore[arg-type]
        if session.state != State.FAILED:
            return page_of(session)
        form.add_error("file", refusal(session.problem))
    return render(request, "registry/import_new.html", {"form": form}, status=422)


@company_required
@require_http_methods(["GET", "POST"])
def import_columns(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = own_session(request, uid)
    if session.state not in {State.MAPPING, State.REVIEW} or session.committed_at:
        return page_of(session)
    form = ColumnsForm(request.POST or None, session=session)
    problem = ""
    if request.method == "POST":
        try:
            if "sheet" in request.POST:
                services.choose_sheet(session, index=_number(request.POST["sheet"]), by=request.user)  # type: ignore[arg-type]
                return redirect("registry:import_columns", session.uid)
            if form.is_valid():
                keep = form.cleaned_data["keep_unknown"]
                services.map_columns(session, mapping=form.mapping, keep_unknown=keep, by=request.user)  # type: ignore[arg-type]
                return page_of(session)
        except services.ImportRefused as refused:
            problem = str(refused)
    context = {"session": session, "form": form, "rows": form.rows(session), "problem": problem}
    return render(request, "registry/import_columns.html", context, status=422 if problem else 200)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


@company_required
@require_GET
def import_progress(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = own_session(request, uid)
    if session.state not in WORKING:
        response = page_of(session)
        if getattr(request, "htmx", False):
            response = HttpResponse(headers={"HX-Redirect": response["Location"]})
        return response
    told = progress.read(progress_key(session))
    context = {"session": session, "progress": told, "text": _(told.text) if told else "", "waiting": queue.waiting()}
    name = "_import_progress" if getattr(request, "htmx", False) else "import_progress"
    return render(request, f"registry/{name}.html", context)


@company_required
@require_GET
def import_rows(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = own_session(request, uid)
    if session.state in WORKING or session.state == State.MAPPING:
        return page_of(session)
    return render(request, "registry/import_rows.html", _rows_context(request, session))


def _rows_context(request: HttpRequest, session: ImportSession, *, failed: Line | None = None) -> dict[str, Any]:
    found = request.GET.get("urteil", "")
    rows = rows_found(session, found=found or "open")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    shown = [failed if failed and failed.row.pk == row.pk else line(session, row=row) for row in page]
    changed = rows_found(session, found="changed") if not found else ImportRow.objects.none()
    return {
        "session": session,
        "found": found,
        "page": page,
        "lines": shown,
        "changed": lines(session, rows=changed[:CHANGES_SHOWN]),
        "problem": refusal(session.problem),
        "undone": undo_sentence(session.layout["undo"]) if session.layout.get("undo") else "",
        **_sums(session, found),
    }


def _sums(session: ImportSession, found: str) -> dict[str, Any]:
    counted = review(session)
    return {"review": counted, "tiles": tiles(session, counted=counted, current=found), "saved": saved_at(session)}


@company_required
@require_POST
def import_row(request: HttpRequest, uid: uuid.UUID, number: int) -> HttpResponse:
    session = own_session(request, uid)
    row = get_object_or_404(session.rows.select_related("item__place"), number=number)
    shown = line(session, row=row)
    form = RowForm(request.POST, line=shown)
    try:
        shown = _repaired(request, session, row, form)
    except services.ImportRefused as refused:
        shown.error = str(refused)
    if getattr(request, "htmx", False):
        context = {"session": session, "line": shown, **_sums(session, request.GET.get("urteil", ""))}
        return render(request, "registry/_import_row_saved.html", context)
    if shown.error:
        return render(request, "registry/import_rows.html", _rows_context(request, session, failed=shown), status=422)
    target = redirect("registry:import_rows", session.uid)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    target["Location"] += f"{query}#zeile-{number}"
    return target


def _repaired(request: HttpRequest, session: ImportSession, row: ImportRow, form: RowForm) -> Line:
    """Do what was pressed; the row as it stands then, with a remark when the typed text is not taken yet."""
    by: Any = request.user
    action, _colon, column = form.action.partition(":")
    if action == "check":
        if remark := form.remark(session):
            shown = form.line
            shown.error = remark
            for field in shown.fields:
                field.typed = form.texts.get(field.column, "")
            return shown
        services.repair_row(row, cells=form.texts, by=by)
    elif action == "stay":
        services.repair_row(row, confirmed=[_number(column)], by=by)
    elif action in {"new", "update"}:
        services.repair_row(row, action=action, by=by)
    elif action == "no_mark":
        services.repair_row(row, accepted=["no_mark"], by=by)
    elif action == "skip":
        services.skip_row(row, by=by)
    elif action == "reopen":
        services.reopen_row(row, by=by)
    return line(session, row=row)


@company_required
@require_POST
def import_accept(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = own_session(request, uid)
    try:
        done = services.accept_suggestions(session, code=request.POST.get("code", ""), by=request.user)  # type: ignore[arg-type]
        text = ngettext("Ein Vorschlag übernommen.", "%(count)s Vorschläge übernommen.", done)
        messages.success(request, text % {"count": done})
    except services.ImportRefused as refused:
        messages.error(request, str(refused))
    return page_of(session)


@company_required
@require_POST
def import_commit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = own_session(request, uid)
    try:
        services.commit_import(session, by=request.user)  # type: ignore[arg-type]
    except services.ImportRefused as refused:
        messages.error(request, str(refused))
    return page_of(session)


@company_required
@require_http_methods(["GET", "POST"])
def import_undo(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = own_session(request, uid)
    if request.method == "GET":
        if session.committed_at is None or session.state in {*WORKING, State.UNDONE}:
            return page_of(session)
        return render(request, "registry/import_undo.html", {"session": session, "review": review(session)})
    try:
        services.undo_import(session, by=request.user)  # type: ignore[arg-type]
    except services.ImportRefused as refused:
        messages.error(request, str(refused))
    return page_of(session)


@company_required
@require_http_methods(["GET", "POST"])
def import_discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = own_session(request, uid)
    if request.method == "GET":
        return render(request, "registry/import_discard.html", {"session": session})
    try:
        services.discard_import(session, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("%(name)s ist gelöscht.") % {"name": session.filename})
    except services.ImportRefused as refused:
        messages.error(request, str(refused))
        return page_of(session)
    return redirect("registry:imports")


@company_required
@require_GET
def import_remarks(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = own_session(request, uid)
    return HttpResponse(
        remarks_csv(session),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="hinweise.csv"'},
    )


@company_required
@require_GET
def import_file(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """The file as it was uploaded, always as a download."""
    session = own_session(request, uid)
    try:
        file = session.file.open("rb")
    except (ValueError, FileNotFoundError) as error:  # its time was over
        raise Http404 from error
    kind = "application/octet-stream"
    return FileResponse(file, as_attachment=True, filename=session.filename, content_type=kind)
