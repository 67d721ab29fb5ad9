"""Chunks of queries matched in processes of their own, which open the files and know nothing of the database.

The processes are started afresh (spawn), so nothing of a server or a test is in them; they leave Ctrl-C to the parent
and end with it, also when it is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from werkspur.marks.weights import Table
from werkspur.registry.sealed.matching import Answers, Register, match
from werkspur.registry.sealed.pairs import Ints
from werkspur.registry.sealed.segment import open_segment

#: chunks on their way for each process
_AHEAD = 2


@dataclass(frozen=True)
class Work:
    """What a process needs to open the register (see `Register`). `folders`: of the segments, checked already."""

    folders: Sequence[Path]
    gone: Ints
    renewed: Ints
    hidden: Ints
    table: Table
    limit: int

    def register(self) -> Register:
        segments = [open_segment(folder, check=False) for folder in self.folders]
        return Register(segments, self.gone, self.renewed, self.hidden, self.table)


def matched(chunks: Iterable[Sequence[str]], work: Work, *, processes: int) -> Iterator[Answers]:
    """Yield the answers to each chunk, in order.

    Args:
        processes: how many; with one the caller does it itself.
    """
    if processes < 2:
        register = work.register()
        yield from (match(chunk, register, limit=work.limit) for chunk in chunks)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(work,))
    try:
        yield from _in_order(pool, chunks, ahead=_AHEAD * processes)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, chunks: Iterable[Sequence[str]], *, ahead: int) -> Iterator[Answers]:
    """Keep so many chunks on their way, never all of them."""
    waiting: deque[Future[Answers]] = deque()
    for chunk in chunks:
        waiting.append(pool.submit(_match, list(chunk)))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


# What a process of its own has opened.
_work: partial[Answers] | None = None


def _begin(work: Work) -> None:
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = partial(match, register=work.register(), limit=work.limit)


def _end_with_parent() -> None:
    """Wait until the parent is gone, however it went; then nobody wants the answers any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _match(texts: Sequence[str]) -> Answers:
    if _work is None:
        raise RuntimeError("no register was opened")
    return _work(texts)
