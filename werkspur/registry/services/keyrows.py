"""Writing rows of the search tables in bulk. The only place with SQL for it; both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

Row = tuple[Any, ...]

#: rows in one statement on PostgreSQL
_AT_ONCE = 20_000

_COLUMNS = {
    "registry_reading": (("mark_id", "bigint"), ("folded", "text"), ("origin", "text")),
    "registry_markkey": (("key", "text"), ("folded", "text"), ("mark_id", "bigint")),
    "registry_marksuffix": (("suffix", "text"), ("mark_id", "bigint")),
}


def add_rows(table: str, rows: Iterable[Row]) -> None:
    """Insert rows in the order of the columns above; those that are there already stay.

    Sorted, because neighbours in the index are then written together.
    """
    names = ", ".join(name for name, _ in _COLUMNS[table])
    marks = ", ".join(["%s"] * len(_COLUMNS[table]))
    _run(
        sorted(set(rows)),
        table=table,
        one=f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",  # noqa: S608
        many=f"INSERT INTO {table} ({names}) SELECT * FROM {_unnest(table)} ON CONFLICT DO NOTHING",  # noqa: S608
    )


def remove_rows(table: str, rows: Iterable[Row]) -> None:
    """Delete exactly these rows, given by all their columns; those that are not there do not matter."""
    names = [name for name, _ in _COLUMNS[table]]
    same = " AND ".join(f"{name} = %s" for name in names)
    joined = " AND ".join(f"t.{name} = u.{name}" for name in names)
    _run(
        sorted(set(rows)),
        table=table,
        one=f"DELETE FROM {table} WHERE {same}",  # noqa: S608
        many=f"DELETE FROM {table} t USING {_unnest(table)} u({', '.join(names)}) WHERE {joined}",  # noqa: S608
    )


def _run(rows: Sequence[Row], *, table: str, one: str, many: str) -> None:
    """Run `one` for each row on SQLite, `many` with a list for each column on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(one, rows)
            return
        for start in range(0, len(rows), _AT_ONCE):
            columns = zip(*rows[start : start + _AT_ONCE], strict=True)
            cursor.execute(many, [list(column) for column in columns])


def _unnest(table: str) -> str:
    return "unnest(" + ", ".join(f"%s::{kind}[]" for _, kind in _COLUMNS[table]) + ")"
