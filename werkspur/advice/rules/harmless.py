"""What of a PDF acts by itself: scripts, programs to start, embedded players. Such a file is not taken in."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import islice

#: names of PDF (ISO 32000) behind which something acts; an attached invoice file (ZUGFeRD) is none of them
ACTING = frozenset({b"JavaScript", b"JS", b"Launch", b"RichMedia", b"XFA", b"Movie", b"Sound"})
#: bytes that are unpacked of one stream and of all of them; object streams hold names only and stay far below
STREAM, ALL = 4_000_000, 32_000_000
#: bytes that are handed to the unpacking at once: a stream that ends early must not cost a copy of all that follows
AT_ONCE = 16_384
#: packed lists of objects; each holds a hundred and more, so that a file of 25 MB has a few thousand
MOST = 10_000

_PLAIN = re.compile(rb"/(?:" + b"|".join(sorted(ACTING)) + rb")(?![A-Za-z0-9]|#[0-9A-Fa-f]{2})")
#: a name with a letter written as its number; only such names are looked at one by one
_CODED = re.compile(rb"/([A-Za-z0-9]{0,40}#[0-9A-Fa-f]{2}(?:[A-Za-z0-9]|#[0-9A-Fa-f]{2}){0,40})")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/Type\s*/ObjStm\b.{0,400}?stream\r?\n", re.S)


def is_whole(pdf: bytes) -> bool:
    """Say whether a file begins and ends as a PDF does: what broke off on the way does not."""
    return b"%PDF-" in pdf[:1024] and b"%%EOF" in pdf[-2048:]


def acts(pdf: bytes) -> bool:
    """Say whether a PDF names something that acts by itself, in the open or in a packed list of objects.

    One with more packed lists than any real file is refused like one that acts: nobody looks through all of them.
    """
    crowded = sum(1 for _found in islice(_PACKED.finditer(pdf), MOST + 1)) > MOST
    return crowded or _names_acting(pdf) or any(_names_acting(part) for part in _unpacked(pdf))


def _names_acting(part: bytes) -> bool:
    """Names may be spelled with #-codes: /J#53 is /JS."""
    if _PLAIN.search(part):
        return True
    return any(_HEX.sub(lambda code: bytes([int(code[1], 16)]), name) in ACTING for name in set(_CODED.findall(part)))


def _unpacked(pdf: bytes) -> Iterator[bytes]:
    rest = ALL
    for found in _PACKED.finditer(pdf):
        part = _inflated(pdf, start=found.end(), most=min(STREAM, rest))
        yield part
        rest -= len(part)
        if rest <= 0:
            break


def _inflated(pdf: bytes, *, start: int, most: int) -> bytes:
    """Return up to `most` bytes of the stream at `start`; what is broken ends it.

    Its two bytes of head are skipped and its checksum is not asked for: programs show what has a wrong one.
    """
    stream, parts, size = zlib.decompressobj(-zlib.MAX_WBITS), list[bytes](), 0
    for at in range(start + 2, min(start + STREAM, len(pdf)), AT_ONCE):
        try:
            part = stream.decompress(pdf[at : at + AT_ONCE], most - size)
        except zlib.error:
            break
        parts.append(part)
        size += len(part)
        if stream.eof or stream.unconsumed_tail or size >= most:
            break
    return b"".join(parts)
