"""Many act at the same moment, each in a thread with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

#: s; on a busy machine a hundred connections take their time
PATIENCE = 120


def together(*actions: Callable[[], Any], refused: type[Exception] | tuple[type[Exception], ...] = ()) -> list[Any]:
    """Do everything at once.

    Args:
        refused: errors that are an answer: each has a `code`.

    Returns:
        what each action answered, in their order; a refusal as its code.
    """
    ready = Barrier(len(actions))

    def alone(action: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            ready.wait(timeout=PATIENCE)
            return action()
        except refused as refusal:
            return getattr(refusal, "code", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(alone, actions))
