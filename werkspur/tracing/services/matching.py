"""The work on a list: number by number through the register, written as it is done, stopped and gone on with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from werkspur.base import progress
from werkspur.journal.services import record
from werkspur.partners.models import Person
from werkspur.registry.queries import Found, find
from werkspur.tracing.models import MatchHit, MatchRow, MatchRun
from werkspur.tracing.services.lists import NotNow, State, progress_key, put_to_work

CHUNK = 100  # numbers between two looks at whether somebody stopped the work
BEST = 5  # hits kept for each number


def carry_out(run_pk: int) -> None:
    """Match the numbers that are not done yet. Started again after a crash it goes on where it stopped."""
    run = MatchRun.objects.filter(pk=run_pk).first()
    if run is None or not step(run, to=State.RUNNING, of=(State.QUEUED, State.RUNNING)):
        return
    try:
        _match(run)
    except Exception:
        # The page must not wait for ever; the log has the cause, and the officer may start it again.
        MatchRun.objects.filter(pk=run_pk, state=State.RUNNING).update(state=State.FAILED)
        raise


def cancel_matching(run: MatchRun, *, by: Person) -> None:
    """Stop the work after the numbers that are being matched right now. What is done stays.

    Raises:
        NotNow: nothing is being matched.
    """
    with transaction.atomic():
        if not step(run, to=State.CANCELLED, of=(State.QUEUED, State.RUNNING)):
            raise NotNow
        record("tracing.list_stopped", by=by, object=run, purpose=run.purpose, case_number=run.case_number)


def resume_matching(run: MatchRun, *, by: Person) -> None:
    """Go on with a list that was stopped or failed.

    Raises:
        NotNow: it is neither.
    """
    with transaction.atomic():
        if not step(run, to=State.QUEUED, of=(State.FAILED, State.CANCELLED)):
            raise NotNow
        record("tracing.list_resumed", by=by, object=run, purpose=run.purpose, case_number=run.case_number)
        put_to_work(run)


def step(run: MatchRun, *, to: State, of: tuple[State, ...]) -> bool:
    """Take the list to the state `to` if it is in one of `of`; False when somebody else was faster."""
    moved = MatchRun.objects.filter(pk=run.pk, state__in=of).update(state=to)
    if moved:
        run.state = to
    return bool(moved)


def _match(run: MatchRun) -> None:
    done = run.rows.filter(is_done=True).count()
    progress.report(progress_key(run), done, run.rows_total)
    while rows := list(run.rows.filter(is_done=False).order_by("number")[:CHUNK]):
        if not _keep(run, found=[(row, _find(row)) for row in rows]):
            return
        done += len(rows)
        progress.report(progress_key(run), done, run.rows_total)
    with transaction.atomic():
        if step(run, to=State.DONE, of=(State.RUNNING,)):
            found = run.rows.filter(grade__gt=0).count()
            MatchRun.objects.filter(pk=run.pk).update(rows_found=found, finished_at=timezone.now())


def _find(row: MatchRow) -> Found:
    return find(row.text, make=row.make, limit=BEST)


def _keep(run: MatchRun, *, found: Sequence[tuple[MatchRow, Found]]) -> bool:
    """Write what was found for some numbers; False when the list was stopped or deleted meanwhile."""
    with transaction.atomic():
        if not MatchRun.objects.select_for_update().filter(pk=run.pk, state=State.RUNNING).exists():
            return False
        MatchHit.objects.filter(row__in=[row for row, _ in found]).delete()
        hits = [hit for row, one in found for hit in _hits(row, one)]
        MatchHit.objects.bulk_create(hits, batch_size=500)
        best = {hit.row_id: hit.grade for hit in hits if hit.rank == 1}
        for row, one in found:
            row.is_done, row.total, row.complete, row.grade = True, one.total, one.complete, best.get(row.pk, 0)
        MatchRow.objects.bulk_update([row for row, _ in found], ["is_done", "total", "complete", "grade"])
    return True


def _hits(row: MatchRow, found: Found) -> Iterable[MatchHit]:
    numbered = [match for match in found.matches if match.mark]
    for rank, match in enumerate(numbered, start=1):
        yield MatchHit(row=row, mark=match.mark, rank=rank, weight=match.weight, grade=match.grade)
