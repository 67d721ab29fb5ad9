"""GS1 element strings, as scanners read them from labels: (01)04012345123456(21)0123456.

With brackets as printed, or raw with a symbology identifier (]C1, ]d2, ]Q3) or the separator FNC1 (sent as GS). Only
the lengths needed to find the serial number are known here. GS1 General Specifications, section 3.2.
"""

import re

from stdnum import ean

#: application identifiers that single out one thing, the most telling first
INDIVIDUAL = ("21", "8004", "8003", "250")

_BRACKETS = re.compile(r"\((\d{2,4})\)\s*([^()]*)")
_SYMBOLOGY = re.compile(r"\][A-Za-z]\d")
_SEPARATOR = "\x1d"
_GTIN = 16
_FIXED = {"00": 18, "01": 14, "02": 14, "03": 14, "20": 2} | {str(ai): 6 for ai in (11, 12, 13, 15, 16, 17)}
_VARIABLE = ("8003", "8004", "8008", "240", "241", "242", "250", "251", "400", "10", "21", "22", "30", "37")
# Measures have four digits and a value of six, places three digits and a value of thirteen.
_RANGES = ((re.compile(r"3[1-6]\d\d"), 4, 6), (re.compile(r"41\d"), 3, 13))


def elements(text: str) -> dict[str, str]:
    """Return application identifier -> value; empty when the text is no element string."""
    found = {ai: value.strip() for ai, value in _BRACKETS.findall(text)}
    if found:
        return found
    scanned = text.strip(" ")
    raw = _SYMBOLOGY.sub("", scanned, count=1) if scanned.startswith("]") else scanned
    if raw == scanned and _SEPARATOR not in raw and not _starts_with_product(raw):
        return {}
    return _parsed(raw.lstrip(_SEPARATOR))


def _starts_with_product(raw: str) -> bool:
    """Tell whether a text begins with a product number (01) with a right check digit, and goes on."""
    return raw.startswith("01") and len(raw) > _GTIN + 1 and raw[:_GTIN].isdigit() and ean.is_valid(raw[2:_GTIN])


def _parsed(raw: str) -> dict[str, str]:
    """Read element after element until one is not known."""
    found = {}
    while raw:
        ai, length = _next(raw)
        if not ai:
            break
        end = raw.find(_SEPARATOR) if length is None else len(ai) + length
        end = len(raw) if end < 0 else end
        found[ai] = raw[len(ai) : end]
        raw = raw[end:].lstrip(_SEPARATOR)
    return found


def _next(raw: str) -> tuple[str, int | None]:
    """Return the application identifier that comes next and the length of its value (None: up to the separator)."""
    if raw[:2] in _FIXED:
        return raw[:2], _FIXED[raw[:2]]
    for form, digits, length in _RANGES:
        if form.match(raw):
            return raw[:digits], length
    return next((ai for ai in _VARIABLE if raw.startswith(ai)), ""), None
