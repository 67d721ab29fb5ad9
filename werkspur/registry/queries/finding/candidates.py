"""The one statement of a look-up: every stored reading that could match, and the scheme it was asked by.

The statement also returns the definition of the scheme that holds in its own snapshot. Keys are asked by the scheme
last seen; should another have taken over meanwhile (`werkspur rekey`), the question is put again, so that no mark can
slip through between two schemes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from werkspur.registry.queries.finding.questions import Question, question
from werkspur.registry.queries.finding.schemes import parsed

#: most suffixes read for a part of a number; beyond, the answer says that it is not complete
PARTS_READ = 20_000

_SCHEME, _KEY, _PART = 0, 1, 2

_SQLITE = {
    "scheme": "SELECT 0, definition, 0 FROM registry_scheme WHERE state = 'active'",
    "keys": "SELECT 1, k.folded, k.mark_id FROM json_each(%s) p CROSS JOIN registry_markkey k ON k.key = p.value",
    "suffixes": "SELECT 2, r.folded, part.mark_id FROM (SELECT s.mark_id FROM json_each(%s) p"
    " CROSS JOIN registry_marksuffix s ON s.suffix >= json_extract(p.value, '$[0]')"
    " AND s.suffix < json_extract(p.value, '$[1]') LIMIT %s) part"
    " LEFT JOIN registry_reading r ON r.mark_id = part.mark_id",
    "wholes": "SELECT * FROM (SELECT 2, r.folded, r.mark_id FROM json_each(%s) p"
    " CROSS JOIN registry_reading r ON r.folded >= json_extract(p.value, '$[0]')"
    " AND r.folded < json_extract(p.value, '$[1]') LIMIT %s)",
}
# The same as a function of migration 0004, which a session plans only once.
_POSTGRESQL = "SELECT source, folded, mark FROM registry_find(%s, %s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Candidates:
    """Readings that could match.

    marks      folded text -> numbers of marks
    parts      those of the texts that may contain the query
    complete   no mark within the promise is missing
    """

    question: Question
    marks: dict[str, set[int]]
    parts: set[str]
    complete: bool


# Definition of the scheme that held when this process last looked ("" before the first mark).
_last_seen = ""


def candidates(text: str, *, misread_parts: bool = False) -> Candidates:
    """Return every stored reading that shares a key with the text or lies in one of its ranges.

    `misread_parts`: also those that contain it with one misread character.
    One statement, and once more only when the scheme has changed since the last look-up of this process.
    """
    global _last_seen
    while True:
        asked_by = _last_seen
        asked = question(text, parsed(asked_by) if asked_by else None, misread_parts=misread_parts)
        rows = _read(asked)
        holds = next((folded for source, folded, _ in rows if source == _SCHEME), "")
        if holds == asked_by:
            return _gathered(asked, rows)
        _last_seen = holds


def statement(asked: Question, *, vendor: str) -> tuple[str, list[Any]]:
    """Return the SQL of a look-up and its parameters. Ranges are read in their order, as far as `PARTS_READ` goes."""
    suffixes, wholes = list(dict.fromkeys(asked.suffixes)), list(dict.fromkeys(asked.wholes))
    if vendor == "postgresql":
        bounds = [[pair[side] for pair in ranges] for ranges in (suffixes, wholes) for side in (0, 1)]
        return _POSTGRESQL, [sorted(asked.keys), *bounds, PARTS_READ + 1]
    parts, params = [_SQLITE["scheme"]], list[Any]()
    if asked.keys:
        parts.append(_SQLITE["keys"])
        params.append(json.dumps(sorted(asked.keys)))
    for name, ranges in (("suffixes", suffixes), ("wholes", wholes)):
        if ranges:
            parts.append(_SQLITE[name])
            params += [json.dumps(ranges), PARTS_READ + 1]
    return " UNION ALL ".join(parts), params


def _read(asked: Question) -> list[tuple[int, str, int]]:
    sql, params = statement(asked, vendor=connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[int, str, int]] = cursor.fetchall()
    return rows


def _gathered(asked: Question, rows: list[tuple[int, str, int]]) -> Candidates:
    """Group the rows by reading; a suffix whose mark is gone counts as read, and is left out."""
    marks: dict[str, set[int]] = {}
    parts: set[str] = set()
    read = 0
    for source, folded, mark in rows:
        if source == _SCHEME:
            continue
        read += source == _PART
        if folded is not None:
            if source == _PART:
                parts.add(folded)
            marks.setdefault(folded, set()).add(mark)
    return Candidates(asked, marks, parts, asked.complete and read <= PARTS_READ)
