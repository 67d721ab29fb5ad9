"""Files that chamber staff uploads: kept first, read at once or by the worker, read again when a year was missing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.base.queue import enqueue
from werkspur.facts.models import Import
from werkspur.facts.services.imports import ImportRefused
from werkspur.facts.services.reading import THERE, base_name, read_file
from werkspur.journal.services import record
from werkspur.marks.clean import display

State = Import.State
#: a file up to this size is read while the person waits; bigger and packed ones by the worker
AT_ONCE_BYTES = 300_000
#: refused for a reason that a year would cure
NEEDS_YEAR = ("missing_year",)


def keep_upload(data: bytes, *, name: str, by: Any, year: int | None = None, at_once: bool = True) -> Import:
    """Keep an uploaded file and read it, or let the worker read it.

    The same bytes once more lead to what they have become, so a second click or the back button starts nothing new.
    What was refused or withdrawn is read again: keys and areas may have come since.

    Args:
        name: the file's name as the person knows it.
        year: the reporting year, when the file does not tell it.
        at_once: a small file may be read now; False when several came together.
    """
    digest = hashlib.sha256(data).hexdigest()
    same = Import.objects.filter(sha256=digest).order_by("id")
    if there := same.filter(state__in=[*THERE, State.READING]).first():
        return there
    with transaction.atomic():
        one = same.filter(state=State.REFUSED).last() or Import(sha256=digest)
        one.state, one.by, one.refusal = State.READING, by, None
        one.filename = display(base_name(name))[:200] or "tabelle"
        if not one.file:
            one.file.save(f"{one.uid}.tabelle", ContentFile(data), save=False)
        one.save()
        record("facts.import_started", by=by, object=one, details={"bytes": len(data)})
    _put_to_work(one, year=year, at_once=at_once and len(data) <= AT_ONCE_BYTES and not data.startswith(b"PK\x03\x04"))
    return one


def give_year(imported: Import, *, year: int, by: Any) -> Import:
    """Read a refused file again with the reporting year that it does not tell.

    Raises:
        ImportRefused: it was not refused for want of a year, or its file is gone.
    """
    with transaction.atomic():
        imported = Import.objects.select_for_update().get(pk=imported.pk)
        if imported.state in (*THERE, State.READING):
            return imported  # a second click
        if not needs_year(imported) or not imported.file:
            raise ImportRefused(_("Zu dieser Datei lässt sich kein Jahr angeben."))
        imported.state, imported.by, imported.refusal = State.READING, by, None
        imported.save()
        record("facts.import_changed", by=by, object=imported, details={"year": year})
    _put_to_work(imported, year=year, at_once=imported.file.size <= AT_ONCE_BYTES)
    return imported


def needs_year(imported: Import) -> bool:
    """Whether a year is what this refused file lacks."""
    return imported.state == State.REFUSED and (imported.refusal or {}).get("code") in NEEDS_YEAR


def read_upload(imported_pk: int, *, year: int | None = None) -> None:
    """Read the file of an import that waits for it. Started again after a crash it begins anew."""
    imported = Import.objects.filter(pk=imported_pk, state=State.READING).select_related("by").first()
    if imported is None:
        return
    try:
        data = Path(imported.file.path).read_bytes()
        read_file(data, name=imported.filename, by=imported.by or "system", year=year, into=imported)
    except Exception:
        # A file nobody foresaw must not leave the page waiting for ever; the log has the cause.
        refusal: dict[str, Any] = {"code": "table", "row": None, "params": {}}
        Import.objects.filter(pk=imported_pk).update(state=State.REFUSED, refusal=refusal)
        raise


def _put_to_work(imported: Import, *, year: int | None, at_once: bool) -> None:
    from werkspur.facts import tasks  # tasks call services; this is the way back

    if at_once:
        read_upload(imported.pk, year=year)
        imported.refresh_from_db()
    else:
        enqueue(tasks.read_import, imported.pk, year)
