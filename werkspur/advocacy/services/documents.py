"""Files of the work: taken in by their content, kept, and read in the queue."""

from __future__ import annotations

import io
import re
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Document, SearchText
from werkspur.base import pdfpages
from werkspur.base.queue import enqueue
from werkspur.journal.services import record
from werkspur.partners.rules import tidy
from werkspur.registry.services.files import UploadRefused, digest, refuse_empty
from werkspur.registry.services.photos import jpeg, upright

MAX_BYTES = 100 * 1024 * 1024
MOST_PAGES = 1500
#: a file that was handed in and then not used, or whose answer was taken back
UNUSED = timedelta(days=30)
#: files of one night
AT_ONCE = 500
PDF, JPEG, TEXT, MAIL = "application/pdf", "image/jpeg", "text/plain", "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", TEXT: ".txt", MAIL: ".eml", DOCX: ".docx", ODT: ".odt"}
_PROGRAMS = (b"\x7fELF", b"MZ", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_BLANK = 32
_MAIL_BEGINS = re.compile(rb"(?:[!-9;-~]+:[ \t][^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}")
_MAIL_HAS = re.compile(rb"^(?:from|date|subject|received|message-id):", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Prepared:
    """A file made ready: bytes to store, what they are, name to hand out, digest of the bytes as they came, pages."""

    content: bytes
    media_type: str
    name: str
    sha256: str
    pages: int


def prepare(upload: File[bytes] | bytes, *, name: str = "") -> Prepared:
    """Look what a file is, by its content; pictures are encoded anew. Slow, so it is done before a transaction.

    Raises:
        UploadRefused: empty, too large, broken, locked by a password, or nothing that belongs here.
    """
    file: File[bytes] = ContentFile(upload, name=name) if isinstance(upload, bytes) else upload
    refuse_empty(file)
    if (file.size or 0) > MAX_BYTES:
        raise UploadRefused(_("Die Datei ist größer als %d MB. Teilen oder verkleinern Sie sie.") % (MAX_BYTES >> 20))
    sha256 = digest(file)
    content, media_type, pages = _content(file)
    return Prepared(content, media_type, _name(name or file.name or "", ending=ENDINGS[media_type]), sha256, pages)


def keep(upload: File[bytes] | bytes | Prepared, *, title: str, by: Any, name: str = "") -> Document:
    """Store a file; its words are read in the queue. A file that no row names in the end is cleaned up at night.

    Args:
        upload: what somebody handed in, bytes of our own, or what `prepare` made of either.
        title: what people call it; without one its name.
        name: how it is handed out; only needed with bytes.

    Raises:
        UploadRefused: see `prepare`.
    """
    ready = upload if isinstance(upload, Prepared) else prepare(upload, name=name)
    return store(Document(title=tidy(title)[:200] or ready.name), ready, by=by)


def store(document: Document, ready: Prepared, *, by: Any) -> Document:
    """Write file and row of a new document."""
    document.name, document.media_type, document.pages = ready.name, ready.media_type, ready.pages
    document.size, document.sha256 = len(ready.content), ready.sha256
    document.uploaded_by = by if getattr(by, "pk", None) else None
    if ready.media_type == JPEG:
        document.text_state = Document.TextState.NONE
    document.file.save(f"{document.uid}{ENDINGS[ready.media_type]}", ContentFile(ready.content), save=False)
    try:
        with transaction.atomic():
            if document.original is not None:
                Document.objects.select_for_update(no_key=True).filter(pk=document.original.pk).first()
            document.save()
            if document.text_state == Document.TextState.WAITING:
                from werkspur.advocacy.tasks import read_document

                enqueue(read_document, str(document.uid))
            verb = "advocacy.document_kept"
            if document.original is not None:  # from now on nobody outside finds the words of the original
                SearchText.objects.filter(kind="document", key=str(document.original.uid)).update(public=False)
                verb = "advocacy.document_redacted"
            record(verb, by=by, object=document)
    except BaseException:
        document.file.delete(save=False)
        raise
    return document


def remove(document: Document, *, by: Any) -> None:
    """Delete a document that nothing refers to, with its redacted copies.

    Raises:
        ProtectedError: something refers to it.
    """
    from werkspur.advocacy.services import indexing

    with transaction.atomic():
        every = [document, *document.redacted.all()]
        for one in every:
            if one.file.name:
                transaction.on_commit(partial(one.file.storage.delete, one.file.name))
            indexing.forget("document", one.uid)
        document.delete()
        record("advocacy.document_removed", by=by, object=document)


def remove_unused(before: date) -> int:
    """Delete files older than that day (UTC) to which nothing refers any more; answers how many."""
    from werkspur.advocacy.queries.documents import unused

    old = list(unused().filter(created_at__date__lt=before).order_by("pk")[:AT_ONCE])
    for document in old:
        remove(document, by="system")
    return len(old)


def open_document(document: Document) -> IO[bytes]:
    """The file for reading. Raises FileNotFoundError when it is gone from the data folder."""
    return document.file.open("rb")  # type: ignore[no-any-return]


def content(document: Document) -> bytes:
    """All bytes of the file. Raises FileNotFoundError when it is gone from the data folder."""
    with open_document(document) as file:
        return file.read()


def path_of(document: Document) -> Path:
    """Where the file lies."""
    return Path(document.file.path)


def trouble(error: pdfpages.PdfTrouble) -> str:
    """Return what is wrong with a PDF as a sentence."""
    return {
        pdfpages.BROKEN: _("Das PDF ist beschädigt oder nicht vollständig. Speichern Sie es noch einmal als PDF."),
        pdfpages.LOCKED: _("Das PDF ist mit einem Kennwort geschützt. Speichern Sie es ohne Kennwort."),
        pdfpages.LOST: _("Diese Seite gibt es in der Datei nicht."),
    }.get(
        error.kind,
        _("Das PDF lässt sich nicht in vertretbarer Zeit lesen. Drucken Sie es in ein neues PDF, und nehmen Sie das."),
    )


# What a file is ----------------------------------------------------------------------------------------------------


def _content(file: File[bytes]) -> tuple[bytes, str, int]:
    """Bytes to store, their kind, and how many pages they have, 0 where that is not known yet."""
    start = file.read(4096)
    file.seek(0)
    if start.startswith(_PROGRAMS):
        raise UploadRefused(" ".join((_("Das ist ein Programm."), _kinds())))
    if b"%PDF-" in start[:1024]:
        return _pdf(file)
    if start.startswith(b"PK\x03\x04"):
        return _office(file)
    if (text := _text(file, start=start)) is not None:
        return text
    try:
        return jpeg(upright(file)), JPEG, 1
    except UploadRefused as error:
        picture = start.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF")) or start[4:8] == b"ftyp"
        raise (error if picture else UploadRefused(_kinds())) from error


def _kinds() -> str:
    return _("Wir nehmen PDF, Bilder, Texte (TXT), E-Mails (EML) und Dokumente (DOCX, ODT).")


def _pdf(file: File[bytes]) -> tuple[bytes, str, int]:
    content = file.read()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        copy.write(content)
        copy.flush()
        try:
            pages = pdfpages.count_pages(Path(copy.name))
        except pdfpages.PdfTrouble as error:
            raise UploadRefused(trouble(error)) from error
    if pages > MOST_PAGES:
        raise UploadRefused(_("Das PDF hat mehr als %d Seiten. Teilen Sie es.") % MOST_PAGES)
    return content, PDF, pages


def _office(file: File[bytes]) -> tuple[bytes, str, int]:
    from werkspur.advocacy.services.office import Unreadable, office_kind

    content = file.read()
    try:
        kind = office_kind(io.BytesIO(content))
    except Unreadable as error:
        raise UploadRefused(_("Die Datei ist beschädigt. Speichern Sie sie noch einmal.")) from error
    if kind == "macros":
        raise UploadRefused(_("Die Datei enthält Makros. Speichern Sie sie ohne, oder als PDF."))
    if kind not in {"docx", "odt"}:
        raise UploadRefused(_kinds())
    return content, DOCX if kind == "docx" else ODT, 0


def _text(file: File[bytes], *, start: bytes) -> tuple[bytes, str, int] | None:
    """A text or a mail; None for what is neither."""
    if any(byte < _BLANK and byte not in b"\t\n\r\f\x1b" for byte in start):
        return None
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise UploadRefused(_kinds())
    content = file.read()
    mail = _MAIL_BEGINS.match(start) and _MAIL_HAS.search(start)
    return content, MAIL if mail else TEXT, 0


def _name(name: str, *, ending: str) -> str:
    """A file name without folders and invisible characters that ends as its content does, at most 160 characters."""
    stem = PurePosixPath(tidy(name).replace("\\", "/")).name
    stem = re.sub(r'[<>:"|?*]', "", stem.removesuffix(PurePosixPath(stem).suffix)).strip(". ")
    return f"{(stem or _('Datei'))[:150]}{ending}"
