"""Throwing an import away: the file and its rows. What was taken over stays in the register."""

from __future__ import annotations

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
