"""Loading into PostgreSQL: COPY into emptied tables in the transaction that emptied them, indexes made afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import rows
from corpus import Register, digits
from django.db import connection, transaction

_BLOCK = 200_000
_TABLES = {"readings": "registry_reading", "keys": "registry_markkey", "suffixes": "registry_marksuffix"}
_SETTINGS = {"session_replication_role": "replica", "maintenance_work_mem": "'1GB'", "statement_timeout": "0"}
_CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('p', 'u')
  AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.confrelid = pg_constraint.conrelid AND f.contype = 'f')
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid::regclass::text = ANY(%s) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def fill(
    folder: Path, register: Register, *, template: dict[str, object], first_item: int, per_item: int
) -> dict[str, float]:
    """Fill all tables; return seconds of each step."""
    seconds: dict[str, float] = {}
    every = ["registry_item", "registry_mark", *_TABLES.values()]
    with connection.cursor() as cursor:
        for name, value in _SETTINGS.items():
            cursor.execute(f"SET {name} = {value}")
        start = time.perf_counter()
        with transaction.atomic():
            again = _without_indexes(cursor, every)
            cursor.execute(f"TRUNCATE {', '.join(every)} CASCADE")
            _items(cursor, template, first=first_item, count=-(-len(register.texts) // per_item))
            copy(cursor, "registry_mark", _MARK_COLUMNS, _marks(register, first_item=first_item, per_item=per_item))
            seconds["items and marks"], start = time.perf_counter() - start, time.perf_counter()
            for name, table in _TABLES.items():
                copy(cursor, table, rows.COLUMNS[name], (lines(block) for block in rows.blocks(folder, name)))
                seconds[name], start = time.perf_counter() - start, time.perf_counter()
        for statement in again:
            cursor.execute(statement)
        for table in every:
            if table.removeprefix("registry_") in ("item", "mark", "reading"):
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        seconds["indexes"], start = time.perf_counter() - start, time.perf_counter()
        for table in every:
            cursor.execute(f"VACUUM ANALYZE {table}")
        seconds["vacuum"] = time.perf_counter() - start
    connection.close()
    return seconds


_MARK_COLUMNS = (
    "id", "uid", "item_id", "text", "folded", "kind", "state", "words", "position", "applied_by",
    "created_at", "updated_at",
)  # fmt: skip


def _without_indexes(cursor, tables: list[str]) -> list[str]:  # type: ignore[no-untyped-def]
    """Drop secondary indexes, and primary keys nobody refers to; return how to make them again."""
    again = []
    cursor.execute(_CONSTRAINTS, [tables])
    for table, name, definition in cursor.fetchall():
        again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    cursor.execute(_INDEXES, [tables])
    for name, definition in cursor.fetchall():
        again.append(definition)
        cursor.execute(f"DROP INDEX {name}")
    return again


def _items(cursor, template: dict[str, object], *, first: int, count: int) -> None:  # type: ignore[no-untyped-def]
    names = list(template)
    cursor.execute(
        f"INSERT INTO registry_item (id, uid, {', '.join(names)})"
        " SELECT i, lpad(to_hex(i), 32, '0')::uuid, "
        + ", ".join(["%s"] * len(names))
        + " FROM generate_series(%s::bigint, %s::bigint) i",
        [*template.values(), first, first + count - 1],
    )


def _marks(register: Register, *, first_item: int, per_item: int) -> Iterator[bytes]:
    """Yield lines; marks are numbered from 1 and so are their uids."""
    tail = b"serial\tpresent\t\t\t\t2026-11-22 00:00:00+00\t2026-11-22 00:00:00+00"
    for start in range(0, len(register.texts), _BLOCK):
        part = slice(start, start + _BLOCK)
        numbers = np.arange(start, start + len(register.texts[part]))
        uids = np.ascontiguousarray(digits(numbers + 1, 32)).view("S32").ravel()
        tails = np.full(len(numbers), tail)
        yield lines([numbers + 1, uids, numbers // per_item + first_item, register.texts[part],
                      register.folded[part], tails])  # fmt: skip


def copy(cursor, table: str, columns: tuple[str, ...], made: Iterator[bytes]) -> None:  # type: ignore[no-untyped-def]
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH (FREEZE)") as copy:
        for lines in made:
            copy.write(lines)


def lines(columns: list[np.ndarray]) -> bytes:
    """Return lines for COPY; numbers with leading zeros, texts without what fills them up."""
    parts = []
    for column in columns:
        if column.dtype.kind == "S":
            wide = np.ascontiguousarray(column).view(np.uint8).reshape(len(column), -1)
        else:
            wide = digits(column, 9)
        parts += [wide, np.full((len(column), 1), ord("\t"), np.uint8)]
    parts[-1][:] = ord("\n")
    whole = np.hstack(parts).ravel()
    return whole[whole != 0].tobytes()
