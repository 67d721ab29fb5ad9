"""A journal with something in it, and hands that should not be in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from werkspur.journal import protection
from werkspur.journal.models import Entry
from werkspur.journal.services import record


@pytest.fixture
def ten_entries(db: None) -> list[Entry]:
    return [record("registry.item_created", by="system", reason=f"Gegenstand {n}") for n in range(1, 11)]


@pytest.fixture
def tamper(db: None) -> Callable[..., None]:
    """Run SQL as somebody who may drop triggers."""

    def run(*statements: str, values: list[Any] | None = None) -> None:
        with protection.lifted(connection), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement, values)

    return run
