"""A redacted copy as PDF, made of pictures of pages and of the words that may still be read."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkspur.base.pdf import fonts, shown_text
from werkspur.base.pdfpages import Covered, Line


def redacted_pdf(pages: Sequence[Covered], *, folder: Path, title: str) -> bytes:
    """Set the pages whose pictures lie in folder; of the original nothing comes along but those pictures and words.

    Raises:
        typst.TypstError: a picture is none.
    """
    shutil.copy(settings.PACKAGE / "advocacy" / "typst" / "redacted.typ", folder / "redacted.typ")
    sheets = [
        {
            "width": page.size.width,
            "height": page.size.height,
            "picture": page.picture.name,
            "alt": _("Seite %(number)d als Bild, ohne lesbaren Text") % {"number": number},
            "lines": [_line(line) for line in page.lines],
        }
        for number, page in enumerate(pages, 1)
    ]
    data = {"title": title, "lang": (get_language() or "de")[:2], "pages": sheets}
    pdf: bytes = typst.compile(
        str(folder / "redacted.typ"),
        root=str(folder),
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return pdf


def covered_words() -> str:
    """What is read out where words were covered."""
    return _("[geschwärzt]")


def _line(line: Line) -> dict[str, object]:
    words = " ".join(word or covered_words() for word in line.words)
    return {"x": line.x, "y": line.y, "width": line.width, "height": line.height, "text": shown_text(words)}
