"""A database with all tables and no rows of ours, made once in a run: who needs one first migrates, the others copy.

A migration from nothing takes a quarter of a minute. That it works is still seen in each run and on each database, by
the one who migrates, and in `test_start` by a house that opens for the first time.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import IO

from django.db import connection

FOLDER = Path(os.environ["WERKSPUR_TEST_DATA"])  # of this run, shared by its workers
SQLITE = FOLDER / "ready.sqlite3"
POSTGRESQL = f"werkspur_ready_{FOLDER.name.rpartition('-')[2]}"


class Ready:
    """What one worker does around the making of its own test database; meanwhile the others wait."""

    def __init__(self) -> None:
        self.lock: IO[str] | None = None
        self.copied = False

    def begin(self) -> None:
        """Copy the database when there is one; needs the name of the worker's own (its suffix)."""
        self.lock = (FOLDER / "ready.lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.copied = SQLITE.exists() if connection.vendor == "sqlite" else _is_on_server()
        if self.copied and connection.vendor == "sqlite":
            shutil.copy(SQLITE, connection.creation._get_test_db_name())
        elif self.copied:
            connection.settings_dict["TEST"]["TEMPLATE"] = POSTGRESQL

    def end(self) -> None:
        """The worker's own is ready: give it to the others, unless it came from there."""
        if self.lock is None:
            return
        if not self.copied and connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(SQLITE)])
        elif not self.copied:
            ours = connection.settings_dict["NAME"]
            connection.close()  # a template is copied while nobody is connected to it
            _on_server(f'CREATE DATABASE "{POSTGRESQL}" TEMPLATE "{ours}"')
        self.lock.close()

    def remove(self) -> None:
        """Leave nothing on a server that outlives the run; what comes from a package ends with it anyway."""
        if connection.vendor == "postgresql":
            _on_server(f'DROP DATABASE IF EXISTS "{POSTGRESQL}"')


def _is_on_server() -> bool:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [POSTGRESQL])
        return cursor.fetchone() is not None


def _on_server(statement: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(statement)
