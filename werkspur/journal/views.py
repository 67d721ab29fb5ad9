"""The journal as the data-protection officer reads it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from werkspur.base import limits, progress, queue
from werkspur.base.formulas import harmless
from werkspur.base.permissions import role_required
from werkspur.journal import queries, services
from werkspur.journal.forms import FilterForm, SampleForm
from werkspur.journal.models import Entry, EntryQuerySet

PAGE = 50
data_protection_required = role_required("data_protection")  # the layer of the roles lies above this one


@data_protection_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET or None)
    if (filters := _filters(form)) and "seite" not in request.GET:
        services.note_search(filters=filters, by=request.user, origin=limits.address(request))
    page = Paginator(_wanted(request, form), PAGE).get_page(request.GET.get("seite"))
    context = {"form": form, "page": page, "sample_form": SampleForm(auto_id="stichprobe_%s")}
    return render(request, "journal/entries.html", context)


def _wanted(request: HttpRequest, form: FilterForm) -> EntryQuerySet:
    """The entries the filter asks for; all while it is empty, none while it makes no sense."""
    visible = Entry.objects.visible_to(request.user).order_by("-number")
    if not form.is_bound:
        return visible
    return queries.filtered(visible, **form.wish()) if form.is_valid() else visible.none()


def _filters(form: FilterForm) -> dict[str, str]:
    """What was asked for, as the journal keeps it."""
    return {name: str(value) for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}


@data_protection_required
@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Entry.objects.visible_to(request.user), number=number)
    details = json.dumps(found.details, ensure_ascii=False, indent=2, sort_keys=True) if found.details else ""
    context = {"entry": found, "details": details, "digest": _groups(found.digest), "previous": _groups(found.previous)}
    return render(request, "journal/entry.html", context)


def _groups(digest: str) -> list[str]:
    """Eight characters each, to be compared by eye and wrapped on a phone."""
    return [digest[at : at + 8] for at in range(0, len(digest), 8)]


@data_protection_required
@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Draw look-ups at random; how they were drawn stands in the journal and can be repeated."""
    form = SampleForm(request.POST, auto_id="stichprobe_%s")
    if not form.is_valid():
        page = Paginator(_wanted(request, FilterForm()), PAGE).get_page(1)
        context = {"form": FilterForm(), "page": page, "sample_form": form}
        return render(request, "journal/entries.html", context, status=422)
    drawn = services.draw_sample(
        size=form.cleaned_data["anzahl"],
        since=form.cleaned_data["von"],
        until=form.cleaned_data["bis"],
        by=request.user,
        origin=limits.address(request),
    )
    return redirect("journal:sample_drawn", number=drawn.number)


@data_protection_required
@require_safe
def sample_drawn(request: HttpRequest, number: int) -> HttpResponse:
    visible = Entry.objects.visible_to(request.user)
    drawn = get_object_or_404(visible.filter(verb="journal.sample_drawn"), number=number)
    return render(request, "journal/sample_drawn.html", {"drawn": drawn, "entries": queries.sample(drawn)})


@data_protection_required
@require_POST
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered entries as CSV, oldest first; that they were taken out is the first thing noted."""
    form = FilterForm(request.POST)
    wanted = _wanted(request, form).order_by("number")
    services.note_export(filters=_filters(form), count=wanted.count(), by=request.user, origin=limits.address(request))
    name = f"journal-{timezone.localdate():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        _lines(wanted),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


class _Line:
    """What csv.writer writes into: hands every line on."""

    def write(self, line: str) -> str:
        return line


def _lines(wanted: EntryQuerySet) -> Iterator[str]:
    columns = [field for field in Entry._meta.concrete_fields if field.name != "previous"]
    writer = csv.writer(_Line(), delimiter=";")
    yield "\N{BOM}" + writer.writerow([harmless(column.verbose_name) for column in columns])
    for found in wanted.iterator(chunk_size=2000):
        yield writer.writerow([harmless(_cell(getattr(found, column.name))) for column in columns])


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
    return value.isoformat() if hasattr(value, "isoformat") else value


@data_protection_required
def verification(request: HttpRequest) -> HttpResponse:
    """Verify the whole chain in the background (POST), show how far it is and what was found."""
    if request.method == "POST":
        services.start_verification(by=request.user, origin=limits.address(request))
        return redirect("journal:verification")
    state = queue.state(run) if (run := queries.verification_run()) else ""
    found: queries.Verification | None = cache.get(queries.RESULT)
    context = {
        "running": state in {"READY", "RUNNING"},
        "failed": state == "FAILED",
        "progress": progress.read(queries.PROGRESS),
        "found": found,
        "findings": [(finding, queries.sentence(finding)) for finding in found.findings] if found else [],
        "label": _("Einträge werden geprüft"),
    }
    return render(request, "journal/verification.html", context)
