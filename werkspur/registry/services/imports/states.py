"""The steps of an import, taken one at a time: a second click finds the step already taken."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils import timezone

from werkspur.base.queue import enqueue
from werkspur.registry.models import ImportSession
from werkspur.registry.queries.imports import sentence

State = ImportSession.State
#: a table up to this size is read and judged while the person waits; bigger ones by the worker
AT_ONCE_BYTES = 400_000
AT_ONCE_ROWS = 1_000


class ImportRefused(ValueError):
    """This cannot be done now. `code` names the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return sentence(self.code, self.params)


def step(session: ImportSession, *, to: State, of: tuple[State, ...]) -> bool:
    """Take the session to the state `to` if it is in one of `of`; False when somebody else was faster."""
    moved = ImportSession.objects.filter(pk=session.pk, state__in=of).update(state=to, updated_at=timezone.now())
    if moved:
        session.state = to
    return bool(moved)


def put_to_work(session: ImportSession, *, task: str, by: Any = None) -> None:
    """Let the worker do `task` for this session; the row of the queue is written with the caller's transaction."""
    from werkspur.registry import tasks  # tasks call services; this is the way back

    arguments = [session.pk] if by is None else [session.pk, by.pk if hasattr(by, "pk") else str(by)]
    session.run = enqueue(getattr(tasks, task), *arguments)
    session.save(update_fields=["run", "updated_at"])


def count(session: ImportSession) -> dict[str, int]:
    """Rows by what was found, stored on the session."""
    found = session.rows.values_list("found").annotate(rows=Count("pk")).order_by()
    session.counts = dict(found)
    session.save(update_fields=["counts", "updated_at"])
    return dict(found)


def progress_key(session: ImportSession) -> str:
    """Where `base.progress` keeps how far this session's work is."""
    return f"import:{session.pk}"
