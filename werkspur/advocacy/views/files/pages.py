"""One file: its pages as pictures with their words, what it belongs to, its redacted copies."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkspur.advocacy.forms.files import PageSearchForm
from werkspur.advocacy.models import Document
from werkspur.advocacy.queries import documents as queries
from werkspur.advocacy.queries import search as searching
from werkspur.advocacy.services import documents, reading, redaction
from werkspur.advocacy.views.access import chamber, seen_demands, staff
from werkspur.advocacy.views.files.sending import send
from werkspur.base import pdfpages, progress
from werkspur.partners.requests import PersonRequest

#: pixels of the width of a page
WIDTH = 1200
#: pages of one file that are listed for a word
MOST_PAGES = 60


def seen(request: PersonRequest, uid: UUID) -> Document:
    """Return a file that this person may see. Raises Http404."""
    rows = queries.visible_to(request.user).select_related("original", "uploaded_by")
    return get_object_or_404(rows, uid=uid)


def kept(request: PersonRequest, uid: UUID) -> Document:
    """Return a file that this person may change. Raises Http404."""
    return get_object_or_404(queries.kept_by(request.user).select_related("original", "uploaded_by"), uid=uid)


def page_number(document: Document, asked: str | None) -> int:
    """Return the page that is asked for, or the nearest there is."""
    wanted = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return max(1, min(wanted, document.pages or 1))


@staff
@require_safe
def document(request: PersonRequest, uid: UUID) -> HttpResponse:
    """A page of it as a picture, beside it the words; from there into a quotation."""
    found = seen(request, uid)
    number, demand = page_number(found, request.GET.get("seite")), queries.demand_of(found)
    form = PageSearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    hits = searching.find(words, person=request.user, limit=MOST_PAGES, document=found)
    page = found.texts.filter(number=number).first()
    writes = queries.kept_by(request.user).filter(pk=found.pk).exists()
    if demand and not seen_demands(request).filter(pk=demand.pk).exists():
        demand = None  # the police see a paper that also belongs to what they do not bear
    context = {
        "document": found, "number": number, "demand": demand, "form": form, "words": words, "hits": hits,
        "text": page.text if page else "", "copies": found.redacted.all(), "writes": writes,
        "has_pictures": found.media_type in (documents.PDF, documents.JPEG),
        "reading": progress.read(reading.progress_key(found)),
        "redacting": progress.read(redaction.progress_key(found)),
        "refused": redaction.refused(found) if writes else "",
        "quote": _quote(found, number=number, demand=demand) if writes else "",
        "removable": writes and not queries.is_used(found),
    }  # fmt: skip
    return render(request, "advocacy/files/document.html", context)


def _quote(found: Document, *, number: int, demand: object) -> str:
    """Where a quotation from this page is written down."""
    if demand is None:
        return ""
    address = reverse("advocacy:quotation_new", args=[demand.uid])  # type: ignore[attr-defined]
    return f"{address}?datei={found.uid}&seite={number}"


@staff
@require_safe
def document_file(request: PersonRequest, uid: UUID) -> HttpResponseBase:
    """The file itself."""
    return send(seen(request, uid), download="sichern" in request.GET)


@staff
@require_safe
def document_page(request: PersonRequest, uid: UUID, number: int) -> HttpResponseBase:
    """A page as a picture."""
    found = seen(request, uid)
    if found.media_type == documents.JPEG:
        return send(found)
    if found.media_type != documents.PDF or not 1 <= number <= found.pages:
        raise Http404
    try:
        picture = pdfpages.picture(documents.path_of(found), page=number, width=WIDTH)
    except pdfpages.PdfTrouble as error:
        raise Http404(documents.trouble(error)) from error
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(picture, content_type=documents.JPEG, headers=headers)


@chamber
@require_http_methods(["GET", "HEAD", "POST"])
def document_remove(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Delete a file that nothing refers to, after asking once."""
    found = kept(request, uid)
    used = queries.is_used(found)
    if request.method == "POST" and not used:
        documents.remove(found, by=request.user)
        messages.success(request, _("„%(title)s“ ist gelöscht.") % {"title": found.title})
        if found.original is not None:
            return redirect("advocacy:document", uid=found.original.uid)
        return redirect("advocacy:search")
    status = 409 if request.method == "POST" else 200
    return render(request, "advocacy/files/document_remove.html", {"document": found, "used": used}, status=status)
