"""Commands that work for a long time: interrupted with a sentence, and with another one when the disk is full."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import formats
from django.utils.translation import gettext as _


class LongWork(BaseCommand):
    """Does its work in `work(**options)`; Ctrl-C and SIGTERM end it between two statements, with 130 and 143."""

    #: what an interrupted or failed run leaves behind, and how to go on
    afterwards: Any = ""

    def handle(self, *args: Any, **options: Any) -> None:
        self._said: dict[str, int] = {}
        try:
            with _terminated():
                self.work(**options)
        except (KeyboardInterrupt, _Terminated) as stop:
            self.stderr.write(f"{_('Unterbrochen.')} {self.afterwards}")
            raise SystemExit(130 if isinstance(stop, KeyboardInterrupt) else 143) from None
        except OperationalError as error:
            if not disk_is_full(error):
                raise
            raise CommandError(
                f"{_('Auf dem Datenträger der Datenbank ist kein Platz mehr.')} {self.afterwards}"
            ) from error

    def work(self, **options: Any) -> None:
        raise NotImplementedError

    def say_tenths(self, sentence: str, *, done: int, total: int) -> None:
        """Write a sentence (with %(percent)s) for every tenth part of the way, once."""
        tenth = min(10, done * 10 // max(1, total))
        if tenth > self._said.get(sentence, -1):
            self._said[sentence] = tenth
            self.stdout.write(sentence % {"percent": tenth * 10})


def disk_is_full(error: OperationalError) -> bool:
    """Tell whether a database has no room left."""
    return "disk is full" in str(error) or getattr(error.__cause__, "sqlstate", "") == "53100"


def grouped(number: int) -> str:
    """Return a number as people read it: 150.000."""
    return str(formats.number_format(number, use_l10n=True, force_grouping=True))


class _Terminated(BaseException):
    """SIGTERM came."""


@contextmanager
def _terminated() -> Iterator[None]:
    """Raise where the work stands when SIGTERM comes; signals belong to the main thread."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _Terminated

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
