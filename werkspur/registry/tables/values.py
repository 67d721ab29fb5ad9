"""Dates and money as people write them in tables."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "mrz": 3, "maerz": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip
MAX_CENTS = 10_000_000_000  # 100 million euros: above it is a slip of the finger

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_GERMAN = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4}|\d{2})(?:[ ,].*)?")
_MONTH = re.compile(r"(?:(\d{1,2})[.\s-]*)?([a-zäA-ZÄ]{3,9})\.?[\s-]*(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_YEAR = re.compile(r"(19|20)\d{2}")
_CURRENCY = re.compile(r"(?i)\s*(€|eur|euro|\$|usd|chf|,-|,--|\.-)\s*")


def parse_date(text: str) -> date | None:
    """A day; of a month or year alone the first. Day before month, as in German; None when it is no date.

    "03/25/2021" can only be American and is read so; "2021-03-01T00:00:00" loses its time.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _GERMAN.fullmatch(text):
        year, first, second = _century(found[3]), int(found[1]), int(found[2])
        return _day(year, second, first) or ("/" in text and _day(year, first, second)) or None
    if found := _MONTH_YEAR.fullmatch(text):
        return _day(int(found[2]), int(found[1]), 1)
    if found := _MONTH.fullmatch(text):
        month = MONTHS.get(found[2].lower().replace("ä", "ae")[:5]) or MONTHS.get(
            found[2].lower().replace("ä", "a")[:3]
        )
        return _day(_century(found[3]), month, int(found[1] or 1)) if month else None
    return _day(int(text), 1, 1) if _YEAR.fullmatch(text) else None


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= 1900 else None


def parse_cents(text: str) -> int | None:
    """Money in cents from "1.234,50 €", "1234.5", "1,234.50", "850,-"; None when it is none or above 100 million."""
    plain = _CURRENCY.sub("", text).replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("'", "")
    if not re.fullmatch(r"[\d.,]*\d[\d.,]*", plain):
        return None
    whole, cents = _split(plain)
    if whole is None:
        return None
    amount = int(whole or 0) * 100 + int((cents + "00")[:2]) + (len(cents) > 2 and cents[2] >= "5")
    return amount if amount <= MAX_CENTS else None


def _split(plain: str) -> tuple[str | None, str]:
    """(digits before, digits after the decimal sign). Three digits after a single sign are thousands: 1.250 is 1250."""
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return plain, ""
    sign, head, tail = plain[last], plain[:last], plain[last + 1 :]
    other = "," if sign == "." else "."
    grouped = head.replace(other, "")
    if sign in grouped or (len(tail) == 3 and other not in head and head not in {"", "0"}):
        grouped_well = re.fullmatch(rf"\d{{1,3}}(?:\{sign}\d{{3}})+", plain)
        return (plain.replace(sign, ""), "") if grouped_well else (None, "")
    return (grouped, tail) if grouped.isdigit() or not grouped else (None, "")


def looks_like_date(text: str) -> bool:
    """Whether a text is a whole date with a day, as a program shows it."""
    return bool(_ISO.fullmatch(text) or _GERMAN.fullmatch(text)) and parse_date(text) is not None
