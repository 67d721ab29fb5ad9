"""Database triggers that refuse every change and deletion of a journal entry, on SQLite and on PostgreSQL.

They stop mistakes and hasty hands. Who may drop triggers can drop these too; that is what the chain of digests is for.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

TABLE = "journal_entry"
REFUSAL = "Das Journal wird nicht geändert."

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb.upper()} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("update", "delete")
]
POSTGRESQL = [
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
]
LIFT_SQLITE = [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("update", "delete")]
LIFT_POSTGRESQL = [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb} ON {TABLE}" for verb in ("change", "truncate")]


def protect(connection: Any) -> None:
    """Put the triggers up."""
    _run(connection, POSTGRESQL if connection.vendor == "postgresql" else SQLITE)


def lift(connection: Any) -> None:
    """Take the triggers down: for undoing the migration, and for emptying a test database."""
    _run(connection, LIFT_POSTGRESQL if connection.vendor == "postgresql" else LIFT_SQLITE)


@contextlib.contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Without triggers inside the block; nothing happens where the table is not there."""
    there = TABLE in connection.introspection.table_names()
    if there:
        lift(connection)
    try:
        yield
    finally:
        if there:
            protect(connection)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
