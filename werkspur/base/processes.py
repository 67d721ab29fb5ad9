"""Processes of the house: the worker's lock, children that do not outlive their parent, and whether a port is free."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1  # Linux, prctl(2): the signal this process gets when its parent dies


class Taken(Exception):
    """Another process holds the lock."""


def worker_lock() -> Path:
    """The file that the living worker holds an exclusive lock (flock) on. The kernel frees it with the process."""
    from django.conf import settings

    return Path(settings.DATA) / "worker.lock"


@contextlib.contextmanager
def hold(path: Path, *, patience: float = 2) -> Iterator[None]:
    """Hold the exclusive lock on `path` as long as the block lasts.

    Who only looks (`is_held`) has the lock for an instant; that is waited for, up to `patience` seconds.

    Raises:
        Taken: somebody else holds it.
    """
    end_of_patience = time.monotonic() + patience
    with path.open("a") as file:
        while not _lock(file, fcntl.LOCK_EX):
            if time.monotonic() > end_of_patience:
                raise Taken(path)
            time.sleep(0.05)
        yield


@contextlib.contextmanager
def share(path: Path) -> Iterator[None]:
    """Share the lock on a file that is there with others who share it; meanwhile `is_shared` is true."""
    with path.open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_shared(path: Path) -> bool:
    """Whether a living process holds or shares the lock on `path`. Never waits."""
    try:
        with path.open() as file:
            return not _lock(file, fcntl.LOCK_EX)
    except FileNotFoundError:
        return False


def is_held(path: Path) -> bool:
    """Whether a living process holds the exclusive lock on `path`. Never waits."""
    try:
        with path.open() as file:
            return not _lock(file, fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def _lock(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def port_is_free(address: str, port: int) -> bool:
    """Whether a server could listen there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def die_with_parent() -> None:
    """Ask the kernel (Linux) for SIGTERM when the parent dies, so that nothing is left that keeps the port."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def launch(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a child in a process group of its own: Ctrl-C reaches only us, and we end the children in order."""
    return subprocess.Popen(command, process_group=0, preexec_fn=die_with_parent)  # noqa: S603


def end(child: subprocess.Popen[bytes], *, patience: float) -> None:
    """Wait for a child that was asked to finish; after `patience` seconds kill it, in any case all it left behind."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
