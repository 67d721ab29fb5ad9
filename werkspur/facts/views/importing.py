"""Imports of figures for the chambers: bring files or a figure, read what was found, publish, withdraw, bring back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkspur.base import progress, queue
from werkspur.base.middleware import keeps_typed
from werkspur.facts.forms.importing import FigureForm, ImportsFilter, UploadForm, WithdrawForm, YearForm
from werkspur.facts.models import Import, Offence
from werkspur.facts.queries import imports as queries
from werkspur.facts.queries import report
from werkspur.facts.queries.effect import as_csv, effect
from werkspur.facts.services import imports as services
from werkspur.facts.services import own_figures, uploads
from werkspur.facts.services.reading import progress_key
from werkspur.partners.permissions import chamber_required
from werkspur.partners.requests import PersonRequest

State = Import.State
PER_PAGE, CHANGES_PER_PAGE = 25, 50


@chamber_required
@require_GET
def imports(request: PersonRequest) -> HttpResponse:
    """Every import, those that wait first for whoever asks for nothing else."""
    form = ImportsFilter(request.GET or None)
    wish = form.cleaned_data if form.is_valid() else {}
    mine = Import.objects.visible_to(request.user)
    found = mine.select_related("by", "published_by").defer("report")
    if text := wish.get("q", "").strip():
        found = found.matching(text)
    if wish.get("state"):
        found = found.filter(state=wish["state"])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "form": form,
        "page": page,
        "entries": [(one, report.refusal(one.refusal)) for one in page],
        "filtered": any(wish.values()),
        "waiting": Import.objects.to_publish_by(request.user).count(),
        "reading": mine.filter(state=State.READING).count(),
    }
    if getattr(request, "htmx", False):
        done = not context["reading"]
        return HttpResponse(headers={"HX-Refresh": "true"}) if done else _part(request, "_imports_reading", context)
    return render(request, "facts/imports.html", context)


def _part(request: PersonRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"facts/{name}.html", context)


@chamber_required
@require_http_methods(["GET", "POST"])
def import_new(request: PersonRequest) -> HttpResponse:
    """Bring one or several files."""
    if request.method == "GET":
        return render(request, "facts/import_new.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES, too_large=getattr(request, "upload_too_large", False))
    if not form.is_valid():
        return render(request, "facts/import_new.html", {"form": form}, status=422)
    files, year = form.cleaned_data["tables"], form.cleaned_data["year"]
    kept = [
        uploads.keep_upload(one.read(), name=str(one.name), by=request.user, year=year, at_once=len(files) == 1)
        for one in files
    ]
    if len({one.pk for one in kept}) == 1:
        return redirect("facts:import_detail", uid=kept[0].uid)
    text = ngettext("Eine Datei ist da.", "%(count)s Dateien sind da.", len(kept)) % {"count": len(kept)}
    messages.success(request, text)
    return redirect("facts:imports")


@chamber_required
@require_GET
def import_template(request: PersonRequest) -> HttpResponse:
    """An empty table for figures of our own."""
    disposition = 'attachment; filename="eigene-zahlen.csv"'
    return HttpResponse(
        own_figures.template(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@chamber_required
@require_http_methods(["GET", "POST"])
@keeps_typed
def figure_new(request: PersonRequest) -> HttpResponse:
    """Enter one figure that the BKA does not publish."""
    form = FigureForm(request.POST or None, initial={"area": request.GET.get("gebiet", "14PDL")})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = form.cleaned_data
            one = own_figures.enter_figure(**values, by=request.user)
            if one.state != State.REFUSED:
                return redirect("facts:import_detail", uid=one.uid)
            form.add_error(None, report.refusal(one.refusal))
    keys = Offence.objects.filter(for_business=True)
    return render(request, "facts/figure_new.html", {"form": form, "keys": keys}, status=status)


@chamber_required
@require_GET
def import_detail(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The progress while the file is read, then what was found."""
    imported = _own(request, uid)
    by_htmx = bool(getattr(request, "htmx", False))
    if imported.state == State.READING:
        told = progress.read(progress_key(imported))
        text = _(told.text) if told else ""
        context = {"imported": imported, "progress": told, "text": text, "waiting": queue.waiting()}
        return _part(request, "_import_progress" if by_htmx else "import_progress", context)
    if by_htmx:
        return HttpResponse(headers={"HX-Redirect": reverse("facts:import_detail", args=[uid])})
    if imported.state == State.REFUSED:
        return _refused(request, imported, form=YearForm())
    return render(request, "facts/import_detail.html", _detail_context(request, imported))


def _refused(request: PersonRequest, imported: Import, *, form: YearForm) -> HttpResponse:
    context = {
        "imported": imported,
        "problem": report.refusal(imported.refusal),
        "form": form if uploads.needs_year(imported) and imported.file else None,
        "history": queries.history(imported),
    }
    return render(request, "facts/import_refused.html", context, status=422 if form.is_bound else 200)


def _detail_context(request: PersonRequest, imported: Import) -> dict[str, Any]:
    found = effect(imported) if imported.state != State.PUBLISHED else None
    page = Paginator(found.changed, CHANGES_PER_PAGE).get_page(request.GET.get("seite")) if found else None
    lines = queries.check_lines(imported)
    holding, values = queries.held(imported)
    return {
        "imported": imported,
        "summary": queries.summary(imported),
        "lines": lines,
        "findings": sum(line.failed for line in lines),
        "unknown": imported.report.get("unknown_keys", []),
        "effect": found,
        "page": page,
        "history": queries.history(imported),
        "together": queries.together(imported),
        "examples": list(queries.examples(imported)),
        "holding": holding,
        "values": values,
        "is_first": imported.by_id == request.user.pk,
        "others": queries.second_people(imported),
        "step": {State.CHECKED: 3, State.PUBLISHED: 5, State.REPLACED: 5}.get(State(imported.state), 2),
    }


@chamber_required
@require_POST
def import_year(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Tell the year that a refused file lacks."""
    imported, form = _own(request, uid), YearForm(request.POST)
    if not form.is_valid() and uploads.needs_year(imported):
        return _refused(request, imported, form=form)
    if form.is_valid():
        _do(request, uploads.give_year, imported, year=form.cleaned_data["year"])
    return redirect("facts:import_detail", uid=uid)


@chamber_required
@require_POST
def import_publish(request: PersonRequest, uid: UUID) -> HttpResponse:
    done = _("Veröffentlicht. Die Zahlen sind jetzt für alle zu sehen.")
    return _do(request, services.publish_import, _own(request, uid), done=done)


@chamber_required
@require_POST
def import_bring_back(request: PersonRequest, uid: UUID) -> HttpResponse:
    return _do(request, services.bring_back, _own(request, uid), done=_("Zurückgeholt. Diese Zahlen gelten wieder."))


@chamber_required
@require_http_methods(["GET", "POST"])
def import_withdraw(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Ask for the reason and take an import back."""
    imported = _own(request, uid)
    if imported.state not in (State.CHECKED, State.PUBLISHED, State.REPLACED):
        return redirect("facts:import_detail", uid=uid)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        done = _("Zurückgezogen. Wo es frühere Zahlen gibt, gelten sie wieder.")
        return _do(request, services.withdraw_import, imported, done=done, reason=form.cleaned_data["reason"])
    holding, values = queries.held(imported)
    context = {"imported": imported, "form": form, "holding": holding, "values": values}
    return render(request, "facts/import_withdraw.html", context, status=422 if form.is_bound else 200)


def _do(request: PersonRequest, verb: Any, imported: Import, *, done: str = "", **more: Any) -> HttpResponseRedirect:
    """Do it and say so, or say why not."""
    try:
        verb(imported, by=request.user, **more)
        if done:
            messages.success(request, done)
    except services.ImportRefused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("facts:import_detail", args=[imported.uid]))


@chamber_required
@require_GET
def import_changes(request: PersonRequest, uid: UUID) -> StreamingHttpResponse:
    """Every value that would be another, as a table."""
    lines = as_csv(effect(_own(request, uid)))
    disposition = f'attachment; filename="aenderungen-{str(uid)[:8]}.csv"'
    return StreamingHttpResponse(
        lines, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )


@chamber_required
@require_GET
def import_file(request: PersonRequest, uid: UUID) -> FileResponse:
    """The file as it was uploaded, always as a download."""
    imported = _own(request, uid)
    kept = Import.objects.filter(sha256=imported.sha256).exclude(file="").first()
    try:
        file = kept.file.open("rb") if kept else None
    except FileNotFoundError:
        file = None
    if file is None:
        raise Http404
    name = imported.filename if kept == imported else "archiv.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")


def _own(request: PersonRequest, uid: UUID) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user).select_related("by", "published_by"), uid=uid)
