"""Documents of an item: the invoice, the registration of the maker. PDF as it came, pictures encoded anew."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkspur.journal.services import record
from werkspur.marks.clean import display
from werkspur.partners.models import Person
from werkspur.registry.models import Document, Item
from werkspur.registry.services.files import UploadRefused, delete_files_of, digest, refuse_empty
from werkspur.registry.services.photos import jpeg, upright
from werkspur.registry.services.trust import evidence_changed

MAX_BYTES = 20 * 1024 * 1024


def add_document(item: Item, *, upload: File[bytes], by: Person, name: str = "") -> Document:
    """Store a PDF or picture with an item; the same file twice is one.

    Raises:
        UploadRefused: it is empty, above 20 MB, or neither PDF nor JPEG, PNG, WebP or HEIC.
    """
    refuse_empty(upload)
    if upload.size > MAX_BYTES:
        raise UploadRefused(_("Die Datei ist größer als 20 MB. Speichern Sie sie kleiner oder in Teilen."))
    sha256 = digest(upload)
    there: Document | None = item.documents.filter(sha256=sha256).first()
    if there:
        return there
    content, content_type, ending = _content(upload)
    document = Document(item=item, sha256=sha256, content_type=content_type, size=len(content))
    document.name = _name(name or upload.name or "", ending=ending)
    document.file.save(f"{document.uid}{ending}", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            document.save()
            evidence_changed(item)
            record("registry.document_added", by=by, object=item, company=item.company)
    except BaseException as error:
        document.file.delete(save=False)
        twin: Document | None = (
            item.documents.filter(sha256=sha256).first() if isinstance(error, IntegrityError) else None
        )
        if twin:
            return twin
        raise
    return document


def remove_document(document: Document, *, by: Person) -> None:
    """Delete a document and its file."""
    with transaction.atomic():
        item = document.item
        delete_files_of(document)
        document.delete()
        evidence_changed(item)
        record("registry.document_removed", by=by, object=item, company=item.company)


def open_document(document: Document) -> IO[bytes]:
    """The file for reading. Raises: FileNotFoundError when it is gone from the data folder."""
    return document.file.open("rb")  # type: ignore[no-any-return]


def _content(upload: File[bytes]) -> tuple[bytes, str, str]:
    """Bytes to store, their content type and the ending of the name, judged by content."""
    start = upload.read(1024)
    upload.seek(0)
    if b"%PDF-" in start:
        return upload.read(), "application/pdf", ".pdf"
    try:
        return jpeg(upright(upload)), "image/jpeg", ".jpg"
    except UploadRefused as error:
        raise UploadRefused(_("Das ist weder ein PDF noch ein Bild. Wir nehmen PDF, JPEG und PNG.")) from error


def _name(name: str, *, ending: str) -> str:
    """A file name without folders and invisible characters that ends as its content does, at most 160 characters."""
    stem = PurePosixPath(display(name).replace("\\", "/")).name
    stem = re.sub(r'[<>:"|?*]', "", stem.removesuffix(PurePosixPath(stem).suffix)).strip(". ")
    return f"{(stem or _('Dokument'))[:150]}{ending}"
