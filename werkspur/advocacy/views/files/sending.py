"""Handing out a file. Who may have it is decided by whoever calls."""

from __future__ import annotations

from django.http import FileResponse, Http404

from werkspur.advocacy.models import Document
from werkspur.advocacy.services import documents

#: what a browser may show itself; a PDF in its own viewer, without scripts of ours around it
_SHOWN = (documents.PDF, documents.JPEG)


def send(document: Document, *, download: bool = False) -> FileResponse:
    """Answer a file under its own name. Raises Http404 when it is gone from the data folder."""
    try:
        file = documents.open_document(document)
    except FileNotFoundError as error:
        raise Http404 from error
    shown = document.media_type in _SHOWN and not download
    response = FileResponse(
        file, as_attachment=not shown, filename=document.name, content_type=document.media_type
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    return response
