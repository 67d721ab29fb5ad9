"""What the worker does for the register. Each may be started a second time after a crash."""

from __future__ import annotations

from werkspur.base.queue import enqueue, task
from werkspur.partners.models import Person
from werkspur.registry.services import hot, imports

#: seconds of the nightly walk in one task; then mail and other tasks have their turn
_TURN = 5


@task()
def read_import(session: int) -> None:
    """Read an uploaded table."""
    imports.read_table(session)


@task()
def judge_import(session: int) -> None:
    """Judge the rows of a table."""
    imports.judge_rows(session)


@task()
def commit_import(session: int, by: int | str) -> None:
    """Take the ready rows of a table over."""
    imports.carry_out_commit(session, by=_actor(by))


@task()
def undo_import(session: int, by: int | str) -> None:
    """Take an import back."""
    imports.carry_out_undo(session, by=_actor(by))


@task()
def make_hot(keys: list[str]) -> None:
    """Have keys that very many marks share spelled out instead of read."""
    hot.make_hot(*keys)


@task()
def find_hot() -> None:
    """Walk over all keys, a few seconds in each task."""
    if not hot.find_hot(seconds=_TURN):
        enqueue(find_hot)


def _actor(by: int | str) -> Person | str:
    return Person.objects.get(pk=by) if isinstance(by, int) else by
