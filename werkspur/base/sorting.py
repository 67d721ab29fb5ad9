"""German sort order, DIN 5007-1: umlauts like their vowel, ß like ss, case ignored, numbers by value."""

import re
import unicodedata


def sort_key(text: str) -> str:
    """A key that sorts the same on SQLite and PostgreSQL with plain comparison, at most 200 characters."""
    return folded(text)[:200]


def folded(text: str) -> str:
    """The words of a text as they are compared: plain letters, small, one space between them.

    Numbers are padded to ten digits, so that "Fahrzeug 2" stands before "Fahrzeug 10".
    """
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ẞ", "ss")).casefold()
    plain = "".join(one if one.isalnum() else " " for one in plain if one.isalnum() or one.isspace())
    return re.sub(r"\d+", lambda found: found.group().zfill(10), " ".join(plain.split()))
