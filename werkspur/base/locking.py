"""A row that is held until the transaction ends, read together with what hangs on it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def locked(rows: QuerySet[Row], *, pk: Any) -> Row:
    """Hold one row, then read it as it is now, with its `select_related`.

    Two statements, because PostgreSQL, when it has waited for a row, reads this row again but not the joined ones: a
    row that points elsewhere by now is then not found, or comes without what it points to (PostgreSQL documentation,
    "Transaction Isolation", Read Committed). On SQLite the transaction has the whole database from its beginning.

    Args:
        rows: the query that reads; what it filters does not count for the lock.

    Raises:
        ObjectDoesNotExist: there is no such row.
    """
    rows.model._base_manager.select_for_update().order_by().filter(pk=pk).values_list("pk").first()
    return rows.get(pk=pk)
