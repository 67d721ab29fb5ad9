"""Throwing an import away: the file and its rows. What was taken over stays in the register."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db import transaction

from werkspur.base import progress
from werkspur.journal.services import record
from werkspur.partners.models import Person
from werkspur.registry.models import ImportSession
from werkspur.registry.services.imports.states import ImportRefused, State, progress_key


def discard_import(session: ImportSession, *, by: Person | str) -> None:
    """Delete the session with its file and rows.

    Raises:
        ImportRefused: busy, while rows are being taken over or back.
    """
    with transaction.atomic():
        locked = ImportSession.objects.select_for_update(of=("self",)).filter(pk=session.pk).first()
        if locked is None:
            return
        if locked.state in {State.COMMITTING, State.UNDOING}:
            raise ImportRefused("busy")
        record("registry.import_discarded", by=by, object=locked, company=locked.company)
        storage, name, key = locked.file.storage, locked.file.name, progress_key(locked)
        locked.rows.all().delete()
        locked.delete()
        transaction.on_commit(lambda: storage.delete(name) if name else None)
        transaction.on_commit(lambda: progress.clear(key))


def forget_unfinished(before: date) -> int:
    """Throw away tables that nobody took over, untouched since that day; answers how many."""
    old = ImportSession.objects.filter(committed_at=None, updated_at__date__lt=before)
    waiting = list(old.exclude(state__in=[State.COMMITTING, State.UNDOING]))
    for session in waiting:
        discard_import(session, by="system")
    return len(waiting)


def forget_files(before: date) -> int:
    """Delete the uploaded files of tables that were taken over before that day; answers how many.

    The rows stay: by them the same line is known again in a later table.
    """
    old = ImportSession.objects.filter(committed_at__date__lt=before).exclude(file="")
    done = 0
    for session in old.exclude(state__in=[State.COMMITTING, State.UNDOING]):
        storage, name = session.file.storage, session.file.name
        with transaction.atomic():
            ImportSession.objects.filter(pk=session.pk).update(file="")
            transaction.on_commit(partial(storage.delete, name))
        done += 1
    return done
