"""What of a PDF acts by itself: scripts, programs to start, embedded players. Such a file is not taken in."""

from __future__ import annotations

import re
import zlib

#: names of PDF (ISO 32000) behind which something acts; an attached invoice file (ZUGFeRD) is none of them
ACTING = frozenset({b"JavaScript", b"JS", b"Launch", b"RichMedia", b"XFA", b"Movie", b"Sound"})
#: bytes that are unpacked of one stream and of all of them; object streams hold names only and stay far below
STREAM, ALL = 4_000_000, 32_000_000

_NAME = re.compile(rb"/((?:[A-Za-z0-9]|#[0-9A-Fa-f]{2}){2,40})")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b.{0,400}?stream\r?\n", re.S)


def is_whole(pdf: bytes) -> bool:
    """Say whether a file begins and ends as a PDF does: what broke off on the way does not."""
    return b"%PDF-" in pdf[:1024] and b"%%EOF" in pdf[-2048:]


def acts(pdf: bytes) -> bool:
    """Say whether a PDF names something that acts by itself, in the open or in a packed list of objects."""
    return _names_acting(pdf) or any(_names_acting(part) for part in _unpacked(pdf))


def _names_acting(part: bytes) -> bool:
    """Names may be spelled with #-codes: /J#53 is /JS."""
    return any(_HEX.sub(lambda code: bytes([int(code[1], 16)]), found[1]) in ACTING for found in _NAME.finditer(part))


def _unpacked(pdf: bytes) -> list[bytes]:
    parts, rest = [], ALL
    for found in _PACKED.finditer(pdf):
        try:
            part = zlib.decompressobj().decompress(pdf[found.end() : found.end() + STREAM], min(STREAM, rest))
        except zlib.error:
            continue
        parts.append(part)
        rest -= len(part)
        if rest <= 0:
            break
    return parts
