"""Materials: hosts keep them, everybody or the registered ones have them from a moment on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.base.secret import secret_page
from werkspur.forums.forms.aftermath import MaterialChangeForm, MaterialForm
from werkspur.forums.models import Event, Material, Registration
from werkspur.forums.queries import aftermath
from werkspur.forums.services import links
from werkspur.forums.services import materials as services
from werkspur.forums.services.refusals import EventRefused, RegistrationRefused
from werkspur.forums.views.planning.access import kept_event, staff
from werkspur.partners.requests import PersonRequest
from werkspur.registry.forms.fields import too_large
from werkspur.registry.services.files import UploadRefused


@secret_page
@require_safe
def material(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Hand out a file, or go on to an address; 404 for what may not be seen or not yet."""
    found = get_object_or_404(Material.objects.select_related("event"), uid=uid)
    registration = _registration(request.GET.get("anmeldung", ""))
    if not aftermath.may_see(found, person=request.user, registration=registration, now=timezone.now()):
        raise Http404
    if found.address:
        return HttpResponseRedirect(found.address)
    try:
        file = services.open_material(found)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=found.name, content_type=services.content_type(found))


def _registration(token: str) -> Registration | None:
    """The registration of a link in a mail, if it is one."""
    if not token:
        return None
    try:
        return links.find(token, purpose=links.MANAGE, now=timezone.now()).registration
    except RegistrationRefused:
        return None


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What there is, and a form for more."""
    event = kept_event(request, str(uid))
    sent = request.method == "POST"
    form = MaterialForm(request.POST if sent else None, request.FILES if sent else None)
    if getattr(request, "upload_too_large", False):
        form.full_clean()
        too_large(form, field="file")
    if sent and form.is_valid() and _added(event, form, by=request.user):
        messages.success(request, _("Gespeichert."))
        return redirect("forums:materials", uid=event.uid)
    context = {"event": event, "form": form, "rows": Material.objects.filter(event=event), "now": timezone.now()}
    return render(request, "forums/aftermath/materials_kept.html", context, status=422 if form.errors else 200)


def _added(event: Event, form: Form, *, by: Any) -> bool:
    values = form.cleaned_data
    try:
        handed = services.prepare(values["file"]) if values["file"] else None
        services.add_material(
            event, title=values["title"], handed=handed, address=values["address"], audience=values["audience"],
            visible_from=values["visible_from"], by=by,
        )  # fmt: skip
    except UploadRefused as error:
        form.add_error("file", str(error))
    except EventRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
    return not form.errors


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def material_edit(request: PersonRequest, uid: UUID) -> HttpResponse:
    """What it is called, for whom, from when on."""
    found = _kept(request, uid)
    form = MaterialChangeForm(
        request.POST if request.method == "POST" else None, initial=MaterialChangeForm.of(found)
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        order = found.order if values["order"] is None else values["order"]
        try:
            services.change_material(
                found, title=values["title"], audience=values["audience"], visible_from=values["visible_from"],
                order=order, by=request.user,
            )  # fmt: skip
        except EventRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Gespeichert."))
            return redirect("forums:materials", uid=found.event.uid)
    context = {"material": found, "event": found.event, "form": form}
    return render(request, "forums/aftermath/material_edit.html", context, status=422 if form.errors else 200)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def material_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Delete it, after asking once."""
    found = _kept(request, uid)
    if request.method == "POST":
        services.remove_material(found, by=request.user)
        messages.success(request, _("„%(title)s“ ist gelöscht.") % {"title": found.title})
        return redirect("forums:materials", uid=found.event.uid)
    return render(request, "forums/aftermath/material_remove.html", {"material": found, "event": found.event})


def _kept(request: PersonRequest, uid: UUID) -> Material:
    rows = Material.objects.filter(event__in=Event.objects.kept_by(request.user)).select_related("event")
    return get_object_or_404(rows, uid=uid)
