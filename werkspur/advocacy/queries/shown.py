"""Which file of a thing the public may have: asked before every page and every download."""

from __future__ import annotations

from django.db.models import QuerySet

from werkspur.advocacy.models import Delivery, Document, Evidence, Reply


def copies_of(document: Document) -> QuerySet[Document]:
    """Return the redacted copies of a file, the newest first."""
    return Document.objects.filter(original=document).order_by("-pk")


def has_copy(document: Document) -> bool:
    """Say whether somebody has covered something in a file: then the file itself is never public."""
    return document.original_id is None and copies_of(document).exists()


def shown_file(thing: Delivery | Reply | Evidence) -> Document | None:
    """Return the file that everybody may have; None where only our words are shown.

    An original that was released stops being public in the moment in which a redacted copy of it is made.
    """
    document = thing.public_document if thing.public else None
    return None if document is None or has_copy(document) else document
