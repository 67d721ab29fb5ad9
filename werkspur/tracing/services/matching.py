"""The work on a list: number by number through the register, written as it is done, stopped and gone on with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from werkspur.base import progress
from werkspur.journal.services import record
from werkspur.marks.explanation import explain
from werkspur.marks.rank import Evidence, Table, grade
from werkspur.marks.readings import readings
from werkspur.partners.models import Person
from werkspur.registry.models import Mark
from werkspur.registry.queries.finding import table_that_holds
from werkspur.registry.queries.finding.evidence import Known
from werkspur.registry.services import match_many
from werkspur.tracing.models import MatchHit, MatchRow, MatchRun
from werkspur.tracing.services.lists import NotNow, State, progress_key, put_to_work

CHUNK = 100  # numbers between two looks at whether somebody stopped the work
BEST = 5  # hits kept for each number
WEIGHED = 25  # so many are looked at for what their maker says


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
        if not _keep(run, hits=search(rows), rows=rows):
            return
        done += len(rows)
        progress.report(progress_key(run), done, run.rows_total)
    with transaction.atomic():
        if step(run, to=State.DONE, of=(State.RUNNING,)):
            found = run.rows.filter(grade__gt=0).count()
            MatchRun.objects.filter(pk=run.pk).update(rows_found=found, finished_at=timezone.now())


def _keep(run: MatchRun, *, rows: Sequence[MatchRow], hits: Sequence[MatchHit]) -> bool:
    """Write what was found for some numbers; False when the list was stopped or deleted meanwhile."""
    with transaction.atomic():
        if not MatchRun.objects.select_for_update().filter(pk=run.pk, state=State.RUNNING).exists():
            return False
        MatchHit.objects.filter(row__in=rows).delete()
        MatchHit.objects.bulk_create(hits, batch_size=500)
        MatchRow.objects.bulk_update(rows, ["is_done", "total", "complete", "grade"])
    return True


def search(rows: Sequence[MatchRow]) -> list[MatchHit]:
    """Search some numbers; their rows are changed and not saved, their best hits, one for each item, answered."""
    answers = list(match_many([row.text for row in rows], limit=WEIGHED, parts=True))
    marks = Mark.objects.select_related("item").in_bulk({mark for one in answers for mark, _, _ in one.matches})
    table = table_that_holds()
    found = []
    for row, one in zip(rows, answers, strict=True):
        hits = _best(row, [(marks[mark], weight) for mark, weight, _ in one.matches if mark in marks], table=table)
        row.is_done, row.total, row.complete = True, one.total, one.complete
        row.grade = hits[0].grade if hits else 0
        found += hits
    return found


def _best(row: MatchRow, found: Iterable[tuple[Mark, float]], *, table: Table) -> list[MatchHit]:
    """The best of these marks, the maker of the list considered; of one item only its best mark."""
    known = Known.of(make=row.make, features="", words="")
    judged = [(mark, weight, known.about(make=mark.item.make, item_words=None)) for mark, weight in found]
    judged.sort(key=lambda one: (round(one[1] + one[2].weight(table), 6), one[0].text, one[0].pk))
    items = {mark.item_id: (mark, weight, evidence) for mark, weight, evidence in reversed(judged)}
    best = sorted(items.values(), key=judged.index)[:BEST]
    return [
        MatchHit(row=row, mark=mark, rank=rank, weight=weight, grade=_grade(row, mark, weight, evidence, table))
        for rank, (mark, weight, evidence) in enumerate(best, start=1)
    ]


def _grade(row: MatchRow, mark: Mark, weight: float, evidence: Evidence, table: Table) -> int:
    """As a look-up grades it: by the reading that is nearest to the mark. Of 3,5E+14 a spreadsheet left two digits."""
    tried = (explain(reading.text, mark.text, table) for reading in readings(row.text))
    nearest = min(tried, key=lambda one: (one.edits, one.weight))
    return grade(nearest.read, weight=weight, edits=nearest.edits, evidence=evidence, table=table)
