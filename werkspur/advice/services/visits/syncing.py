"""What devices bring is put together under the lock of the visit (`rules.merging`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import ChecklistItem, Visit, VisitAnswer
from werkspur.advice.queries.visits import note_words, sealed_of, word_of
from werkspur.advice.rules import merging
from werkspur.advice.rules.merging import Place, Word
from werkspur.advice.sealed import Box
from werkspur.advice.services.refusals import VisitRefused
from werkspur.advice.services.visits.received import Batch, Fault, Settle, read_batch
from werkspur.journal.services import record

__all__ = ["sync_visit"]


@dataclass(frozen=True)
class _Rows:
    """The rows about one item, by device, and the words in them."""

    item: ChecklistItem
    rows: dict[UUID, VisitAnswer]
    words: list[Word]


def sync_visit(*, visit: Visit, told: Any, by: Any) -> list[Fault]:
    """Take in what a device brings; what it brought before changes nothing.

    Args:
        told: {device, changes: [{item, answer, note, base, changed_at}], notes, signature, settle: [{item, keep,
            seen}]} as JSON gives it.

    Returns:
        what could not be taken; everything else is kept.

    Raises:
        VisitRefused: the visit has ended, or nothing of it can be read.
        Unreadable: the key of the findings does not fit.
    """
    items = {item.key: item for item in ChecklistItem.objects.filter(category__version=visit.version_id)}
    batch = read_batch(told, known=items)
    with transaction.atomic():
        fresh = lock_open(visit)
        box = Box(fresh.company)
        wanted = {key for key, _change in batch.changes} | {one.item for one in batch.settle}
        for key in sorted(wanted):
            _sync_item(fresh, items[key], batch=batch, box=box)
        _sync_sealed(fresh, batch, box=box)
        if batch.changes or batch.notes or batch.signature:
            begin(fresh, by=by)
    visit.refresh_from_db()
    return batch.faults


def lock_open(visit: Visit) -> Visit:
    """The visit, held for this transaction. Raises VisitRefused: it has ended."""
    found = Visit.objects.select_for_update(of=("self",)).select_related("company").get(pk=visit.pk)
    if found.state == Visit.State.FINISHED:
        sentence = _("Der Besuch ist abgeschlossen. Was noch fehlt, schreiben Sie als Nachtrag.")
        raise VisitRefused("finished", sentence)
    return found


def begin(visit: Visit, *, by: Any) -> None:
    """It runs from the first thing that is noted; inside the transaction of that."""
    if visit.state == Visit.State.PLANNED:
        visit.state, visit.started_at = Visit.State.RUNNING, timezone.now()
        visit.save(update_fields=["state", "started_at", "updated_at"])
        record("advice.visit_begun", by=by, object=visit, company=visit.company)


def _sync_item(visit: Visit, item: ChecklistItem, *, batch: Batch, box: Box) -> None:
    rows = {row.device: row for row in visit.answers.filter(item=item)}
    before = _Rows(item, rows, [word_of(row, box=box) for row in rows.values()])
    words = before.words
    for key, change in batch.changes:
        if key == item.key:
            words = merging.merged(words, change)
    for decision in batch.settle:
        if decision.item == item.key:
            words = _decided(words, decision)
    _keep(visit, before, words, box=box)


def _decided(words: list[Word], decision: Settle) -> list[Word]:
    """A decision about something else than what stands there now decides nothing."""
    if decision.seen and decision.seen != merging.mark(words):
        return words
    return merging.settled(words, keep=decision.keep)


def _keep(visit: Visit, before: _Rows, words: Sequence[Word], *, box: Box) -> None:
    """Write what differs; who no longer holds steps back first, so that one holds at every moment."""
    known = {word.device: word for word in before.words}
    for word in sorted(words, key=lambda word: word.place == Place.HELD):
        earlier = known.get(word.device)
        if word == earlier:
            continue
        row = before.rows.get(word.device) or VisitAnswer(visit=visit, item=before.item, device=word.device)
        row.version, row.changed_at = word.version, word.changed_at
        row.conflicting, row.settled = word.place != Place.HELD, word.place == Place.OVER
        if earlier is None or earlier.content != word.content:
            row.sealed = box.seal(word.content)
        row.save()


def _sync_sealed(visit: Visit, batch: Batch, *, box: Box) -> None:
    """Notes and signature are sealed with the visit itself; of two signatures the later one counts."""
    if batch.notes is None and batch.signature is None:
        return
    sealed = sealed_of(visit, box=box)
    before = dict(sealed)
    if batch.notes:
        sealed["notes"] = [_noted(word) for word in merging.joined(note_words(sealed), batch.notes)]
    if batch.signature:
        there = sealed.get("signature")
        newest = [batch.signature, *([there] if there else [])]
        sealed["signature"] = max(newest, key=lambda one: (one["at"], one["name"], str(one["strokes"])))
    if sealed != before:
        save_sealed(visit, sealed, box=box)


def save_sealed(visit: Visit, sealed: dict[str, Any], *, box: Box) -> None:
    """Keep what is sealed of the visit itself."""
    visit.sealed = box.seal(sealed)
    visit.save(update_fields=["sealed", "updated_at"])


def _noted(word: Word) -> dict[str, Any]:
    return {
        "device": str(word.device), "version": word.version, "changed_at": word.changed_at.isoformat(),
        "content": dict(word.content), "place": str(word.place),
    }  # fmt: skip
