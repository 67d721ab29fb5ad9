"""Long work: queued with the change that needs it, done once, put back when its worker died."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from werkspur.base import progress, queue

DONE: list[str] = []


@queue.task
def remember(word: str) -> str:
    DONE.append(word)
    return word


@queue.task
def break_down() -> None:
    raise ValueError("kaputt")


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    DONE.clear()


@pytest.mark.django_db
def test_a_task_is_done_once() -> None:
    run = queue.enqueue(remember, "Bohrhammer")

    assert queue.waiting() == 1
    assert queue.work_off() == 1
    assert queue.work_off() == 0
    assert DONE == ["Bohrhammer"]
    assert queue.state(run) == "SUCCESSFUL"


@pytest.mark.django_db
def test_a_rollback_takes_the_task_along() -> None:
    with transaction.atomic():
        queue.enqueue(remember, "nie")
        transaction.set_rollback(True)

    assert queue.work_off() == 0
    assert DONE == []


@pytest.mark.django_db
def test_a_failing_task_is_kept_as_failed_and_the_next_one_runs() -> None:
    broken = queue.enqueue(break_down)
    queue.enqueue(remember, "danach")

    assert queue.work_off() == 2
    assert queue.state(broken) == "FAILED"
    assert DONE == ["danach"]


@pytest.mark.django_db
def test_a_task_of_a_dead_worker_waits_again() -> None:
    run = queue.enqueue(remember, "wieder")
    claimed = queue.next_task("tot")
    assert claimed is not None
    assert queue.work_off() == 0

    assert queue.put_back() == 1
    assert queue.work_off() == 1
    assert queue.state(run) == "SUCCESSFUL"
    assert DBTaskResult.objects.get(pk=run).worker_ids == ["tot", "here"]


def test_progress_tells_share_and_time_left() -> None:
    assert progress.read("einlesen:1") is None
    progress.report("einlesen:1", 0, 200, "Zeilen werden geprüft")
    progress.LAST.clear()
    progress.report("einlesen:1", 50, 200, "Zeilen werden geprüft")
    progress.report("einlesen:1", 51, 200, "kommt zu schnell danach")

    now = progress.read("einlesen:1")
    assert now is not None
    assert (now.done, now.total, now.percent, now.text) == (50, 200, 25, "Zeilen werden geprüft")

    progress.report("einlesen:1", 200, 200, "fertig")
    end = progress.read("einlesen:1")
    assert end is not None
    assert (end.percent, end.seconds_left, end.text) == (100, 0, "fertig")

    progress.clear("einlesen:1")
    assert progress.read("einlesen:1") is None
