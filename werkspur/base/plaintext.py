"""What is written by hand: lines stay, what nobody can see goes."""

from __future__ import annotations

import unicodedata

_KEPT = "\n"


def plain(text: str) -> str:
    """Return text in NFC without control and direction marks; blanks squeezed, at most one empty line in a row."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    kept = "".join(one for one in normal if one in _KEPT or unicodedata.category(one) not in {"Cf", "Cc", "Cs", "Co"})
    lines = [" ".join(line.split()) for line in kept.split("\n")]
    told = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(told).strip()


def same(text: str) -> str:
    """Return what two spellings of one question have in common: letters and digits without capitals."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())
