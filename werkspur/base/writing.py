"""How long a write waits for another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

MOMENT = 200  # milliseconds


@contextmanager
def impatient() -> Iterator[None]:
    """Writes in here wait a moment for the database, not a minute; for what may be left out.

    Raises:
        OperationalError: by the write, when somebody else holds the database.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {MOMENT}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
