"""/healthz: ok only when the database answers and the worker lives; no cookie, no host, no redirect."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from werkspur.base import processes

HOLDER = """
import sys, time
from pathlib import Path
from werkspur.base.processes import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def house(settings: Any, tmp_path: Path) -> Path:
    """A data folder of its own in which a worker is required."""
    settings.DATA, settings.REQUIRE_WORKER = tmp_path, True
    return tmp_path


@pytest.fixture
def holder(house: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the worker's lock as the worker does."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(processes.worker_lock())], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_ok_while_the_worker_lives_and_not_after(
    db: None, client: Client, holder: subprocess.Popen[str], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": connection.vendor})
    assert answer.content.decode() == f'{{"status":"ok","database":"{connection.vendor}"}}'
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"

    holder.kill()
    holder.wait(10)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "error", "reason": "Der Arbeiter läuft nicht (werkspur worker)."}


def test_without_a_worker_ever_it_is_not_well(db: None, client: Client, house: Path) -> None:
    assert client.get("/healthz").status_code == 503


def test_where_no_worker_is_required_the_database_is_enough(db: None, client: Client, settings: Any) -> None:
    assert settings.REQUIRE_WORKER is False
    assert client.get("/healthz").status_code == 200
    assert reverse("base:healthz") == "/healthz"


def test_a_silent_database_is_the_reason(client: Client, django_db_blocker: Any) -> None:
    from django.db import OperationalError

    def away(*_arguments: Any) -> None:
        raise OperationalError("connection refused")

    with django_db_blocker.unblock(), connection.execute_wrapper(away):
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "error", "reason": "Die Datenbank antwortet nicht."}


def test_only_looking_is_allowed(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_looking_at_the_lock_does_not_keep_a_worker_out(house: Path) -> None:
    path = processes.worker_lock()
    assert not processes.is_held(path)
    with processes.hold(path):
        assert processes.is_held(path)
        with pytest.raises(processes.Taken), processes.hold(path, patience=0.1):
            pass
    assert not processes.is_held(path)
