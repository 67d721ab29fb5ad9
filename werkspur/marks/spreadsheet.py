"""What spreadsheets do to numbers: rounded to 3.5E+14, taken for dates, leading zeros cut, .0 put on.

Excel keeps fifteen digits of a number and shows eleven; what it cut is lost. Nothing is repaired here without asking.
"""

import re
from datetime import datetime

from werkspur.marks.wording import Said, gettext_noop

ROUNDED = gettext_noop("Excel hat die Nummer gerundet, die letzten Stellen sind verloren.")
DATE = gettext_noop("Das ist ein Datum. Excel hat die Nummer wohl umgewandelt.")
DECIMAL = gettext_noop("Excel hat „%(end)s“ angehängt.")
ERROR = gettext_noop("Hier steht eine Fehlermeldung von Excel statt einer Nummer.")
ZEROS = gettext_noop("%(count)s Stellen, erwartet werden %(expected)s. Excel streicht führende Nullen.")
PRECISION = gettext_noop("Die letzten Stellen sind Nullen. Excel behält nur 15 Stellen einer Zahl.")

_ROUNDED = re.compile(r"(\d)(?:[.,](\d*))?\s*[eE]\s*\+?\s*(\d{1,3})")
_DECIMAL = re.compile(r"(\d+)([.,]0{1,2})")
_ERROR = re.compile(r"#(?:#+|[A-ZÄÖÜ/0-9]+[!?]?)")
_CUT = re.compile(r"\d{15}0{2,}")
_DATES = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")
_MONTH = re.compile(
    r"(?:\d{1,2}[. -]{1,2})?(?:Jan|Feb|Mär|Mrz|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Sept|Okt|Oct|Nov|Dez|Dec)[a-z]*"
    r"[. -]{1,2}(?:\d{2}|\d{4})",
    re.IGNORECASE,
)
_LOWEST_POWER = 5


def rounded_digits(text: str) -> str | None:
    """Return the digits that are left of a number like 3,56938E+14 (356938), or None for anything else.

    The last of them may have been rounded up: the number begins with these digits or with one less.
    """
    found = _ROUNDED.fullmatch(text.strip())
    if not found or int(found[3]) < _LOWEST_POWER or len(found[2] or "") > int(found[3]):
        return None
    return found[1] + (found[2] or "")


def without_decimal(text: str) -> str | None:
    """Return 1234567 for 1234567.0 or 1234567,00, or None for anything else."""
    found = _DECIMAL.fullmatch(text.strip())
    return found[1] if found else None


def is_date(text: str) -> bool:
    """Tell whether this is a calendar date, with or without a time of day."""
    day = _CLOCK.sub("", text.strip())
    if _MONTH.fullmatch(day):
        return True
    return any(_parses(day, form) for form in _DATES)


def damage(text: str, *, expected: int | None = None) -> tuple[Said, str | None] | None:
    """Return what a spreadsheet did to this text and what it may have been, or None when nothing shows.

    `expected`: how many characters it should have, when that is known; only then are lost zeros seen.
    """
    stripped = text.strip()
    decimal = without_decimal(stripped)
    if rounded_digits(stripped) is not None:
        return Said("excel_rounded", ROUNDED), None
    if is_date(stripped):
        return Said("excel_date", DATE), None
    if _ERROR.fullmatch(stripped):
        return Said("excel_error", ERROR), None
    if decimal:
        return Said("excel_decimal", DECIMAL, {"end": stripped[len(decimal) :]}), decimal
    if _CUT.fullmatch(stripped):
        return Said("excel_precision", PRECISION), None
    if expected and stripped.isdigit() and len(stripped) < expected:
        said = Said("excel_zeros", ZEROS, {"count": len(stripped), "expected": expected})
        return said, stripped.zfill(expected)
    return None


def _parses(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - only asks whether it is a date at all
    except ValueError:
        return False
    return True
