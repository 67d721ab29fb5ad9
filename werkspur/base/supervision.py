"""The server and the worker as children of `werkspur start`: opened, watched, ended in order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType

from django.conf import settings

from werkspur.base import processes
from werkspur.base.health import ADDRESS

PATIENCE = 60  # seconds until the server must have answered
RESTART_AFTER = 10  # seconds from the worker's death to the next one
LAST_TASK = 20  # seconds the worker has to finish what it does when the house closes
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ServerFailed(Exception):
    """The web server did not start, or ended by itself; the text says which."""


class House:
    """One web server, one worker. `tell` gets each line for the operator."""

    def __init__(self, *, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.closing = False
        self.server: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.restart_at = 0.0

    @property
    def address(self) -> str:
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.BIND, settings.BIND)  # noqa: S104
        return f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}/"

    def open(self) -> None:
        """Start both and wait until the server answers.

        Raises:
            ServerFailed: it ended, or did not answer in time.
        """
        for number in SIGNALS:
            signal.signal(number, self.on_signal)
        self.worker = processes.launch([sys.executable, "-m", "werkspur", "worker"])
        self.server = processes.launch(server_command())
        give_up = time.monotonic() + PATIENCE
        while not self.closing and not (self.worker_is_up() and answers(self.address)):
            if self.server.poll() is not None:
                raise ServerFailed(f"Der Webserver startet nicht (Ende mit {self.server.returncode}).")
            if time.monotonic() > give_up:
                raise ServerFailed(f"Der Webserver antwortet nach {PATIENCE} Sekunden nicht.")
            time.sleep(0.1)

    def worker_is_up(self) -> bool:
        """Whether the worker lives or will not: then there is nothing to wait for."""
        dead = self.worker is None or self.worker.poll() is not None
        return dead or processes.is_held(processes.worker_lock())

    def watch(self) -> None:
        """Stay until a signal comes. A dead worker is replaced, a dead server ends the house.

        Raises:
            ServerFailed: the server ended by itself.
        """
        while not self.closing:
            if self.server is None or self.server.poll() is not None:
                code = self.server.returncode if self.server else "unbekannt"
                raise ServerFailed(f"Der Webserver ist ausgefallen (Ende mit {code}). Werkspur beendet sich.")
            self.look_after_worker()
            time.sleep(0.3)

    def look_after_worker(self) -> None:
        if self.worker is not None and self.worker.poll() is not None:
            self.tell(
                f"Der Arbeiter ist ausgefallen (Ende mit {self.worker.returncode}). "
                f"Neustart in {RESTART_AFTER} Sekunden."
            )
            self.worker, self.restart_at = None, time.monotonic() + RESTART_AFTER
        elif self.worker is None and time.monotonic() >= self.restart_at:
            self.worker = processes.launch([sys.executable, "-m", "werkspur", "worker"])
            self.tell("Der Arbeiter läuft wieder.")

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        self.closing = True

    def close(self) -> None:
        """End both; the worker may finish what it does. What it cannot finish goes on at the next start."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        children = [child for child in (self.server, self.worker) if child is not None]
        for child in children:
            child.terminate()  # once only: a second signal would break the worker's task off
        for child in children:
            processes.end(child, patience=LAST_TASK)


def server_command() -> list[str]:
    """granian with our WSGI application: one process for each of up to four cores, four threads each."""
    module, _dot, name = settings.WSGI_APPLICATION.rpartition(".")
    options = {
        "--interface": "wsgi",
        "--host": settings.BIND,
        "--port": str(settings.PORT),
        "--workers": str(min(4, os.cpu_count() or 1)),
        "--blocking-threads": "4",
        "--log-level": "warning",
    }
    flat = [part for pair in options.items() for part in pair]
    return [sys.executable, "-m", "granian", *flat, "--no-ws", "--respawn-failed-workers", f"{module}:{name}"]


def answers(address: str) -> bool:
    """Whether the server speaks, well or not."""
    try:
        with urllib.request.urlopen(address.rstrip("/") + ADDRESS, timeout=5):  # noqa: S310  our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
