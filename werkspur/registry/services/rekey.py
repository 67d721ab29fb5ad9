"""Moving the stored keys to a new scheme while look-ups and inserts go on.

A new scheme is put in beside the one that holds. From then on every new mark gets keys of both (services.keys), and the
marks that are there already get theirs in batches, oldest first. Then the new scheme takes over, and the old keys are
deleted in batches. Look-ups ask by the scheme that holds; its keys are complete at every moment, and a look-up notices
when the scheme changes between its question and the answer (queries.finding.candidates).

It may be stopped at any time, also by force: every batch is one transaction and notes how far it came.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from time import sleep

from django.db import transaction
from django.db.models import F, Max

from werkspur.journal.services import record
from werkspur.marks.scheme import Scheme as Cut
from werkspur.marks.scheme import learn
from werkspur.registry.models import MarkKey, Reading, Scheme
from werkspur.registry.queries.finding.schemes import cut
from werkspur.registry.services.keyrows import add_rows
from werkspur.registry.services.keys import ensure_scheme, key_rows
from werkspur.registry.services.schemelock import schemes_alone

Report = Callable[[str, int, int], None]

#: readings in one transaction; short, for SQLite lets nobody else write meanwhile
_BATCH = 1_000
#: keys deleted in one transaction
_SWEPT = 10_000
#: readings from which borders are learned
_SAMPLE = 60_000
#: seconds between two transactions, in which others may write
_PAUSE = 0.002


def rekey(*, borders: str = "learned", by: object = "operator", report: Report = lambda *_: None) -> Scheme:
    """Give every mark keys of a new scheme and let it take over; goes on with one that was begun.

    Args:
        borders: "learned" from the stored marks, or "even". Ignored when a scheme is being filled already.
        report: called with "fill" or "sweep", how many readings or batches are done, and how many there are.

    Returns:
        the scheme that holds now.
    """
    ensure_scheme()
    sweep(report=report)
    filling = Scheme.objects.filter(state=Scheme.State.FILLING).first() or _put_in(borders=borders)
    fill(filling, report=report)
    _take_over(filling, by=by)
    sweep(report=report)
    return Scheme.objects.get(state=Scheme.State.ACTIVE)


def fill(scheme: Scheme, *, report: Report = lambda *_: None) -> None:
    """Write the keys of the readings that are there now, from where it was left; newer ones have theirs already."""
    last = Reading.objects.aggregate(last=Max("pk"))["last"] or 0
    while _fill_one(scheme, last=last):
        report("fill", scheme.filled_to, last)
        sleep(_PAUSE)


def sweep(*, report: Report = lambda *_: None) -> None:
    """Delete the keys of schemes that no longer hold."""
    done = 0
    for scheme in Scheme.objects.filter(state=Scheme.State.RETIRED):
        while _sweep_one(cut(scheme).prefix):
            done += 1
            report("sweep", done, 0)
            sleep(_PAUSE)


def _put_in(*, borders: str) -> Scheme:
    """Store a new scheme beside the one that holds; every later transaction writes keys for both."""
    version = (Scheme.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    made = _cut(borders, prefix=str(version))
    with schemes_alone():
        begun = Scheme.objects.filter(state=Scheme.State.FILLING).first()
        return begun or Scheme.objects.create(version=version, definition=json.loads(made.to_json()))


def _cut(borders: str, *, prefix: str) -> Cut:
    if borders == "even":
        return Cut(prefix=prefix)
    return learn(_sample(), prefix=prefix)


def _sample() -> list[str]:
    """Return about 60,000 readings, evenly over the time they came in."""
    step = max(1, Reading.objects.count() // _SAMPLE)
    numbered = Reading.objects.annotate(place=F("pk") % step).filter(place=0)
    return list(numbered.values_list("folded", flat=True))


def _fill_one(scheme: Scheme, *, last: int) -> bool:
    """Write the keys of the next readings and note how far it came; False when there are none.

    The readings are locked, so that a mark removed meanwhile takes its new keys along.
    """
    with transaction.atomic():
        scheme.refresh_from_db()
        if scheme.state != Scheme.State.FILLING:
            return False
        after = Reading.objects.select_for_update().filter(pk__gt=scheme.filled_to, pk__lte=last).order_by("pk")
        rows = list(after.values_list("pk", "mark_id", "folded")[:_BATCH])
        if rows:
            add_rows("registry_markkey", key_rows([(mark, folded) for _pk, mark, folded in rows], [cut(scheme)]))
            scheme.filled_to = rows[-1][0]
            scheme.save(update_fields=["filled_to"])
    return bool(rows)


def _take_over(scheme: Scheme, *, by: object) -> None:
    """Let the new scheme hold, once every transaction that still writes keys for both is over."""
    with schemes_alone():
        scheme.refresh_from_db()
        if scheme.state != Scheme.State.FILLING:
            return
        Scheme.objects.filter(state=Scheme.State.ACTIVE).update(state=Scheme.State.RETIRED)
        scheme.state = Scheme.State.ACTIVE
        scheme.save(update_fields=["state"])
        record("registry.rekeyed", by=by, object=scheme, details={"version": scheme.version})


def _sweep_one(prefix: str) -> bool:
    """Delete some keys with this prefix; False when none are left. After a prefix comes a letter (marks.keys)."""
    mine = MarkKey.objects.filter(key__gte=f"{prefix}a", key__lt=f"{prefix}{{")
    with transaction.atomic():
        border = mine.order_by("key").values_list("key", flat=True)[_SWEPT : _SWEPT + 1].first()
        some = mine.filter(key__lte=border) if border else mine
        deleted = some._raw_delete(some.db)
    return bool(deleted)
