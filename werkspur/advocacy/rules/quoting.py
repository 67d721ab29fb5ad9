"""Whether words stand on a page, whatever its lines, hyphens and quotation marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]\s*\n\s*(?=[a-zà-ÿ])")
_LEFT_OUT = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*")


def stands(quote: str, *, text: str) -> bool:
    """Say whether every part of a quotation stands in a text, in this order; "…" or "[…]" leaves something out."""
    page, at = bare(text), 0
    for part in _LEFT_OUT.split(quote):
        wanted = bare(part)
        found = page.find(wanted, at)
        if found < 0:
            return False
        at = found + len(wanted)
    return True


def pages_with(quote: str, *, pages: Mapping[int, str]) -> list[int]:
    """Return the numbers of the pages on which a quotation stands, in their order."""
    return [number for number in sorted(pages) if stands(quote, text=pages[number])]


def bare(text: str) -> str:
    """Return only letters and digits, without capitals: what two copies of the same words have in common."""
    joined = _HYPHEN.sub("", text.replace("\r\n", "\n"))
    return "".join(one for one in unicodedata.normalize("NFKC", joined).casefold() if one.isalnum())
