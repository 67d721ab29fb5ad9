"""Reading checklists, also versions that are no longer asked, and what changed between two."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from werkspur.advice.models import ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.rules.releasing import Fault
from werkspur.base.permissions import role_required
from werkspur.partners.models import Role

reader_required = role_required(Role.Kind.POLICE_ADVICE, Role.Kind.CHAMBER)


def version_or_404(slug: str, number: int) -> ChecklistVersion:
    found = ChecklistVersion.objects.select_related("checklist", "released_by")
    return get_object_or_404(found, checklist__slug=slug, number=number)


@reader_required
@require_safe
def checklists_all(request: HttpRequest) -> HttpResponse:
    return render(request, "advice/checklists/all.html", {"checklists": checklists.lists()})


@reader_required
@require_safe
def checklist_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = version_or_404(slug, number)
    found = checklists.categories(version)
    context = {
        "version": version,
        "categories": found,
        "sum": sum(category.share for category in found),
        "before": version.checklist.versions.filter(number__lt=number).first(),
        "may_edit": request.user.is_authenticated and request.user.has_role(Role.Kind.POLICE_ADVICE),
        "faults": faults_told(version),
    }
    return render(request, "advice/checklists/version.html", context)


def faults_told(version: ChecklistVersion) -> list[str]:
    """What a draft still lacks, apart from the note, which is asked for when it is released."""
    if version.state != ChecklistVersion.State.DRAFT:
        return []
    return sentences(checklists.faults_of(version, note=version.note or "–"))


def sentences(faults: list[Fault]) -> list[str]:
    return [checklists.told(fault) for fault in faults]


@reader_required
@require_safe
def checklist_difference(request: HttpRequest, slug: str, number: int, before: int) -> HttpResponse:
    old, new = version_or_404(slug, before), version_or_404(slug, number)
    context = {"before": old, "version": new, "changes": checklists.difference(old, new)}
    return render(request, "advice/checklists/difference.html", context)
