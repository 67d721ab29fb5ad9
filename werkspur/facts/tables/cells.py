"""Cells: labels cleaned, headings folded, numbers read in the one format a file uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum

from werkspur.facts.tables import errors

#: what stands for "not computable" or "not told"; never 0
NOTHING = frozenset({"", "-", "–", ".", "x", "X", "#DIV/0!", "#NV", "#N/A", "/"})
_UNDEFINED = frozenset({"#DIV/0!", "#NV", "#N/A"})

#: no sum of damage, no count and no rate of the statistics is as large; what is, is damaged
MOST = 1_000_000_000_000
MOST_CASES = 1_000_000_000
MOST_PRINTED = 1_000_000

_SPACES = re.compile(r"[\s\xa0\u2007\u202f]+")
_LEAD = re.compile(r"^(?:darunter|davon|und zwar)\s*:\s*", re.IGNORECASE)
_TRAIL = re.compile(r"\s*\b(?:darunter|davon|und zwar)\s*:?$", re.IGNORECASE)
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "-": None, "­": None})

_PLAIN = re.compile(r"-?\d+")
_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+|-?\d{1,3}(?:,\d{3}){2,}|-?\d+\.(?:\d{1,2}|\d{4,})")
_GERMAN = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:\.\d{3}){2,}|-?\d+,(?:\d{1,2}|\d{4,})")
_COMMA_GROUP = re.compile(r"-?\d{1,3}(?:,\d{3})+")
_POINT_GROUP = re.compile(r"-?\d{1,3}(?:\.\d{3})+")


class NumberFormat(Enum):
    """How a file writes numbers: 1,234.5 or 1.234,5."""

    ENGLISH = "english"
    GERMAN = "german"


@dataclass(frozen=True, slots=True)
class _Found:
    row: int
    text: str


def label(cell: object) -> str:
    """The wording of a key without what drifts: no-break and double blanks, "darunter:", "und zwar:"."""
    text = _SPACES.sub(" ", str(cell)).strip()
    while (shorter := _LEAD.sub("", _TRAIL.sub("", text))) not in ("", text):
        text = shorter
    return text


def fold(cell: object) -> str:
    """A heading for comparing: small, no umlauts, no blanks, no hyphens."""
    return _SPACES.sub("", str(cell)).lower().translate(_FOLD)


def detect(cells: Iterable[tuple[int, str, bool]]) -> NumberFormat:
    """The number format of a file.

    Args:
        cells: row number, text and whether the column holds whole numbers; a lone "5,761" there is five thousand.

    Raises:
        errors.MixedNumbers: both formats occur; the row is that of the later one.
    """
    seen: dict[NumberFormat, _Found] = {}
    for row, text, whole in cells:
        found = _format(text, whole=whole)
        if found is None or found in seen:
            continue
        seen[found] = _Found(row, text)
        if len(seen) == 2:
            first, second = seen.values()
            raise errors.MixedNumbers(row=second.row, first=first.text, second=second.text)
    return next(iter(seen), NumberFormat.ENGLISH)


def _format(text: str, *, whole: bool) -> NumberFormat | None:
    if _PLAIN.fullmatch(text):
        return None
    if _ENGLISH.fullmatch(text) or (whole and _COMMA_GROUP.fullmatch(text)):
        return NumberFormat.ENGLISH
    if _GERMAN.fullmatch(text) or (whole and _POINT_GROUP.fullmatch(text)):
        return NumberFormat.GERMAN
    return None


def decimal(cell: object, *, numbers: NumberFormat, places: int = 1) -> Decimal | None:
    """A number with `places` decimals, rounded half up; None for what is not computable, no number or damaged."""
    if isinstance(cell, (int, float)):
        value = Decimal(repr(cell))
    else:
        text = _SPACES.sub("", str(cell))
        if text in NOTHING:
            return None
        thousands, point = (",", ".") if numbers is NumberFormat.ENGLISH else (".", ",")
        try:
            value = Decimal(text.replace(thousands, "").replace(point, "."))
        except InvalidOperation:
            return None
    if not value.is_finite() or abs(value) >= MOST:
        return None
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def count(cell: object, *, numbers: NumberFormat, row: int, column: str) -> int | None:
    """A whole number from 0; None when the cell is empty or a dash.

    Raises:
        errors.BadNumber: something else, an undefined value or a fraction.
    """
    if isinstance(cell, str):
        if _PLAIN.fullmatch(cell) and cell[0] != "-" and len(cell) < 10:
            return int(cell)
        if cell.strip() in NOTHING - _UNDEFINED:
            return None
    value = None if isinstance(cell, bool) else decimal(cell, numbers=numbers, places=6)
    if value is None or not 0 <= value < MOST_CASES or value != int(value):
        raise errors.BadNumber(row=row, column=column, text=str(cell)[:40])
    return int(value)


def printed(cell: object, *, numbers: NumberFormat) -> Decimal | None:
    """A rate as the source prints it, in tenths; None when it prints none that can be."""
    value = decimal(cell, numbers=numbers)
    return None if value is None or not 0 <= value < MOST_PRINTED else value
