"""How far long work is: kept in the shared cache, so that telling never waits for the database."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.cache import cache

KEEP = 24 * 60 * 60  # seconds
PAUSE = 0.25  # seconds between two reports that are written; a loop may report every row
LAST: dict[str, float] = {}


@dataclass(frozen=True)
class Progress:
    """`done` of `total` units; `text` says what is being done now; `started` in seconds since 1970."""

    done: int
    total: int
    text: str
    started: float

    @property
    def percent(self) -> int:
        return 100 if self.done >= self.total else self.done * 100 // self.total

    @property
    def seconds_left(self) -> int | None:
        """An estimate from the pace so far; None before anything is done."""
        if self.done <= 0:
            return None
        spent = time.time() - self.started
        return max(0, round(spent / self.done * (self.total - self.done)))


def report(key: str, done: int, total: int, text: str = "") -> None:
    """Say that `done` of `total` is done. The first, the last and then at most four reports a second are kept.

    Args:
        key: what is worked on, for example "import:42".
        text: what a person reads, in their language, for example "Zeilen werden geprüft".
    """
    now = time.monotonic()
    if 0 < done < total and now - LAST.get(key, -PAUSE) < PAUSE:
        return
    LAST[key] = now
    before = read(key) if done else None
    if done >= total:
        LAST.pop(key, None)
    cache.set(_address(key), (done, total, text, before.started if before else time.time()), KEEP)


def read(key: str) -> Progress | None:
    """The last report; None when there is none."""
    kept = cache.get(_address(key))
    return Progress(*kept) if kept else None


def clear(key: str) -> None:
    """Forget the report, for example after an undo."""
    cache.delete(_address(key))


def _address(key: str) -> str:
    return f"progress:{key}"
