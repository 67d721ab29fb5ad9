"""Moving the stored keys to a new scheme while look-ups and inserts go on.

A new scheme is put in beside the one that holds. From then on every new mark gets keys of both (services.keys), and the
marks that are there already get theirs in batches, oldest first. Then the hot keys among the new ones are found, the
new scheme takes over, and the old keys are deleted in batches. Look-ups ask by the scheme that holds; its keys are
complete at every moment, and a look-up notices when the scheme changes between its question and the answer
(queries.finding.candidates).

It may be stopped at any time, also by force: every batch is one transaction and notes how far it came. Two at once do
the same work twice, but no damage: every step asks again, under a lock, whether it is still to be done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

from django.db import OperationalError, connection, transaction
from django.db.models import Max, Min

from werkspur.journal.services import record
from werkspur.marks.scheme import Scheme as Cut
from werkspur.registry.models import HotKey, MarkKey, Reading, Scheme
from werkspur.registry.queries.finding.schemes import cut
from werkspur.registry.services import borders, hot
from werkspur.registry.services.keyrows import add_rows
from werkspur.registry.services.keys import ensure_scheme, key_rows
from werkspur.registry.services.schemelock import lock_schemes, not_in_time, schemes_alone

#: called with the step ("read", "learn", "weigh", "fill", "settle", "walk", "sweep"), how much is done, and of how much
Report = Callable[[str, int, int], None]

#: readings in one transaction; short, for SQLite lets nobody else write meanwhile
_BATCH = 2_000
#: keys deleted in one transaction
_SWEPT = 10_000
#: seconds between two transactions, in which others may write
_PAUSE = 0.002


@dataclass(frozen=True)
class Progress:
    """How far a register is with its schemes.

    filled    share of the readings that have keys of the scheme being filled, 0 to 1
    left      keys of schemes that no longer hold are still there
    """

    holds: Scheme | None
    filling: Scheme | None
    learned: Scheme | None
    filled: float
    left: bool


def rekey(*, even: bool = False, by: object = "operator", report: Report = lambda *_: None) -> Scheme:
    """Give every mark keys of a new scheme and let it take over; goes on with one that was begun.

    The new scheme is the one that was learned last; if none is waiting, one is learned first.

    Args:
        even: cut evenly instead. Ignored when a scheme is being filled already.
        report: called in every step; of "sweep" the whole is not known, 0.

    Returns:
        the scheme that holds now; the same as before when what was learned is what holds.

    Raises:
        borders.TooFewMarks: there is nothing to learn from yet.
    """
    holds = ensure_scheme()
    sweep(report=report)
    filling = _begun() or (_put_in_even() if even else _put_in_learned(report))
    if filling is None:
        return holds
    fill(filling, report=report)
    hot.find_hot(only=filling, report=report)
    _take_over(filling, by=by)
    sweep(report=report)
    return Scheme.objects.get(state=Scheme.State.ACTIVE)


def progress() -> Progress:
    """Return how far it is."""
    by_state = {scheme.state: scheme for scheme in Scheme.objects.exclude(state=Scheme.State.RETIRED)}
    filling = by_state.get(Scheme.State.FILLING)
    return Progress(
        holds=by_state.get(Scheme.State.ACTIVE),
        filling=filling,
        learned=by_state.get(Scheme.State.LEARNED),
        filled=_filled(filling) if filling else 0.0,
        left=any(MarkKey.objects.filter(**_of(scheme)).exists() for scheme in _retired()),
    )


def fill(scheme: Scheme, *, report: Report = lambda *_: None) -> None:
    """Write the keys of the readings that are there now, from where it was left; newer ones have theirs already."""
    (first, last), began = _ends(), monotonic()
    while _fill_one(scheme, last=last):
        report("fill", scheme.filled_to - first + 1, last - first + 1)
        _let_others_write(since=began)
        began = monotonic()


def sweep(*, report: Report = lambda *_: None) -> None:
    """Delete the keys of schemes that no longer hold, and what is known of the hot ones among them."""
    done = 0
    for scheme in _retired():
        began = monotonic()
        while _sweep_one(scheme):
            done += 1
            report("sweep", done, 0)
            _let_others_write(since=began)
            began = monotonic()
        HotKey.objects.filter(**_of(scheme)).delete()


def _begun() -> Scheme | None:
    return Scheme.objects.filter(state=Scheme.State.FILLING).first()


def _retired() -> list[Scheme]:
    return list(Scheme.objects.filter(state=Scheme.State.RETIRED))


def _ends() -> tuple[int, int]:
    """Return the numbers of the first and the last reading, 1 and 0 when there is none."""
    ends = Reading.objects.aggregate(first=Min("pk"), last=Max("pk"))
    return ends["first"] or 1, ends["last"] or 0


def _filled(scheme: Scheme) -> float:
    first, last = _ends()
    return min(1.0, max(0, scheme.filled_to - first + 1) / max(1, last - first + 1))


def _put_in_even() -> Scheme:
    """Store an evenly cut scheme beside the one that holds; every later transaction writes keys for both."""
    with schemes_alone():
        version = borders.next_version()
        return _begun() or Scheme.objects.create(version=version, definition=borders.definition(Cut(), version=version))


def _put_in_learned(report: Report) -> Scheme | None:
    """Do so with what was learned; learn first if nothing waits. None when what was learned is what holds."""
    waiting = Scheme.objects.filter(state=Scheme.State.LEARNED)
    while True:
        if not waiting.exists() and borders.learn_borders(report=report).scheme is None:
            return None
        with schemes_alone():
            scheme = _begun() or waiting.last()
            if scheme is not None:
                scheme.state = Scheme.State.FILLING
                scheme.save(update_fields=["state"])
                return scheme


def _fill_one(scheme: Scheme, *, last: int) -> bool:
    """Write the keys of the next readings and note how far it came; False when there are none.

    The readings are locked, so that a mark removed meanwhile takes its new keys along. Never waits for somebody who
    removes marks, who might wait for us: then nothing is done this time.
    """
    try:
        with transaction.atomic():
            lock_schemes()
            scheme.refresh_from_db()
            if scheme.state != Scheme.State.FILLING:
                return False
            after = Reading.objects.select_for_update(nowait=True).filter(pk__gt=scheme.filled_to, pk__lte=last)
            rows = list(after.order_by("pk").values_list("pk", "mark_id", "folded")[:_BATCH])
            if rows:
                _write(key_rows([(mark, folded) for _pk, mark, folded in rows], [cut(scheme)]))
                scheme.filled_to = rows[-1][0]
                scheme.save(update_fields=["filled_to"])
        return bool(rows)
    except OperationalError as error:
        if not not_in_time(error):
            raise
        return True


def _write(rows: list[tuple[str, str, int]]) -> None:
    """Write keys, and widen what is known of the hot ones among them: a mark stored meanwhile may have made them so."""
    add_rows("registry_markkey", rows)
    hot.widen(rows)


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


def _sweep_one(scheme: Scheme) -> bool:
    """Delete some keys of this scheme; False when none are left."""
    mine = MarkKey.objects.filter(**_of(scheme))
    with transaction.atomic():
        border = mine.order_by("key", "folded", "mark_id").values_list("pk", flat=True)[_SWEPT : _SWEPT + 1].first()
        some = mine.filter(pk__lte=border) if border else mine
        deleted = some._raw_delete(some.db)
    return bool(deleted)


def _of(scheme: Scheme) -> dict[str, str]:
    """Return what filters the keys of a scheme: after the prefix comes a letter (marks.keys)."""
    prefix = cut(scheme).prefix
    return {"key__gte": f"{prefix}a", "key__lt": f"{prefix}{{"}


def _let_others_write(*, since: float) -> None:
    """Pause; on SQLite, where writers look in from time to time, as long as the last transaction took."""
    sleep(max(_PAUSE, monotonic() - since) if connection.vendor == "sqlite" else _PAUSE)
