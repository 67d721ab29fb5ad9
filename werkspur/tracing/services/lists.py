"""Lists of numbers: brought, in the journal before anything is searched, deleted; a number of it opened."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkspur.base import limits, progress
from werkspur.base.queue import enqueue
from werkspur.journal.services import record
from werkspur.marks.clean import display
from werkspur.partners.models import Person
from werkspur.registry.queries.imports.labels import MARK_HEADINGS
from werkspur.registry.tables import files
from werkspur.registry.tables.cells import Book
from werkspur.tracing import rules, tables
from werkspur.tracing.models import Lookup, MatchHit, MatchRow, MatchRun
from werkspur.tracing.services.lookups import look_up

State = MatchRun.State
BATCH = 1_000


class TooManyLists(Exception):
    """More lists by one person than anybody needs."""

    message = _("Das waren viele Listen in kurzer Zeit. Warten Sie eine Minute, dann geht es weiter.")


class NotNow(Exception):
    """The list is not in a state in which this can be done."""

    message = _("Diese Liste wird schon abgeglichen.")


def match_list(
    *,
    purpose: str,
    case_number: str,
    by: Person,
    text: str = "",
    upload: File[bytes] | None = None,
    uid: UUID | None = None,
    origin: str = "",
) -> MatchRun:
    """Take a list and have it matched; one whose columns are not clear waits for `choose_columns`.

    Args:
        text: pasted lines; upload: a table. One of the two.
        uid: the identity the form gave, so that a second click starts nothing twice.

    Raises:
        PermissionDenied: `by` does not trace for the police.
        TooManyLists: see `rules.LISTS_OF_ONE`.
        Unreadable: the list cannot be read, holds no number, or too many.
        ValueError: purpose or case number is missing.
    """
    if not by.is_police:
        raise PermissionDenied
    if not purpose.strip() or not case_number.strip():
        raise ValueError("a list needs a purpose and a case number")
    if uid and (there := MatchRun.objects.visible_to(by).filter(uid=uid).first()):
        return there
    if not all(limits.allow(f"list:{by.pk}", limit=most, seconds=span) for most, span in rules.LISTS_OF_ONE):
        raise TooManyLists
    book = _book(upload) if upload else tables.pasted(text)
    run = MatchRun(uid=uid or uuid4(), person=by, purpose=purpose.strip(), case_number=case_number.strip())
    run.source = _name(upload) if upload else ""
    proposed = tables.layout(book)
    numbers = tables.read_numbers(book, wanted=proposed) if proposed.is_sure else None
    try:
        with transaction.atomic(durable=True):
            if numbers is None:
                _wait_for_choice(run, layout=proposed, content=upload or ContentFile(text.encode()))
            else:
                ask_many(run, numbers=numbers, by=by, origin=origin)
    except IntegrityError:  # the same click, in another process
        return MatchRun.objects.visible_to(by).get(uid=run.uid)
    return run


def ask_many(run: MatchRun, *, numbers: tables.Numbers, by: Person, origin: str = "") -> None:
    """Store the numbers, journal the question, queue the work, in the caller's transaction; nothing is searched."""
    run.rows_total, run.left_out = len(numbers.lines), numbers.left_out
    run.save()
    rows = [
        MatchRow(
            run=run, number=number, line=one.line, times=one.times, text=one.text, make=one.make, damage=one.damage
        )
        for number, one in enumerate(numbers.lines, start=1)
    ]
    MatchRow.objects.bulk_create(rows, batch_size=BATCH)
    texts = "\n".join(one.text for one in numbers.lines)
    record(
        "tracing.list_matched",
        by=by,
        object=run,
        purpose=run.purpose,
        case_number=run.case_number,
        origin=origin,
        details={"rows": len(rows), "sha256": hashlib.sha256(texts.encode()).hexdigest()},
    )
    put_to_work(run)


def choose_sheet(run: MatchRun, *, index: int) -> MatchRun:
    """Propose the columns of another sheet.

    Raises:
        NotNow: nothing is to be chosen (any more), or there is no such sheet.
        Unreadable: nothing stands in the sheet, or too much.
    """
    if run.state != State.CHOOSING or not 0 <= index < len(run.layout["sheets"]):
        raise NotNow
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
    wanted = tables.Layout(**(run.layout | {"numbers": list(numbers), "make": make}))
    found = tables.read_numbers(_kept(run), wanted=wanted)
    storage, name = run.file.storage, run.file.name
    with transaction.atomic(durable=True):
        if not MatchRun.objects.filter(pk=run.pk, state=State.CHOOSING).update(state=State.QUEUED, file="", layout={}):
            raise NotNow
        run.refresh_from_db()
        ask_many(run, numbers=found, by=by, origin=origin)
        transaction.on_commit(lambda: storage.delete(name))
    return run


def delete_list(run: MatchRun, *, by: Person, origin: str = "") -> None:
    """Delete a list with its hits, whatever it is at. The journal keeps what was asked; look-ups made from it stay.

    Raises:
        PermissionDenied: it is not one's own list.
    """
    if run.person_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        record(
            "tracing.list_deleted", by=by, object=run, purpose=run.purpose, case_number=run.case_number, origin=origin
        )
        forget(run)


def forget(run: MatchRun) -> None:
    """Delete a list in the caller's transaction; nothing is journalled."""
    storage, name, key = run.file.storage, run.file.name, progress_key(run)
    Lookup.objects.filter(row__run=run).update(row=None)
    MatchHit.objects.filter(row__run=run).delete()
    run.delete()
    transaction.on_commit(lambda: storage.delete(name) if name else None)
    transaction.on_commit(lambda: progress.clear(key))


def open_row(row: MatchRow, *, by: Person, origin: str = "") -> Lookup:
    """Look up one number of a list: a look-up like any other, with the list's purpose and case number.

    Within 15 minutes the same look-up is shown again.

    Raises:
        PermissionDenied: it is not one's own list.
        TooMany: see `rules.LOOKUPS_OF_ONE`.
    """
    if row.run.person_id != by.pk:
        raise PermissionDenied
    latest = row.lookups.order_by("-at").first()
    if latest and rules.still_shown(latest.at, now=timezone.now()):
        return latest
    run = row.run
    made = look_up(text=row.text, make=row.make, purpose=run.purpose, case_number=run.case_number, by=by, origin=origin)
    Lookup.objects.filter(pk=made.pk).update(row=row)
    return made


def progress_key(run: MatchRun) -> str:
    """Where `base.progress` keeps how far this list is."""
    return f"list:{run.pk}"


def put_to_work(run: MatchRun) -> None:
    """Let the worker match this list; the row of the queue is written with the caller's transaction."""
    from werkspur.tracing import tasks  # tasks call services; this is the way back

    run.run = enqueue(tasks.match_list, run.pk)
    run.save(update_fields=["run"])


def _wait_for_choice(run: MatchRun, *, layout: tables.Layout, content: File[bytes]) -> None:
    run.state, run.layout = State.CHOOSING, layout.as_json()
    content.seek(0)
    run.file.save(f"{run.uid}.liste", content, save=False)
    run.save(force_insert=True)


def _book(upload: File[bytes]) -> Book:
    with tempfile.NamedTemporaryFile(suffix=".liste") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return files.read(Path(kept.name), mark_headings=MARK_HEADINGS)


def _kept(run: MatchRun) -> Book:
    if not run.source:
        return tables.pasted(Path(run.file.path).read_text())
    return files.read(Path(run.file.path), mark_headings=MARK_HEADINGS)


def _name(upload: File[bytes]) -> str:
    return display(PurePath((upload.name or "").replace("\\", "/")).name)[-200:] or "liste"
