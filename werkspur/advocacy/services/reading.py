"""The words of documents, read in the queue: some pages in each turn, and further after a crash where it stood."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Document, DocumentPage
from werkspur.advocacy.queries.documents import demand_of, is_public
from werkspur.advocacy.services import documents, indexing, office
from werkspur.base import pdfpages, progress

#: pages that are asked for at once
AT_ONCE = 40
#: seconds of one turn; then mail and other tasks have theirs
TURN = 8
States = Document.TextState


def progress_key(document: Document) -> str:
    """Name of the progress of this document."""
    return f"advocacy:document:{document.uid}"


def read_on(document: Document, *, failed: bool = False, seconds: float = TURN) -> tuple[bool, bool]:
    """Read the words of a document for some seconds.

    Args:
        failed: in an earlier turn there was a page that could not be read.

    Returns:
        whether it is read to its end, and whether a page could not be read.
    """
    if document.text_state != States.WAITING:
        return True, failed
    try:
        if document.media_type != documents.PDF:
            done = _read_text(document, seconds=seconds)
        else:
            done, failed = _read_pages(document, failed=failed, seconds=seconds)
        if not done:
            return False, failed
    except (office.Unreadable, FileNotFoundError):
        failed = True
    _end(document, failed=failed)
    return True, failed


def _text_of(document: Document) -> str:
    with documents.open_document(document) as file:
        if document.media_type in (documents.DOCX, documents.ODT):
            return office.office_text(file, kind="docx" if document.media_type == documents.DOCX else "odt")
        words: Callable[[bytes], str] = office.mail_text if document.media_type == documents.MAIL else office.plain_text
        return words(file.read())


def _read_text(document: Document, *, seconds: float) -> bool:
    """Keep the words of what has no pages of its own, some at a time, so that nobody waits long for the database."""
    until = time.monotonic() + seconds
    pages = office.in_pages(_text_of(document))[: documents.MOST_PAGES]
    first = document.texts.count() + 1
    while first <= len(pages):
        _keep_pages(document, first=first, texts=pages[first - 1 : first - 1 + AT_ONCE])
        first += AT_ONCE
        progress.report(progress_key(document), min(first - 1, len(pages)), len(pages), _("Seiten werden gelesen"))
        if time.monotonic() > until:
            break
    document.pages = len(pages)
    document.save(update_fields=["pages", "updated_at"])
    return first > len(pages)


def _read_pages(document: Document, *, failed: bool, seconds: float) -> tuple[bool, bool]:
    until = time.monotonic() + seconds
    first = document.texts.count() + 1
    while first <= document.pages:
        texts, lost = _texts(document, first=first, last=min(first + AT_ONCE - 1, document.pages))
        _keep_pages(document, first=first, texts=texts)
        first, failed = first + len(texts), failed or lost
        progress.report(progress_key(document), first - 1, document.pages, _("Seiten werden gelesen"))
        if time.monotonic() > until:
            break
    return first > document.pages, failed


def _texts(document: Document, *, first: int, last: int) -> tuple[list[str], bool]:
    """The words of some pages; when they bring the reader down, page by page, and "" for the one that does."""
    path = documents.path_of(document)
    try:
        return pdfpages.texts(path, first=first, last=last), False
    except pdfpages.PdfTrouble:
        if not path.exists():
            raise FileNotFoundError(path) from None
        if first < last:
            halves = (first, (first + last) // 2), ((first + last) // 2 + 1, last)
            parts = [_texts(document, first=begin, last=end) for begin, end in halves]
            return [text for texts, _lost in parts for text in texts], any(lost for _texts_, lost in parts)
        return [""], True


def _keep_pages(document: Document, *, first: int, texts: list[str]) -> None:
    """Write the words of pages and let them be found, all or none of them."""
    pages = [
        DocumentPage(document=document, number=number, text=text.replace("\0", ""))
        for number, text in enumerate(texts, first)
    ]
    with transaction.atomic():
        DocumentPage.objects.bulk_create(
            pages, update_conflicts=True, unique_fields=["document", "number"], update_fields=["text"]
        )
        _let_find(document, pages)


def index_pages(document: Document) -> None:
    """Let the search find all pages that were read."""
    with transaction.atomic():
        _let_find(document, document.texts.all())


def _let_find(document: Document, pages: Iterable[DocumentPage]) -> None:
    indexing.hold(document)
    demand, public = demand_of(document), is_public(document)
    for page in pages:
        if page.text.strip():
            indexing.index(
                "document", document.uid, title=document.title, text=page.text, demand=demand, public=public,
                page=page.number,
            )  # fmt: skip


def _end(document: Document, *, failed: bool) -> None:
    has_words = document.texts.exclude(text="").exists()
    document.text_state = States.READ if has_words else States.FAILED if failed else States.NONE
    document.save(update_fields=["text_state", "updated_at"])
    progress.clear(progress_key(document))
