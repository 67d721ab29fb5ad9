"""Loading into SQLite: one pass in key order, secondary indexes made afterwards, nothing synced meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import numpy as np
import rows
from corpus import Register
from django.db import connection

_BLOCK = 200_000
_INSERT = {
    "keys": "INSERT INTO registry_markkey (key, folded, mark_id) VALUES (?, ?, ?)",
    "suffixes": "INSERT INTO registry_marksuffix (suffix, mark_id) VALUES (?, ?)",
    "readings": "INSERT INTO registry_reading (mark_id, folded, origin) VALUES (?, ?, ?)",
}


def fill(
    folder: Path, register: Register, *, template: dict[str, object], first_item: int, per_item: int
) -> dict[str, float]:
    """Fill all tables; return seconds of each step."""
    connection.ensure_connection()
    raw = connection.connection
    seconds: dict[str, float] = {}
    for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-1500000"):
        raw.execute(f"PRAGMA {pragma}")
    indexes = _without_indexes(raw)
    steps = {
        "items": lambda: _items(raw, template, first=first_item, count=-(-len(register.texts) // per_item)),
        "marks": lambda: _marks(raw, register, first_item=first_item, per_item=per_item),
        **{name: lambda name=name: _table(raw, folder, name) for name in _INSERT},
        "indexes": lambda: [raw.execute(index) for index in indexes],
        "analyze": lambda: raw.execute("PRAGMA analysis_limit=2000").connection.execute("ANALYZE"),
    }
    for name, step in steps.items():
        start = time.perf_counter()
        raw.execute("BEGIN")
        step()
        raw.execute("COMMIT")
        seconds[name] = time.perf_counter() - start
    raw.execute("PRAGMA journal_mode=WAL")
    connection.close()
    return seconds


def _without_indexes(raw) -> list[str]:  # type: ignore[no-untyped-def]
    """Drop the secondary indexes of items, marks and readings; return how to make them again."""
    found = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND tbl_name IN ('registry_item', 'registry_mark', 'registry_reading')"
    ).fetchall()
    for name, _ in found:
        raw.execute(f"DROP INDEX {name}")
    return [sql for _, sql in found]


def _items(raw, template: dict[str, object], *, first: int, count: int) -> None:  # type: ignore[no-untyped-def]
    names = list(template)
    raw.execute(
        f"INSERT INTO registry_item (id, uid, {', '.join(names)})"
        " WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        f" SELECT i, printf('%032x', i), {', '.join('?' * len(names))} FROM n",
        [first, first + count - 1, *template.values()],
    )


def _marks(raw, register: Register, *, first_item: int, per_item: int) -> None:  # type: ignore[no-untyped-def]
    """Marks are numbered from 1; their uids follow one another too, random ones would scatter the index."""

    def made() -> Iterator[tuple[object, ...]]:
        for start in range(0, len(register.texts), _BLOCK):
            part = slice(start, start + _BLOCK)
            texts, folded = register.texts[part], register.folded[part]
            numbers = np.arange(start, start + len(texts))
            items = (numbers // per_item + first_item).tolist()
            yield from zip((numbers + 1).tolist(), items, values(texts), values(folded), repeat("serial"))

    raw.executemany(
        "INSERT INTO registry_mark (id, uid, item_id, text, folded, kind, state, words, position, applied_by,"
        " created_at, updated_at) VALUES (?1, printf('%032x', ?1), ?2, ?3, ?4, ?5,"
        " 'present', '', '', '', '2026-11-22 00:00:00', '2026-11-22 00:00:00')",
        made(),
    )


def _table(raw, folder: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    for columns in rows.blocks(folder, name):
        raw.executemany(_INSERT[name], zip(*map(values, columns), strict=True))


def values(column: np.ndarray) -> list[object]:
    """Return a column as Python's own numbers and texts."""
    return list((column.astype("U") if column.dtype.kind == "S" else column).tolist())
