"""Redacted copies: made anew from pictures of the pages, so that what is covered is gone, and proven before they exist.

Nothing of the original file is carried over: no text that is not seen, no layers, attachments, comments, form fields,
scripts and no metadata. What may still be read comes along as text, for those who do not see the picture.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from werkspur.advocacy.documents.redacted import covered_words, redacted_pdf
from werkspur.advocacy.models import Document
from werkspur.advocacy.services import documents
from werkspur.advocacy.services.documents import JPEG, PDF, Prepared
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base import pdfpages
from werkspur.base.pdf import shown_text
from werkspur.base.pdfpages import Box, Covered, PdfTrouble
from werkspur.partners.rules import tidy
from werkspur.registry.services.photos import jpeg

MOST_PAGES = 120
MOST_MARKS = 800
#: seconds that drawing the pages of one copy may take
PATIENCE = 240
#: of 255: a covered pixel is darker, whatever the encoding of the picture makes of black
_BLACK = 40


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
    content = _picture(original, marks=marks) if original.media_type == JPEG else _pdf(original, marks=marks)
    name = _("geschwaerzt-%(name)s") % {"name": original.name}
    ready = documents.prepare(content, name=name) if original.media_type == PDF else _ready(content, name=name)
    copy = Document(
        title=_("%(title)s (geschwärzt)") % {"title": original.title[:180]}, original=original, reason=reason,
        marks=[[mark.page, mark.x, mark.y, mark.width, mark.height] for mark in marks],
    )  # fmt: skip
    return documents.store(copy, ready, by=by)


def _check(document: Document, *, marks: Sequence[Box], reason: str) -> None:
    if document.media_type not in (PDF, JPEG):
        raise AdvocacyRefused("", _("Schwärzen geht bei PDF und Bildern. Speichern Sie die Datei als PDF."))
    if not marks:
        raise AdvocacyRefused("marks", _("Es ist nichts markiert."))
    if len(marks) > MOST_MARKS:
        raise AdvocacyRefused("marks", _("Mehr als %d Stellen sind zu viele. Teilen Sie die Datei.") % MOST_MARKS)
    if document.pages > MOST_PAGES:
        raise AdvocacyRefused("", _("Schwärzen geht bis %d Seiten. Teilen Sie die Datei.") % MOST_PAGES)
    if not reason:
        raise AdvocacyRefused("reason", _("Warum wird geschwärzt?"))


# PDF ---------------------------------------------------------------------------------------------------------------


def _pdf(document: Document, *, marks: Sequence[Box]) -> bytes:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            pages = pdfpages.cover(documents.path_of(document), boxes=marks, folder=folder, seconds=PATIENCE)
            content = redacted_pdf(pages, folder=folder, title=_("Geschwärzte Kopie"))
            (folder / "copy.pdf").write_bytes(content)
            _prove(folder / "copy.pdf", pages=pages, marks=marks)
        except PdfTrouble as error:
            raise AdvocacyRefused("", documents.trouble(error)) from error
    return content


def _prove(path: Path, *, pages: Sequence[Covered], marks: Sequence[Box]) -> None:
    """Read the copy like a stranger: its words are those that may stay, and the covered places are black.

    Raises:
        AdvocacyRefused: they are not.
    """
    if pdfpages.count_pages(path) != len(pages):
        raise _failed()
    for page, text in zip(pages, pdfpages.texts(path, first=1, last=len(pages)), strict=True):
        if not _says_only(text, page=page):
            raise _failed()
    for number in sorted({mark.page for mark in marks}):
        _prove_black(pages[number - 1], boxes=[mark for mark in marks if mark.page == number])


def _says_only(text: str, *, page: Covered) -> bool:
    """Whether a text has no words but those that may stay on a page, and none of those that went."""
    stays = [_letters(word or covered_words()) for line in page.lines for word in line.words]
    told, gone = {_letters(word) for word in text.split()}, {_letters(word) for word in page.gone}
    in_order = "".join(stays)  # a word that was divided at the end of a line is read as one
    return all(word in in_order for word in told) and not (told & gone) - {*stays, ""}


def _letters(word: str) -> str:
    """A word as it is compared: what our fonts show of it, letters and digits only."""
    return "".join(one for one in shown_text(word) if one.isalnum())


def _failed() -> AdvocacyRefused:
    return AdvocacyRefused(
        "", _("Die Probe ist gescheitert: In der Kopie war noch etwas lesbar. Es wurde nichts gespeichert.")
    )


def _prove_black(page: Covered, *, boxes: Sequence[Box]) -> None:
    with Image.open(page.picture) as picture:
        grey = picture.convert("L")
    scale = grey.width / page.size.width
    for box in boxes:
        _refuse_bright(grey, box=box, scale=scale)


def _refuse_bright(grey: Image.Image, *, box: Box, scale: float) -> None:
    sides = box.x, box.y, box.x + box.width, box.y + box.height
    left, top, right, bottom = (round(side * scale) for side in sides)
    inside = max(0, left), max(0, top), min(grey.width, right), min(grey.height, bottom)
    if inside[0] < inside[2] and inside[1] < inside[3] and grey.crop(inside).getextrema()[1] > _BLACK:
        raise _failed()


# Pictures ----------------------------------------------------------------------------------------------------------


def _picture(document: Document, *, marks: Sequence[Box]) -> bytes:
    with documents.open_document(document) as file, Image.open(file, formats=["JPEG"]) as picture:
        image = picture.convert("RGB")
    pen = ImageDraw.Draw(image)
    for mark in marks:
        pen.rectangle((mark.x, mark.y, mark.x + mark.width, mark.y + mark.height), fill="black")
    content = jpeg(image)
    with Image.open(io.BytesIO(content)) as copy:
        grey = copy.convert("L")
    for mark in marks:
        _refuse_bright(grey, box=mark, scale=1)
    return content


def _ready(content: bytes, *, name: str) -> Prepared:
    return Prepared(content, JPEG, name, hashlib.sha256(content).hexdigest(), 1)
