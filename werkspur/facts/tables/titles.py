"""Reporting year, version and date, from the lines above the figures."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from werkspur.facts.tables import errors

FIRST_YEAR, LAST_YEAR = 1971, 2099

_PERIOD = re.compile(
    r"(?:Berichtszeitraum|Berichtsjahr)\s*:?\s*(?:\d\d\.\d\d\.(\d{4})\s*bis\s*\d\d\.\d\d\.(\d{4})|(\d{4}))"
)
_CASES_OF = re.compile(r"erfasste\s+Fälle\s+(\d{4})\b")
_VERSION = re.compile(r"\bV(\d+\.\d+)\b")
_DATED = re.compile(r"erstellt am:?\s*(\d\d)\.(\d\d)\.(\d{4})")
_NAMED = re.compile(r"(?<!\d)(19[7-9]\d|20\d\d)(?!\d)")


def _text(rows: list[list[Any]]) -> str:
    return "\n".join(str(cell) for row in rows for cell in row if isinstance(cell, str))


def year(rows: list[list[Any]]) -> int | None:
    """The reporting year in the given rows, None when they do not tell.

    Raises:
        errors.BadYear: they tell two years, or one that cannot be.
    """
    text = _text(rows)
    found = {int(one) for match in _PERIOD.finditer(text) for one in match.groups() if one}
    found |= {int(match[1]) for match in _CASES_OF.finditer(text)}
    if len(found) > 1 or any(not FIRST_YEAR <= one <= LAST_YEAR for one in found):
        raise errors.BadYear(text=", ".join(str(one) for one in sorted(found)))
    return found.pop() if found else None


def version(rows: list[list[Any]]) -> str:
    """The version the table prints, such as "1.0"; empty when it prints none."""
    found = _VERSION.search(_text(rows))
    return found[1] if found else ""


def dated(rows: list[list[Any]]) -> date | None:
    """The day on which the table was made."""
    found = _DATED.search(_text(rows))
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def year_in_name(name: str) -> int | None:
    """The one year that a path names, the file before its folder; None when it names none or several."""
    for part in reversed(name.replace("\\", "/").split("/")[-2:]):
        found = {int(one) for one in _NAMED.findall(part)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
