"""Work that takes longer than a page may: queued in the database, done by `werkspur worker`.

A task is a plain function in `<app>/tasks.py` under `@task`, with arguments that JSON can carry. It may be started a
second time after a crash, so it looks what is already done before it does anything.
"""

from __future__ import annotations

from typing import Any

from django.db import OperationalError, connection, transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import is_locked_database_exception

__all__ = ["enqueue", "next_task", "put_back", "state", "task", "waiting", "work_off"]


def enqueue(task: Any, *args: Any) -> str:
    """Queue `task` with `args`; answer the identity of this run.

    The row is written in the caller's transaction: the worker sees it after the commit, and a rollback takes it along.

    Raises:
        TypeError: an argument is not JSON.
    """
    return str(task.enqueue(*args).id)


def state(run: str) -> str:
    """READY, RUNNING, SUCCESSFUL or FAILED; '' when this run is not known (any more)."""
    return (run and DBTaskResult.objects.filter(pk=run).values_list("status", flat=True).first()) or ""


def waiting() -> int:
    """How many tasks wait for the worker."""
    return DBTaskResult.objects.ready().count()


def next_task(worker: str) -> DBTaskResult[Any, Any] | None:
    """Claim the next task for `worker`; None when nothing waits or another process holds the database."""
    ready = DBTaskResult.objects.ready()
    if connection.vendor == "sqlite" and not ready.exists():
        return None  # looking takes no lock; claiming does
    try:
        with transaction.atomic():
            found = ready.get_locked()
            if found is not None:
                found.claim(worker)
    except OperationalError as error:
        if not is_locked_database_exception(error):
            raise
        return None
    return found


def put_back() -> int:
    """Make tasks that a dead worker left running wait again; answer how many. Only the holder of the lock calls it."""
    return DBTaskResult.objects.running().update(status=TaskResultStatus.READY, started_at=None)


def work_off(*, limit: int = 1000) -> int:
    """Do what waits, in this process, until nothing is left; answer how many. For tests and commands."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="here",
        excluded_queue_names=[],
    )
    done = 0
    while done < limit and (found := next_task("here")) is not None:
        worker.run_task(found)
        done += 1
    return done
