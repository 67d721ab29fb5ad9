"""The statement of a look-up: every stored reading that could match, and the scheme it was asked by.

The statement also returns the definition of the scheme that holds in its own snapshot. Keys are asked by the scheme
last seen; should another have taken over meanwhile (`werkspur rekey`), the question is put again, so that no mark can
slip through between two schemes. Of hot keys it returns the patterns instead of the readings; what these stand for is
read by a second statement (`hot`).

All readings come as one row, texts and numbers each joined by commas (folded text has none): an object for each of them
would take several times as long as reading them. Only what is found to be near becomes more than text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from werkspur.registry.queries.finding.hot import Patterns, wanted
from werkspur.registry.queries.finding.questions import Question, question
from werkspur.registry.queries.finding.schemes import parsed

#: most suffixes read for a part of a number; beyond, the answer says that it is not complete
PARTS_READ = 20_000

# Where a row comes from: its text, its second text and its number are
_SCHEME = 0  # the definition
_KEYS = 1  # readings that share a key, their marks, how many
_PARTS = 2  # readings that lie in a range, their marks, how many ranges were read
_HOT = 3  # a pattern, its key, how many readings share it

_SQLITE = {
    "scheme": "SELECT 0, definition, '', 0 FROM registry_scheme WHERE state = 'active'",
    "keys": "SELECT 1, group_concat(k.folded), group_concat(k.mark_id), count(*)"
    " FROM asked a CROSS JOIN registry_markkey k ON k.key = a.key WHERE NOT a.hot",
    "hot": "SELECT 3, h.pattern, h.key, h.size FROM asked a CROSS JOIN registry_hotkey h ON h.key = a.key WHERE a.hot",
    "suffixes": "SELECT 2, group_concat(r.folded), group_concat(r.mark_id), count(*)"
    " FROM (SELECT s.mark_id FROM json_each(%(suffixes)s) p"
    " CROSS JOIN registry_marksuffix s ON s.suffix >= json_extract(p.value, '$[0]')"
    " AND s.suffix < json_extract(p.value, '$[1]') LIMIT %(most)s) part"
    " LEFT JOIN registry_reading r ON r.mark_id = part.mark_id",
    "wholes": "SELECT 2, group_concat(w.folded), group_concat(w.mark_id), count(*)"
    " FROM (SELECT r.folded, r.mark_id FROM json_each(%(wholes)s) p"
    " CROSS JOIN registry_reading r ON r.folded >= json_extract(p.value, '$[0]')"
    " AND r.folded < json_extract(p.value, '$[1]') LIMIT %(most)s) w",
    "texts": "SELECT 1, group_concat(r.folded), group_concat(r.mark_id), count(*)"
    " FROM json_each(%(texts)s) p CROSS JOIN registry_reading r ON r.folded = p.value",
    "posting": "SELECT 1, group_concat(k.folded), group_concat(k.mark_id), count(*)"
    " FROM json_each(%(keys)s) p CROSS JOIN registry_markkey k ON k.key = p.value",
}
_ASKED = (
    "WITH asked(key, hot) AS MATERIALIZED (SELECT p.value, EXISTS (SELECT 1 FROM registry_hotkey b"
    " WHERE b.key = p.value AND b.state = 'hot') FROM json_each(%(keys)s) p) "
)
# The same as functions of migration 0006, which a session plans only once. Lists go as one text each: quoting every
# key took longer than all else on this side.
_POSTGRESQL = (
    "SELECT * FROM registry_find(string_to_array(%s, ','), string_to_array(%s, ','), string_to_array(%s, ','),"
    " string_to_array(%s, ','), string_to_array(%s, ','), %s)"
)
_POSTGRESQL_HOT = "SELECT * FROM registry_find_spelled(string_to_array(%s, ','), string_to_array(%s, ','))"

Row = tuple[int, str | None, str | None, int]
#: SQL and its parameters, named for SQLite
Statement = tuple[str, list[Any] | dict[str, Any]]


@dataclass
class Readings:
    """Stored readings side by side: the folded text and the number of the mark. Some may be there more than once."""

    texts: list[str]
    marks: Sequence[int | str]

    @classmethod
    def of(cls, rows: Iterable[Row], source: int) -> Readings:
        """Split what the database has joined."""
        texts, marks = list[str](), list[str]()
        for row in rows:
            if row[0] == source and row[1] and row[2]:
                texts += row[1].split(",")
                marks += row[2].split(",")
        if len(texts) != len(marks):
            raise RuntimeError(f"{len(texts)} readings, but {len(marks)} numbers of marks")
        return cls(texts, marks)

    def once(self) -> Readings:
        """Return them with each reading of each mark once."""
        pairs = dict.fromkeys(zip(self.texts, self.marks, strict=True))
        return Readings([text for text, _ in pairs], [mark for _, mark in pairs])


@dataclass(frozen=True)
class Candidates:
    """Readings that could match.

    wholes     those that may be the query
    parts      those that may contain it
    complete   no mark within the promise is missing
    """

    question: Question
    wholes: Readings
    parts: Readings
    complete: bool


# Definition of the scheme that held when this process last looked ("" before the first mark).
_last_seen = ""


def candidates(text: str, *, misread_parts: bool = False) -> Candidates:
    """Return every stored reading that shares a key with the text or lies in one of its ranges.

    `misread_parts`: also those that contain it with one misread character.
    One statement, a second one for hot keys, and once more only when the scheme has changed since the last look-up of
    this process.
    """
    global _last_seen
    while True:
        asked_by = _last_seen
        asked = question(text, parsed(asked_by) if asked_by else None, misread_parts=misread_parts)
        rows = _read(*statement(asked, vendor=connection.vendor))
        holds = _holds(rows)
        patterns = Patterns.of((row[2] or "", row[1] or "", row[3]) for row in rows if row[0] == _HOT)
        if patterns and holds == asked_by:
            more = _read(*second_statement(*wanted(asked, patterns), vendor=connection.vendor))
            rows, holds = rows + more, _holds(more)
        if holds == asked_by:
            return _gathered(asked, rows)
        _last_seen = holds


def statement(asked: Question, *, vendor: str) -> Statement:
    """Return the SQL of a look-up and its parameters. Ranges are read in their order, as far as `PARTS_READ` goes."""
    keys = sorted(asked.keys)
    suffixes, wholes = list(dict.fromkeys(asked.suffixes)), list(dict.fromkeys(asked.wholes))
    if vendor == "postgresql":
        bounds = [",".join([pair[side] for pair in ranges]) for ranges in (suffixes, wholes) for side in (0, 1)]
        return _POSTGRESQL, [",".join(keys), *bounds, PARTS_READ + 1]
    parts, params = [_SQLITE["scheme"]], dict[str, Any]()
    if keys:
        parts += [_SQLITE["keys"], _SQLITE["hot"]]
        params["keys"] = json.dumps(keys)
    for name, ranges in (("suffixes", suffixes), ("wholes", wholes)):
        if ranges:
            parts.append(_SQLITE[name])
            params |= {name: json.dumps(ranges), "most": PARTS_READ + 1}
    return (_ASKED if keys else "") + " UNION ALL ".join(parts), params


def second_statement(texts: Iterable[str], keys: Iterable[str], *, vendor: str) -> Statement:
    """Return the SQL, and its parameters, that reads these texts, the marks of these keys, and the scheme again."""
    lists = sorted(texts), sorted(keys)
    if vendor == "postgresql":
        return _POSTGRESQL_HOT, [",".join(some) for some in lists]
    sql = " UNION ALL ".join(_SQLITE[name] for name in ("scheme", "texts", "posting"))
    return sql, {"texts": json.dumps(lists[0]), "keys": json.dumps(lists[1])}


def _read(sql: str, params: list[Any] | dict[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Row] = cursor.fetchall()
    return rows


def _holds(rows: Iterable[Row]) -> str:
    """Return the definition of the scheme that holds in the snapshot of these rows."""
    return next((row[1] or "" for row in rows if row[0] == _SCHEME), "")


def _gathered(asked: Question, rows: list[Row]) -> Candidates:
    """Split what was read; a suffix whose mark is gone counts as read, and is left out."""
    read = sum(row[3] for row in rows if row[0] == _PARTS)
    parts = Readings.of(rows, _PARTS).once()
    return Candidates(asked, Readings.of(rows, _KEYS), parts, asked.complete and read <= PARTS_READ)
