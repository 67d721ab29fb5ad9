"""The proof of a redacted copy: it is read like a stranger would, and its covered places are black."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image

from werkspur.advocacy.documents.redacted import covered_words
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base import pdfpages
from werkspur.base.pdf import shown_text
from werkspur.base.pdfpages import Box, Covered, Size

#: of 255: a covered pixel is darker, whatever the encoding of the picture makes of black
_BLACK = 60
#: pixels at the edge of a place where encoding mixes black with what lies beside it
_EDGE = 2
#: pixels of the width of a page that is looked at
_WIDTH = 1200


def prove(path: Path, *, pages: Sequence[Covered], marks: Sequence[Box]) -> None:
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
        boxes = [mark for mark in marks if mark.page == number]
        _prove_black(path, size=pages[number - 1].size, number=number, boxes=boxes)


def _says_only(text: str, *, page: Covered) -> bool:
    """Whether a text has no words but those that may stay on a page, and none of those that went."""
    stays = [letters(word or covered_words()) for line in page.lines for word in line.words]
    told, gone = {letters(word) for word in text.split()}, {letters(word) for word in page.gone}
    in_order = "".join(stays)  # a word that was divided at the end of a line is read as one
    return all(word in in_order for word in told) and not (told & gone) - {*stays, ""}


def letters(word: str) -> str:
    """A word as it is compared: what our fonts show of it, letters and digits only."""
    return "".join(one for one in shown_text(word) if one.isalnum())


def _failed() -> AdvocacyRefused:
    return AdvocacyRefused(
        "", _("Die Probe ist gescheitert: In der Kopie war noch etwas lesbar. Es wurde nichts gespeichert.")
    )


def _prove_black(path: Path, *, size: Size, number: int, boxes: Sequence[Box]) -> None:
    with Image.open(io.BytesIO(pdfpages.picture(path, page=number, width=_WIDTH)), formats=["JPEG"]) as picture:
        grey = picture.convert("L")
    for box in boxes:
        refuse_bright(grey, box=box, scale=grey.width / size.width)


def refuse_bright(grey: Image.Image, *, box: Box, scale: float) -> None:
    """Raise AdvocacyRefused where a place on a picture, but for its outermost pixels, is not black."""
    sides = box.x, box.y, box.x + box.width, box.y + box.height
    left, top, right, bottom = (round(side * scale) for side in sides)
    left, top = max(0, left + _EDGE), max(0, top + _EDGE)
    right, bottom = min(grey.width, right - _EDGE), min(grey.height, bottom - _EDGE)
    if left < right and top < bottom and any(grey.crop((left, top, right, bottom)).histogram()[_BLACK + 1 :]):
        raise _failed()
