"""Redacted copies: made anew from pictures of the pages, so that what is covered is gone, and proven before they exist.

Nothing of the original file is carried over: no text that is not seen, no layers, attachments, comments, form fields,
scripts and no metadata. What may still be read comes along as text, for those who do not see the picture.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from werkspur.advocacy.documents.redacted import redacted_pdf
from werkspur.advocacy.models import Document
from werkspur.advocacy.services import documents
from werkspur.advocacy.services.documents import JPEG, PDF, Prepared
from werkspur.advocacy.services.proof import letters, prove, refuse_bright
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base import pdfpages, progress
from werkspur.base.pdfpages import Box, Covered, PdfTrouble, Size
from werkspur.base.queue import enqueue
from werkspur.partners.rules import tidy
from werkspur.partners.services.companies import UMLAUTS
from werkspur.registry.services.photos import jpeg

MOST_PAGES = 120
MOST_MARKS = 800
#: pages that are drawn by one process
AT_ONCE = 8
#: pages of a document whose copy is made while somebody waits
AT_HAND = 8
#: seconds that a refusal is remembered
KEEP = 24 * 60 * 60


def progress_key(document: Document) -> str:
    """Name of the progress of a copy that is being made of this document."""
    return f"advocacy:redaction:{document.uid}"


def redact(document: Document, *, marks: Sequence[Box], reason: str, by: Any) -> Document:
    """Make a copy of a PDF or picture on which the marked places are black, and prove that nothing under them is left.

    Args:
        marks: places to cover, in points (PDF) or pixels (picture) from the upper left of the page as it is shown.
        reason: why, for colleagues; it is kept with the copy.

    Returns:
        the copy, a document of its own.

    Raises:
        AdvocacyRefused: nothing marked, no reason, too many pages, another kind of file, or the proof failed.
    """
    original = document.original or document
    reason = tidy(reason)[:300]
    _check(original, marks=marks, reason=reason)
    if same := _same(original, marks=marks, reason=reason):
        return same
    if original.media_type == JPEG:
        content, gone = _picture(original, marks=marks), set[str]()
    else:
        content, gone = _pdf(original, marks=marks)
    progress.clear(progress_key(original))
    name = _("geschwaerzt")  # the name of the original may be a person's
    ready = documents.prepare(content, name=name) if original.media_type == PDF else _ready(content, name=f"{name}.jpg")
    copy = Document(
        title=_title(original, gone=gone), original=original, reason=reason,
        marks=pdfpages.plain(marks),
    )  # fmt: skip
    return documents.store(copy, ready, by=by)


def _same(document: Document, *, marks: Sequence[Box], reason: str) -> Document | None:
    """The copy that a second click, or a second start of the worker, would make once more."""
    rows = pdfpages.plain(marks)
    return next((copy for copy in document.redacted.all() if copy.marks == rows and copy.reason == reason), None)


def _title(document: Document, *, gone: set[str]) -> str:
    """What the copy is called: like the original, unless that says what is covered."""
    title = _spelt(letters(document.title))  # file names write names in one with other words
    if any(_spelt(word) in title for word in gone if _is_telling(word)):
        return _("Geschwärzte Kopie")
    return _("%(title)s (geschwärzt)") % {"title": document.title[:180]}


def _spelt(word: str) -> str:
    """A word as file names spell it: "Müller" is "mueller"."""
    return word.translate(UMLAUTS).casefold()


def check(document: Document, *, marks: Sequence[Box], reason: str) -> None:
    """Say at once what is missing for a copy. Raises AdvocacyRefused, see `redact`."""
    _check(document.original or document, marks=marks, reason=tidy(reason))


def refused(document: Document) -> str:
    """Return why the last copy of this document in the queue did not come to be, '' where it did."""
    return str(cache.get(_refused_key(document)) or "")


def redact_later(document: Document, *, marks: Sequence[Box], reason: str, by: Any) -> None:
    """Make the copy in the queue: for documents of many pages. Raises AdvocacyRefused, see `redact`."""
    from werkspur.advocacy.tasks import redact_document

    check(document, marks=marks, reason=reason)
    cache.delete(_refused_key(document))
    progress.report(progress_key(document), 0, document.pages + 1, _("Geschwärzte Kopie wird gemacht"))
    enqueue(redact_document, str(document.uid), pdfpages.plain(marks), reason, by.pk)


def redact_in_queue(document: Document, *, marks: Sequence[Box], reason: str, by: Any) -> None:
    """What the worker does; run again after a crash it finds the copy and makes no second one."""
    try:
        redact(document, marks=marks, reason=reason, by=by)
    except AdvocacyRefused as refusal:
        cache.set(_refused_key(document), str(refusal), KEEP)
        progress.clear(progress_key(document))


def marks_of(copy: Document) -> list[Box]:
    """Return the places that are covered in a copy."""
    return [Box(int(page), *sides) for page, *sides in copy.marks]


def _refused_key(document: Document) -> str:
    return f"advocacy:redaction-refused:{document.uid}"


def elsewhere(document: Document, *, marks: Sequence[Box]) -> dict[str, list[int]]:
    """Return names and numbers that are covered in one place and stand in another: word → pages where it stays.

    Only what begins with a capital or has a digit counts, for nobody covers "und" in order to hide it.
    """
    if document.media_type != PDF or not marks:
        return {}
    try:
        covered = pdfpages.touched(documents.path_of(document), boxes=marks)
    except PdfTrouble:
        return {}
    gone = {page: Counter(letters(word) for word in words) for page, words in covered.items()}
    wanted = {word for words in gone.values() for word in words if _is_telling(word)}
    found: dict[str, list[int]] = {}
    for page in document.texts.all():
        there = Counter(letters(word) for word in page.text.split())
        for word in wanted:
            if there[word] > gone.get(page.number, Counter())[word]:
                found.setdefault(word, []).append(page.number)
    return dict(sorted(found.items()))


def _is_telling(word: str) -> bool:
    return len(word) > 2 and (word[0].isupper() or any(one.isdigit() for one in word))


def _check(document: Document, *, marks: Sequence[Box], reason: str) -> None:
    if document.media_type not in (PDF, JPEG):
        raise AdvocacyRefused("", _("Schwärzen geht bei PDF und Bildern. Speichern Sie die Datei als PDF."))
    if not marks:
        raise AdvocacyRefused("marks", _("Es ist nichts markiert."))
    if len(marks) > MOST_MARKS:
        raise AdvocacyRefused("marks", _("Mehr als %d Stellen sind zu viele. Teilen Sie die Datei.") % MOST_MARKS)
    if document.pages > MOST_PAGES:
        raise AdvocacyRefused("", _("Schwärzen geht bis %d Seiten. Teilen Sie die Datei.") % MOST_PAGES)
    if any(mark.page < 1 or mark.page > document.pages for mark in marks):
        raise AdvocacyRefused("marks", _("Eine Stelle liegt auf einer Seite, die es nicht gibt."))
    if not reason:
        raise AdvocacyRefused("reason", _("Schreiben Sie in ein paar Worten, warum."))


# PDF ---------------------------------------------------------------------------------------------------------------


def _pdf(document: Document, *, marks: Sequence[Box]) -> tuple[bytes, set[str]]:
    """The copy, and the words that went."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            pages = _covered_pages(document, marks=marks, folder=folder)
            _refuse_outside(marks, sizes=[page.size for page in pages])
            content = redacted_pdf(pages, folder=folder, title=_("Geschwärzte Kopie"))
            (folder / "copy.pdf").write_bytes(content)
            prove(folder / "copy.pdf", pages=pages, marks=marks)
        except PdfTrouble as error:
            raise AdvocacyRefused("", documents.trouble(error)) from error
    return content, {letters(word) for page in pages for word in page.gone}


def _covered_pages(document: Document, *, marks: Sequence[Box], folder: Path) -> list[Covered]:
    """The pages, some at a time, so that none of the processes that draw them grows."""
    pages: list[Covered] = []
    while len(pages) < document.pages:
        first, last = len(pages) + 1, min(len(pages) + AT_ONCE, document.pages)
        pages += pdfpages.cover(documents.path_of(document), boxes=marks, folder=folder, first=first, last=last)
        progress.report(progress_key(document), last, document.pages + 1, _("Seiten werden neu gezeichnet"))
    return pages


def _refuse_outside(marks: Sequence[Box], *, sizes: Sequence[Size]) -> None:
    for mark in marks:
        size = sizes[mark.page - 1]
        across, down = (
            mark.x < size.width and mark.x + mark.width > 0,
            mark.y < size.height and mark.y + mark.height > 0,
        )
        if not (across and down and mark.width > 0 and mark.height > 0):
            raise AdvocacyRefused(
                "marks", _("Eine Stelle auf Seite %d liegt außerhalb des Blattes oder ist leer.") % mark.page
            )


# Pictures ----------------------------------------------------------------------------------------------------------


def _picture(document: Document, *, marks: Sequence[Box]) -> bytes:
    with documents.open_document(document) as file, Image.open(file, formats=["JPEG"]) as picture:
        image = picture.convert("RGB")
    _refuse_outside(marks, sizes=[Size(*image.size)])
    pen = ImageDraw.Draw(image)
    for mark in marks:
        pen.rectangle((mark.x, mark.y, mark.x + mark.width, mark.y + mark.height), fill="black")
    content = jpeg(image)
    with Image.open(io.BytesIO(content)) as copy:
        grey = copy.convert("L")
    for mark in marks:
        refuse_bright(grey, box=mark, scale=1)
    return content


def _ready(content: bytes, *, name: str) -> Prepared:
    return Prepared(content, JPEG, name, hashlib.sha256(content).hexdigest(), 1)
