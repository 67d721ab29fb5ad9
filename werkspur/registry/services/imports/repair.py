"""Repair: one row at a time, saved at once, or every suggestion of one kind together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from werkspur.journal.services import record
from werkspur.marks.clean import display
from werkspur.partners.models import Person
from werkspur.registry.models import ImportRow, ImportSession
from werkspur.registry.queries.imports import known_for
from werkspur.registry.services.imports.judging import columns_of, fill
from werkspur.registry.services.imports.states import ImportRefused, State
from werkspur.registry.tables.cells import from_json, plain_kind
from werkspur.registry.tables.reading import Choices, draft
from werkspur.registry.tables.verdicts import OPEN, Known, judge

#: damage whose suggestion is certain enough to be accepted for many rows at once
CERTAIN = ("zeros", "decimal_tail")
AT_ONCE = 2_000  # rows
FILLED = ["values", "problems", "changes", "choices", "identity", "verdict", "item", "repaired"]


def repair_row(
    row: ImportRow,
    *,
    cells: dict[int, str] | None = None,
    confirmed: Iterable[int] = (),
    accepted: Iterable[str] = (),
    action: str = "",
    by: Person | str,
) -> ImportRow:
    """Correct cells of a row or answer its question, and judge it anew.

    Args:
        cells: column -> what should stand there.
        confirmed: columns whose text is right although it looks damaged.
        accepted: answered questions, "no_mark": enter the thing without a number.
        action: "new": another thing with the same number; "update": this is the item in the list.

    Raises:
        ImportRefused: the row was taken over already, or the table is being worked on.
    """
    with transaction.atomic():
        session = _locked(row)
        row.refresh_from_db()
        choices = Choices.from_json(row.choices)
        choices.cells |= {str(column): display(text) for column, text in (cells or {}).items()}
        choices.confirmed = sorted({*choices.confirmed, *map(str, confirmed)} - {str(column) for column in cells or {}})
        choices.accepted = sorted({*choices.accepted, *accepted})
        choices.action = action or ("" if choices.action == "skip" else choices.action)
        _judge_again([row], session=session, choices={row.pk: choices})
        record(
            "registry.import_row_repaired", by=by, object=session, company=session.company, details={"row": row.number}
        )
    return row


def skip_row(row: ImportRow, *, by: Person | str) -> ImportRow:
    """Leave a row out; the same row in a later table is left out too.

    Raises:
        ImportRefused: as `repair_row`.
    """
    return repair_row(row, action="skip", by=by)


def reopen_row(row: ImportRow, *, by: Person | str) -> ImportRow:
    """Take back everything that was decided about a row.

    Raises:
        ImportRefused: as `repair_row`.
    """
    with transaction.atomic():
        session = _locked(row)
        row.refresh_from_db()
        _judge_again([row], session=session, choices={row.pk: Choices()})
        record(
            "registry.import_row_reopened", by=by, object=session, company=session.company, details={"row": row.number}
        )
    return row


def accept_suggestions(session: ImportSession, *, code: str, by: Person | str) -> int:
    """Accept the suggestion of every open row with this damage; answers how many rows, at most `AT_ONCE`.

    Raises:
        ImportRefused: busy; nothing_ready, when the code is none of `CERTAIN`.
    """
    if code not in CERTAIN:
        raise ImportRefused("nothing_ready")
    with transaction.atomic():
        session = _locked(session)
        rows = [
            row
            for row in session.rows.filter(verdict="damaged", committed_at=None).order_by("number")
            if any(problem["code"] == code and problem["suggestion"] for problem in row.problems)
        ][:AT_ONCE]
        choices = {row.pk: Choices.from_json(row.choices) for row in rows}
        for row in rows:
            choices[row.pk].cells |= {
                str(problem["column"]): problem["suggestion"] for problem in row.problems if problem["code"] == code
            }
        if rows:
            _judge_again(rows, session=session, choices=choices)
        details = {"code": code, "rows": len(rows)}
        record("registry.import_suggestions_accepted", by=by, object=session, company=session.company, details=details)
    return len(rows)


def _locked(of: ImportRow | ImportSession) -> ImportSession:
    """The session, held until the transaction ends, if its rows may be worked on."""
    pk = of.session_id if isinstance(of, ImportRow) else of.pk
    session = ImportSession.objects.select_for_update(of=("self",)).select_related("company").get(pk=pk)
    if session.state not in {State.REVIEW, State.DONE}:
        raise ImportRefused("busy")
    if isinstance(of, ImportRow) and of.committed_at:
        raise ImportRefused("too_late")
    return session


def _judge_again(rows: Sequence[ImportRow], *, session: ImportSession, choices: Mapping[int, Choices]) -> None:
    """Judge these rows of one session anew. `choices`: by primary key of the row."""
    columns, plain = columns_of(session), plain_kind(session.layout["format"])
    read = {row.pk: draft(from_json(row.cells, plain=plain), columns=columns, choices=choices[row.pk]) for row in rows}
    known = _known_beside(rows, session=session, identities=[each for one in read.values() for each in one.identities])
    known_for(session.company, drafts=[(row.digest, read[row.pk]) for row in rows], session=session, known=known)
    for row in rows:
        decided, one = choices[row.pk], read[row.pk]
        judgement = judge(
            one, number=row.number, digest=row.digest, known=known, choices=decided, headings=columns.headings
        )
        fill(row, draft=one, judgement=judgement, choices=decided)
        row.repaired = row.verdict not in OPEN and bool(decided.as_json())
    ImportRow.objects.bulk_update(rows, FILLED, batch_size=200)


def _known_beside(rows: Sequence[ImportRow], *, session: ImportSession, identities: list[str]) -> Known:
    """What the other rows of the file have taken."""
    known = Known()
    others = (
        session.rows.exclude(pk__in=[row.pk for row in rows[:AT_ONCE]]).exclude(verdict="skipped").order_by("number")
    )
    if len(rows) == 1:
        for identity in identities:
            if same := others.filter(identity__contains=f"\n{identity}\n").first():
                known.first_with[identity] = same.number
    else:
        for number, found in others.exclude(identity="").values_list("number", "identity"):
            for identity in filter(None, found.split("\n")):
                known.first_with.setdefault(identity, number)
    taken = others.filter(item__isnull=False, verdict__in=["changed", "same"], committed_at=None)
    known.taken = set(taken.values_list("item_id", flat=True))
    return known
