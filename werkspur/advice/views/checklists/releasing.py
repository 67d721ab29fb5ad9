"""From a released version to a draft, and from the draft to the next release."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from werkspur.advice.forms.checklists import ReleaseForm
from werkspur.advice.models import ChecklistVersion
from werkspur.advice.queries import checklists
from werkspur.advice.services import checklists as services
from werkspur.advice.views.checklists.reading import faults_told, sentences, version_or_404
from werkspur.partners.permissions import advice_required
from werkspur.partners.requests import PersonRequest


def to_version(version: ChecklistVersion) -> HttpResponse:
    return redirect("advice:checklist_version", slug=version.checklist.slug, number=version.number)


@advice_required
@require_POST
def checklist_draft(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Begin a draft from this version, or go on with the one there is."""
    return to_version(services.draft_version(version_or_404(slug, number), by=request.user))


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def checklist_discard(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    version = version_or_404(slug, number)
    if request.method == "POST":
        try:
            services.discard_draft(version, by=request.user)
        except services.NotADraft as error:
            messages.warning(request, str(error))
            return to_version(version)
        messages.success(request, _("Der Entwurf ist verworfen."))
        return redirect("advice:checklists")
    context = {
        "version": version,
        "title": _("Entwurf verwerfen"),
        "text": _("Alle Änderungen dieses Entwurfs sind dann weg. Die freigegebene Fassung bleibt, wie sie ist."),
    }
    return render(request, "advice/checklists/confirm.html", context)


@advice_required
@require_http_methods(["GET", "HEAD", "POST"])
def checklist_release(request: PersonRequest, slug: str, number: int) -> HttpResponse:
    """Show what will change, ask for a note, and release."""
    version = version_or_404(slug, number)
    form = ReleaseForm(request.POST or None, initial={"note": version.note})
    told = faults_told(version)
    if version.state != ChecklistVersion.State.DRAFT:
        messages.warning(request, str(services.NotADraft()))
        return to_version(version)
    if request.method == "POST" and form.is_valid():
        try:
            services.release_version(version, note=form.cleaned_data["note"], by=request.user)
        except services.NotADraft as error:
            messages.warning(request, str(error))
            return to_version(version)
        except services.NotReleasable as error:
            told = sentences([fault for fault in error.faults if fault.code != "note"])
            for fault in error.faults:
                if fault.code == "note":
                    form.add_error("note", checklists.told(fault))
        else:
            messages.success(request, _("Freigegeben. Ab jetzt wird nach dieser Fassung gefragt."))
            return to_version(version)
    before = version.checklist.versions.filter(state=ChecklistVersion.State.RELEASED).first()
    context = {
        "version": version,
        "form": form,
        "faults": told,
        "before": before,
        "changes": checklists.difference(before, version) if before else [],
    }
    return render(request, "advice/checklists/release.html", context)
