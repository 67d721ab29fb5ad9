"""Tables whose columns are not clear, or that are too big to be read while somebody waits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from werkspur.partners.models import Person
from werkspur.registry.queries.imports.labels import MARK_HEADINGS
from werkspur.registry.tables import files
from werkspur.registry.tables.cells import Book, Unreadable
from werkspur.tracing import rules, tables
from werkspur.tracing.models import MatchRun
from werkspur.tracing.services.lists import NotNow, State, ask_many, put_to_work


def read_list(run_pk: int, *, origin: str = "") -> None:
    """Read a big table, propose its columns or begin. After a crash it begins anew."""
    run = MatchRun.objects.select_related("person").filter(pk=run_pk, state=State.READING).first()
    if run is None:
        return
    try:
        _read(run, origin=origin)
    except Unreadable as problem:
        _refuse(run, code=problem.code, params=problem.params)
    except Exception:
        # A file nobody foresaw must not leave the page waiting for ever; the log has the cause.
        _refuse(run, code="broken", params={})
        raise


def choose_sheet(run: MatchRun, *, index: int) -> MatchRun:
    """Propose the columns of another sheet.

    Raises:
        NotNow: nothing is to be chosen (any more), or there is no such sheet.
        Unreadable: nothing stands in the sheet, or too much.
    """
    if run.state != State.CHOOSING or not 0 <= index < len(run.layout["sheets"]):
        raise NotNow
    if run.file.size > rules.LIST_AT_ONCE:
        return _read_on(run, layout={"sheet": index})
    run.layout = tables.layout(_kept(run), index=index).as_json()
    run.save(update_fields=["layout"])
    return run


def choose_columns(run: MatchRun, *, numbers: Sequence[int], make: int = -1, by: Person, origin: str = "") -> MatchRun:
    """Say which columns hold numbers and which the maker, and have the list matched.

    Raises:
        NotNow: nothing is to be chosen (any more).
        PermissionDenied: it is not one's own list.
        Unreadable: no_numbers or too_many_rows in these columns.
    """
    if run.person_id != by.pk:
        raise PermissionDenied
    if run.state != State.CHOOSING:
        raise NotNow
    chosen = run.layout | {"numbers": list(numbers), "make": make, "is_sure": True}
    if run.file.size > rules.LIST_AT_ONCE:
        return _read_on(run, layout=chosen, origin=origin)
    found = tables.read_numbers(_kept(run), wanted=tables.Layout(**chosen))
    if not _begin(run, numbers=found, of=State.CHOOSING, by=by, origin=origin):
        raise NotNow
    return run


def _read_on(run: MatchRun, *, layout: dict[str, Any], origin: str = "") -> MatchRun:
    """Let the worker read a big table once more, as was chosen."""
    with transaction.atomic():
        waiting = MatchRun.objects.filter(pk=run.pk, state=State.CHOOSING)
        if not waiting.update(state=State.READING, layout=layout):
            raise NotNow
        run.refresh_from_db()
        put_to_work(run, task="read_list", origin=origin)
    return run


def _read(run: MatchRun, *, origin: str) -> None:
    book, kept = _kept(run), run.layout
    wanted = tables.Layout(**kept) if "columns" in kept else tables.layout(book, index=kept.get("sheet"))
    if wanted.is_sure:
        _begin(run, numbers=tables.read_numbers(book, wanted=wanted), of=State.READING, by=run.person, origin=origin)
    else:
        layout = wanted.as_json()
        MatchRun.objects.filter(pk=run.pk, state=State.READING).update(state=State.CHOOSING, layout=layout)


def _refuse(run: MatchRun, *, code: str, params: dict[str, Any]) -> None:
    problem = {"code": code, "params": params}
    with transaction.atomic():
        mine = MatchRun.objects.filter(pk=run.pk, state=State.READING)
        if mine.update(state=State.UNREADABLE, problem=problem, file=""):
            _drop_file(run)


def _begin(run: MatchRun, *, numbers: tables.Numbers, of: State, by: Person, origin: str) -> bool:
    """Ask the numbers of a kept table and drop its file; False when somebody else was faster."""
    with transaction.atomic():
        if not MatchRun.objects.filter(pk=run.pk, state=of).update(state=State.QUEUED):
            return False
        _drop_file(run)
        run.state, run.file, run.layout = State.QUEUED, "", {}
        ask_many(run, numbers=numbers, by=by, origin=origin)
    return True


def _drop_file(run: MatchRun) -> None:
    storage, name = run.file.storage, run.file.name
    transaction.on_commit(lambda: storage.delete(name) if name else None)


def _kept(run: MatchRun) -> Book:
    if not run.source:
        return tables.pasted(Path(run.file.path).read_text())
    return files.read(Path(run.file.path), mark_headings=MARK_HEADINGS)
