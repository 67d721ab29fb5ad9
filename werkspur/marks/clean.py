"""Typed, scanned or pasted text -> canonical characters.

Two forms of a mark exist. `display` is what is stored and shown: the characters as typed, without what nobody can see.
`clean` is what is compared: the letters A-Z, the digits 0-9, `?` for one unreadable character and `*` for any run of
characters. Everything else (spaces, dashes, dots, slashes, brackets) separates and is dropped.

Decisions:
- Full-width, circled and superscript digits and the digits of other scripts become 0-9 (Unicode NFKC, digit value).
- Cyrillic and Greek letters become the Latin letter or digit they look like: a plate shows shapes, not code points.
- Accents are dropped, so RÜD and RUD are the same; the spelling RUED is an alternative reading (`readings`). ß is SS.
- Letters without a Latin look-alike are dropped here; `display` keeps them.
"""

import re
import unicodedata

UNREADABLE = "?"
ANY_RUN = "*"

_CANONICAL = re.compile(r"[A-Z0-9?*]*")
_RUNS = re.compile(r"\*{2,}")
_REST = re.compile(r"[^A-Z0-9?*]")
_BLANK = re.compile(r"\s+")

# Small letters first: ν looks like v, but its capital Ν looks like N.
_SMALL = str.maketrans("νυωγηрνб", "VUWYNPV6")
_LARGE = str.maketrans(
    {
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΘΦϹϺ", "ABEZHIKMNOPTYX00CM", strict=True)),
        **dict(zip("АВЕЅЗІЈКМНОРСТУХҮԚԜҺБЬЧӀ", "ABES3IJKMHOPCTYXYQWH6641", strict=True)),
        **dict(zip("ŁĐØÞƵ∗•⁎✱＊", "LDOPZ*****", strict=True)),
        "Æ": "AE",
        "Œ": "OE",
        "…": "*",
    }
)


def clean(text: str) -> str:
    """Return the canonical characters of `text`: A-Z, 0-9, `?` and `*`.

    Cleaning twice gives the same as cleaning once. Runs of `*` become one.
    """
    if not text.isascii():
        text = _latin(text)
    text = text.upper()
    if not _CANONICAL.fullmatch(text):
        text = _REST.sub("", text)
    return _RUNS.sub(ANY_RUN, text) if "**" in text else text


def readable(text: str) -> str:
    """Return the canonical characters of `text` that could be read: A-Z and 0-9."""
    return clean(text).replace(UNREADABLE, "").replace(ANY_RUN, "")


def display(text: str) -> str:
    """Return `text` as it is stored: trimmed, blanks squeezed, invisible and control characters removed.

    Letters keep their case, separators stay. A control character that scanners send between two elements (GS, RS,
    FS, US, tab, line end) becomes a blank.
    """
    spaced = _BLANK.sub(" ", text)
    if spaced.isascii() and spaced.isprintable():
        return spaced.strip()
    visible = "".join(c for c in spaced if unicodedata.category(c)[0] != "C")
    composed = unicodedata.normalize("NFC", visible)
    return _BLANK.sub(" ", composed).strip()


def _latin(text: str) -> str:
    """Replace what is not ASCII by the ASCII characters it stands for or looks like, as far as there are any."""
    small = text.replace("…", ANY_RUN).translate(_SMALL)
    upper = unicodedata.normalize("NFKC", small).upper().translate(_LARGE)
    bare = (c for c in unicodedata.normalize("NFKD", upper) if not unicodedata.combining(c))
    plain = "".join(_digit(c) for c in bare).translate(_LARGE)
    return plain.upper()


def _digit(character: str) -> str:
    """Return the digit 0-9 that a decimal digit of any script stands for, or the character itself."""
    value = unicodedata.decimal(character, None)
    return character if value is None or character.isascii() else str(value)
