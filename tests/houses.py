"""Real processes of the product, each with a data folder and a port of its own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OURS = ("WERKSPUR_", "DATABASE_URL", "DJANGO_", "DB")


def environment(data: Path, **variables: str) -> dict[str, str]:
    """A clean environment with this data folder, as an operator would set it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return clean | {"WERKSPUR_DATA": str(data), "PYTHONUNBUFFERED": "1"} | variables


def werkspur(*arguments: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "werkspur", *arguments],
        env=environment(data, **variables),
        cwd=ROOT,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(test: Any, *, seconds: float = 60) -> Any:
    """The first true answer of `test()`.

    Raises:
        AssertionError: it stays false for `seconds`.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := test():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{test} blieb {seconds} Sekunden lang falsch")


def healthz(port: int, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and body of /healthz; status 0 when nobody listens."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  our own address
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {}


def children(process: int) -> dict[int, str]:
    """Process numbers and command lines of the direct children."""
    found = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process:
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


class RunningHouse:
    """`werkspur start` in a process of its own."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.port = free_port()
        self.log = data.parent / f"{data.name}-{self.port}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "werkspur", "start"],
                env=environment(data, WERKSPUR_PORT=str(self.port), **variables),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @property
    def text(self) -> str:
        return self.log.read_text()

    def child(self, word: str) -> int:
        """The process number of the worker or of granian."""
        return next(number for number, command in children(self.process.pid).items() if word in command)

    def open(self) -> RunningHouse:
        wait_until(lambda: "Werkspur läuft" in self.text or self.process.poll() is not None, seconds=120)
        assert self.process.poll() is None, self.text
        return self

    def close(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)


@contextlib.contextmanager
def running_house(data: Path, **variables: str) -> Iterator[RunningHouse]:
    house = RunningHouse(data, **variables)
    try:
        yield house.open()
    finally:
        if house.process.poll() is None:
            house.close()
