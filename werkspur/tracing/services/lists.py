"""Lists of numbers: brought, in the journal before anything is searched, deleted; a number of it opened."""

from __future__ import annotations

import hashlib
import tempfile
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
    run = MatchRun(uid=uid or uuid4(), person=by, purpose=purpose.strip(), case_number=case_number.strip())
    run.source = _name(upload) if upload else ""
    later = upload is not None and (upload.size or 0) > rules.LIST_AT_ONCE
    book = None if later else _book(upload) if upload else tables.pasted(text)
    proposed = tables.layout(book) if book else None
    numbers = tables.read_numbers(book, wanted=proposed) if book and proposed and proposed.is_sure else None
    try:
        with transaction.atomic(durable=True):
            if numbers:
                ask_many(run, numbers=numbers, by=by, origin=origin)
            else:
                _keep(run, layout=proposed, content=upload or ContentFile(text.encode()), origin=origin)
    except IntegrityError:  # the same click, in another process
        return MatchRun.objects.visible_to(by).get(uid=run.uid)
    return run


def _keep(run: MatchRun, *, layout: tables.Layout | None, content: File[bytes], origin: str) -> None:
    """Keep a list whose columns are not clear, or that is still to be read (`layout` None)."""
    content.seek(0)
    run.file.save(f"{run.uid}.liste", content, save=False)
    if layout:
        run.state, run.layout = State.CHOOSING, layout.as_json()
        run.save(force_insert=True)
    else:
        run.state = State.READING
        run.save(force_insert=True)
        put_to_work(run, task="read_list", origin=origin)


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


def put_to_work(run: MatchRun, *, task: str = "match_list", origin: str = "") -> None:
    """Let the worker read or match this list; the row of the queue is written with the caller's transaction."""
    from werkspur.tracing import tasks  # tasks call services; this is the way back

    arguments = [run.pk, origin] if task == "read_list" else [run.pk]
    run.run = enqueue(getattr(tasks, task), *arguments)
    run.save(update_fields=["run"])


def _book(upload: File[bytes]) -> Book:
    with tempfile.NamedTemporaryFile(suffix=".liste") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return files.read(Path(kept.name), mark_headings=MARK_HEADINGS)


def _name(upload: File[bytes]) -> str:
    return display(PurePath((upload.name or "").replace("\\", "/")).name)[-200:] or "liste"
