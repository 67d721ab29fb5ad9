"""Documents of an item: always a download, never shown inside a page."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from werkspur.partners.permissions import company_required
from werkspur.registry import services
from werkspur.registry.forms.fields import too_large
from werkspur.registry.forms.files import DocumentForm
from werkspur.registry.models import Document
from werkspur.registry.views.found import own_item


def own_document(request: HttpRequest, uid: uuid.UUID) -> Document:
    """The document, or 404."""
    documents = Document.objects.visible_to(request.user)  # type: ignore[arg-type]
    found: Document = get_object_or_404(documents.select_related("item__company"), uid=uid)
    return found


@company_required
@require_GET
def document(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    found = own_document(request, uid)
    try:
        file = services.open_document(found)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=found.name, content_type=found.content_type)


@company_required
@require_http_methods(["GET", "POST"])
def document_new(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    item = own_item(request, uid)
    sent = request.method == "POST"
    form = DocumentForm(request.POST if sent else None, request.FILES if sent else None)
    if getattr(request, "upload_too_large", False):
        form.full_clean()
        too_large(form, field="document")
    if sent and form.is_valid():
        try:
            services.add_document(item, upload=form.cleaned_data["document"], by=request.user)  # type: ignore[arg-type]
        except services.UploadRefused as error:
            form.add_error("document", str(error))
        else:
            messages.success(request, _("Dokument gespeichert."))
            return redirect("registry:item", uid=item.uid)
    return render(request, "registry/document_new.html", {"item": item, "form": form})


@company_required
@require_http_methods(["GET", "POST"])
def document_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    found = own_document(request, uid)
    if request.method == "POST":
        item = found.item
        services.remove_document(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Dokument gelöscht."))
        return redirect("registry:item", uid=item.uid)
    return render(request, "registry/document_remove.html", {"document": found, "item": found.item})
