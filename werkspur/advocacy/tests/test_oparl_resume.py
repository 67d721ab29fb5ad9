"""A harvest killed at any moment and taken up again ends where an uninterrupted one does."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from werkspur.advocacy.oparl.council import Council
from werkspur.advocacy.oparl.fake import FakeServer, Faults, serve
from werkspur.advocacy.oparl.storing import Memory
from werkspur.advocacy.tests.oparl_world import DAY, START, papers, run

CHILD = """
import pickle, sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from werkspur.advocacy.oparl.harvest import harvest
from werkspur.advocacy.oparl.net import Fetcher, Limits
from werkspur.advocacy.oparl.storing import Memory

class OnDisk(Memory):
    @contextmanager
    def together(self):
        with super().together():
            yield
        draft = Path(sys.argv[2] + ".draft")
        draft.write_bytes(pickle.dumps((self.objects, self.history, self.cursors)))
        draft.replace(sys.argv[2])

kept = Path(sys.argv[2])
storage = OnDisk(*pickle.loads(kept.read_bytes())) if kept.exists() else OnDisk()
fetcher = Fetcher(sys.argv[1], limits=Limits(pause_seconds=0, retry_seconds=0), allow_loopback=True)
moment = datetime.fromisoformat(sys.argv[3])
for _event in harvest(sys.argv[1], storage=storage, fetcher=fetcher, now=lambda: moment):
    pass
"""


class Killed(BaseException):
    """The plug is pulled."""


@dataclass
class Mortal(Memory):
    """A storage that dies at a given write."""

    writes: int = 0
    dies_at: int = -1

    def _count(self) -> None:
        self.writes += 1
        if self.writes == self.dies_at:
            raise Killed

    def put(self, stored, *, history):
        self._count()
        super().put(stored, history=history)
        self._count()

    def touch(self, identities, *, list_id, pass_number):
        self._count()
        super().touch(identities, list_id=list_id, pass_number=pass_number)

    def set_cursor(self, list_id, cursor):
        self._count()
        super().set_cursor(list_id, cursor)
        self._count()


def state(memory: Memory):
    """Everything but the count of passes: a list that was done before the kill simply has one more."""
    objects = {key: replace(found, pass_number=0) for key, found in memory.objects.items()}
    cursors = {key: replace(cursor, passes=0) for key, cursor in memory.cursors.items()}
    return objects, sorted(memory.history), cursors


def reopened(kept: Path) -> Memory:
    return Memory(*pickle.loads(kept.read_bytes()))  # noqa: S301 (written by this very test)


@pytest.fixture
def fake():
    with serve(FakeServer(Council(45))) as server:
        yield server


def shaken(fake: FakeServer) -> None:
    """A month's worth of events, quiet and loud ones."""
    for number in range(1, 30):
        fake.council.rename(number, name=f"Neu {number}", at=START + DAY / 2)
    fake.council.strip(12, at=START + DAY / 2)
    fake.council.delete(31, at=START + DAY / 2)
    fake.faults = Faults(quiet_deletions=True)


@pytest.mark.parametrize("later", [DAY, 30 * DAY], ids=["filtered", "whole"])
def test_killed_at_any_write_it_ends_the_same(fake, later):
    first = Memory()
    run(fake, first)
    shaken(fake)
    straight = Mortal(dict(first.objects), list(first.history), dict(first.cursors))
    run(fake, straight, at=START + later)
    for moment in range(1, straight.writes + 1, max(1, straight.writes // 12)):
        mortal = Mortal(dict(first.objects), list(first.history), dict(first.cursors), dies_at=moment)
        with pytest.raises(Killed):
            run(fake, mortal, at=START + later)
        run(fake, mortal, at=START + later)
        assert state(mortal) == state(straight), moment


def test_killed_again_and_again_it_still_gets_there(fake):
    straight, stubborn = Mortal(), Mortal()
    run(fake, straight)
    for _ in range(60):
        stubborn.dies_at = stubborn.writes + 60  # a page of papers and little more
        try:
            run(fake, stubborn)
        except Killed:
            continue
        break
    assert state(stubborn) == state(straight)


def test_a_process_that_is_killed_goes_on_where_it_was(tmp_path):
    kept = tmp_path / "council"
    with serve(FakeServer(Council(400), faults=Faults(slow_seconds=0.02))) as fake:
        command = [sys.executable, "-c", CHILD, fake.system, str(kept), START.isoformat()]
        place = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
        child = subprocess.Popen(command, env=place)
        deadline = time.monotonic() + 30
        while sum("/paper" in target for target in fake.requests) < 8 and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(child.pid, signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        fake.faults = Faults()
        assert 0 < len(papers(reopened(kept))) < 400
        before = len(fake.requests)
        subprocess.run(command, env=place, check=True, timeout=60)
        assert sum("/paper" in target for target in fake.requests[before:]) <= 14
        straight = Memory()
        run(fake, straight)
        assert state(reopened(kept)) == state(straight)
