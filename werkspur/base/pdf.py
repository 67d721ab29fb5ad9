"""PDF documents that everybody can read: tagged, PDF/UA-1 (ISO 14289-1), set by typst.

A template lies in `<app>/typst/NAME.typ` and builds on `/base/typst/page.typ`. What it shows reaches it as JSON, never
as typst source, so that no value can become markup. Visible words come from Python too, where they are translated.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language
from fontTools.ttLib import TTFont

FIRA = Path("@kern-ux") / "native" / "dist" / "fonts" / "fira-sans"
MONO = Path("@fontsource") / "noto-sans-mono" / "files"
FONTS = {
    "fira-regular": FIRA / "FiraSans-Regular.woff2",
    "fira-medium": FIRA / "FiraSans-Medium.woff2",
    "fira-semibold": FIRA / "FiraSans-SemiBold.woff2",
    "mono": MONO / "noto-sans-mono-latin-500-normal.woff2",
}
# What typst's own fonts surely show, when ours are not installed: Latin, general punctuation, euro, arrows.
BUNDLED = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x20AC, 0x2190, 0x2192)
UNKNOWN = "□"
LONG_WORD = re.compile(r"(\S{16})(?=\S{8})")  # a number of 200 characters must not leave its column
BREAK_HERE = "\N{ZERO WIDTH SPACE}"
LINE_END = "\n"


def compile_pdf(template: str, *, data: Mapping[str, Any], title: str, drawings: Sequence[str] = ()) -> bytes:
    """Set one document.

    Args:
        template: path below the package, for example "tracing/typst/police.typ".
        data: JSON values; the template reads them with `data()` of page.typ. Characters that no font has become □.
        title: the document's title, which PDF/UA demands.
        drawings: our own SVG, complete and with plain colours; the template places them with `drawing()`.

    Raises:
        typst.TypstError: the template or a drawing is wrong; no value of `data` can cause it.
    """
    content = {**data, "title": title, "lang": (get_language() or "de")[:2]}
    pdf: bytes = typst.compile(
        str(settings.PACKAGE / template),
        root=str(settings.PACKAGE),
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={
            "data": json.dumps(_printable(content), ensure_ascii=False),
            "drawings": json.dumps([shown_text(one) for one in drawings], ensure_ascii=False),
        },
    )
    return pdf


@cache
def fonts() -> Path:
    """The folder with our fonts as TTF, made on first use from the web fonts; empty when those are not installed.

    typst does not read WOFF2. Each file is written beside its place and moved there, so that two processes agree.
    """
    folder: Path = settings.DATA / "fonts"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, source in FONTS.items():
        origin, target = settings.NODE_MODULES / source, folder / f"{name}.ttf"
        if origin.exists() and not target.exists():
            handle, draft = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            with os.fdopen(handle, "wb") as file, TTFont(origin) as font:
                font.flavor = None
                font.save(file)
            Path(draft).replace(target)
    return folder


@cache
def _characters() -> frozenset[int]:
    """The code points that surely have a glyph; PDF/UA forbids text without one."""
    known: set[int] = set()
    for path in fonts().glob("fira-*.ttf"):
        with TTFont(path) as font:
            covered = set(font.getBestCmap())
        known = known & covered if known else covered
    return frozenset(known or BUNDLED)


def _printable(value: Any) -> Any:
    """The same JSON value with every text reduced to what can be printed."""
    if isinstance(value, str):
        return LONG_WORD.sub(rf"\1{BREAK_HERE}", shown_text(value))
    if isinstance(value, Mapping):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(one) for one in value]
    return value


def shown_text(text: str) -> str:
    """Return a text reduced to what our fonts can print; what they cannot becomes □."""
    if text.isascii() and text.isprintable():  # a drawing with photos in it has millions of characters
        return text
    return "".join(_shown(character) for character in unicodedata.normalize("NFC", text))


def _shown(character: str) -> str:
    if character == LINE_END or ord(character) in _characters():
        return character
    category = unicodedata.category(character)
    if category[0] == "Z":
        return " "
    return "" if category in {"Cc", "Cf"} else UNKNOWN
