"""Taking an import back whole: new items go, changed ones get their old values, what was edited since stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from werkspur.base import progress
from werkspur.base.sorting import sort_key
from werkspur.journal.services import record
from werkspur.marks.clean import clean
from werkspur.partners.models import Person
from werkspur.registry.models import ImportRow, ImportSession, Item, Mark
from werkspur.registry.queries.items import used_elsewhere
from werkspur.registry.services.imports.states import ImportRefused, State, progress_key, put_to_work, step
from werkspur.registry.services.keys import index_items, unindex_marks

UNDOING = gettext_noop("Zeilen werden zurückgenommen")
BATCH = 500
NAMED = 20  # kept items that are named


def undo_import(session: ImportSession, *, by: Person | str) -> ImportSession:
    """Have everything of this import taken back. A second click changes nothing.

    Raises:
        ImportRefused: nothing_to_undo, when nothing was taken over; busy.
    """
    with transaction.atomic():
        if session.committed_at is None:
            raise ImportRefused("nothing_to_undo")
        if not step(session, to=State.UNDOING, of=(State.DONE, State.REVIEW)):
            session.refresh_from_db()
            if session.state in {State.UNDOING, State.UNDONE}:
                return session
            raise ImportRefused("busy")
        progress.clear(progress_key(session))
        put_to_work(session, task="undo_import", by=by)
    return session


def carry_out_undo(session_pk: int, *, by: Person | str) -> None:
    """The work behind `undo_import`, in one transaction; nothing happens unless the session waits for it."""
    try:
        with transaction.atomic():
            _carry_out(session_pk, by)
    except Exception:
        ImportSession.objects.filter(pk=session_pk, state=State.UNDOING).update(
            state=State.REVIEW, problem={"code": "undo_failed"}, updated_at=timezone.now()
        )
        raise


def _carry_out(session_pk: int, by: Person | str) -> None:
    session = ImportSession.objects.select_for_update(of=("self",)).filter(pk=session_pk, state=State.UNDOING).first()
    if session is None:
        return
    rows = session.rows.filter(committed_at__isnull=False, verdict__in=["new", "changed"], item__isnull=False)
    keys = list(rows.order_by("-number").values_list("pk", flat=True))
    removed = restored = done = 0
    kept: list[str] = []
    for start in range(0, len(keys), BATCH):
        some = list(ImportRow.objects.filter(pk__in=keys[start : start + BATCH]).select_related("item"))
        touched = _touched(some)
        kept += [str(row.item) for row in some if row.item_id in touched]
        free = [row for row in some if row.item_id not in touched]
        removed += _remove([row.item for row in free if row.verdict == "new" and row.item])
        restored += _restore([row for row in free if row.verdict == "changed"])
        done += len(some)
        progress.report(progress_key(session), done, len(keys) + 1, UNDOING)
    result = {"removed": removed, "restored": restored, "kept": sorted(kept)[:NAMED], "kept_count": len(kept)}
    session.layout["undo"] = result
    session.state, session.undone_at = State.UNDONE, timezone.now()
    session.save(update_fields=["layout", "state", "undone_at", "updated_at"])
    details = {"removed": removed, "restored": restored, "kept": len(kept)}
    record("registry.import_undone", by=by, object=session, company=session.company, details=details)


def _touched(rows: Sequence[ImportRow]) -> set[int]:
    """Items somebody has worked on since the import: edited, given photos or documents, put into a set, reported."""
    items = [row.item for row in rows if row.item]
    since = {row.item_id: row.committed_at for row in rows if row.item_id and row.committed_at}
    touched = {item.pk for item in items if item.updated_at > since[item.pk]}
    pks = [item.pk for item in items]
    gained = Item.objects.filter(pk__in=pks).filter(
        Q(photos__isnull=False) | Q(documents__isnull=False) | Q(kits__isnull=False)
    )
    new = {row.item_id for row in rows if row.verdict == "new"}
    touched |= set(gained.values_list("pk", flat=True)) & new
    touched |= used_elsewhere(items) & new
    marks = Mark.objects.filter(item__in=pks).values_list("item_id", "updated_at")
    touched |= {pk for pk, at in marks if at > since[pk]}
    later = ImportRow.objects.filter(item__in=pks, verdict="changed", committed_at__isnull=False)
    later = later.exclude(session_id=rows[0].session_id).exclude(session__state=State.UNDONE)
    return touched | {pk for pk, at in later.values_list("item_id", "committed_at") if at and at > since[pk]}


def _remove(items: list[Item]) -> int:
    unindex_marks(list(Mark.objects.filter(item__in=items)))
    Item.objects.filter(pk__in=[item.pk for item in items]).delete()
    return len(items)


def _restore(rows: list[ImportRow]) -> int:
    changed: list[Item] = []
    gone: list[Mark] = []
    for row in rows:
        item, before = row.item, dict(row.before or {})
        if item is None:
            continue
        texts = {clean(text) for text in before.pop("marks", [])}
        gone += [mark for mark in item.marks.all() if texts and clean(mark.text or mark.words) in texts]
        for field, value in before.items():
            setattr(item, field, _day(value) if field == "acquired_on" else value)
        item.sort_key = sort_key(str(item))
        item.updated_at = timezone.now()
        changed.append(item)
    fields: list[str] = ["reference", "name", "make", "model", "colour", "features", "description", "price_cents",
              "value_cents", "acquired_on", "place", "category", "sort_key", "updated_at"]  # fmt: skip
    Item.objects.bulk_update(changed, fields, batch_size=100)
    unindex_marks(gone)
    Mark.objects.filter(pk__in=[mark.pk for mark in gone]).delete()
    index_items(changed)
    return len(changed)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
