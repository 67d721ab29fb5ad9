"""What the worker does for the register. Each may be started a second time after a crash."""

from __future__ import annotations

from werkspur.base.queue import task
from werkspur.partners.models import Person
from werkspur.registry.services import imports


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


def _actor(by: int | str) -> Person | str:
    return Person.objects.get(pk=by) if isinstance(by, int) else by
