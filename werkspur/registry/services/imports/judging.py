"""Every row gets its verdict: a thousand at a time, each thousand stored at once, so that a crash costs one of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils.translation import gettext_noop

from werkspur.base import progress
from werkspur.registry.models import ImportRow, ImportSession
from werkspur.registry.queries.imports import category_names, known_for
from werkspur.registry.services.imports.start import open_book
from werkspur.registry.services.imports.states import State, count, progress_key, step
from werkspur.registry.tables.cells import Cell, Unreadable, plain_kind, to_json
from werkspur.registry.tables.excel import Peers
from werkspur.registry.tables.header import Header, body
from werkspur.registry.tables.reading import Choices, Columns, Draft, draft, peers_of
from werkspur.registry.tables.verdicts import Judgement, Known, judge

JUDGING = gettext_noop("Zeilen werden geprüft")
BATCH = 1_000
Row = tuple[int, list[Cell]]


def judge_rows(session_pk: int) -> None:
    """Judge and store the rows that are not stored yet. Started again after a crash it goes on where it stopped."""
    session = ImportSession.objects.select_related("company").filter(pk=session_pk, state=State.JUDGING).first()
    if session is None:
        return
    try:
        _judge_all(session)
    except Unreadable as problem:
        session.problem = {"code": problem.code, "params": problem.params}
        session.state = State.FAILED
        session.save()
    except Exception:
        # Rows nobody foresaw must not leave the page waiting for ever; the log has the cause.
        ImportSession.objects.filter(pk=session_pk).update(state=State.FAILED, problem={"code": "broken"})
        raise


def _judge_all(session: ImportSession) -> None:
    rows = _rows(session)
    if "peers" not in session.layout:
        peers = peers_of([cells for _, cells in rows], columns=columns_of(session))
        session.layout["peers"] = [[column, key, each.length, each.group] for (column, key), each in peers.items()]
        session.save(update_fields=["layout", "updated_at"])
    columns = columns_of(session)
    known = _resumed(session)
    stored = session.rows.count()
    done = rows[:stored]
    for some in _batches(rows[stored:]):
        with transaction.atomic():
            ImportRow.objects.bulk_create(_judged(session, rows=some, columns=columns, known=known), batch_size=500)
        done += some
        progress.report(progress_key(session), len(done), len(rows), JUDGING)
    with transaction.atomic():
        if step(session, to=State.REVIEW, of=(State.JUDGING,)):
            count(session)


def columns_of(session: ImportSession) -> Columns:
    """How this session's table is to be read, with what is known of the numbers beside each other."""
    return Columns(
        headings=[column["heading"] for column in session.columns],
        mapping={int(index): field for index, field in session.mapping.items()},
        keep_unknown=session.keep_unknown,
        categories=category_names(),
        peers={(column, key): Peers(length, group) for column, key, length, group in session.layout.get("peers", [])},
    )


def digest_of(session: ImportSession, *, cells: Sequence[Cell]) -> str:
    """What is the same when the same row comes again under the same headings, 32 hexadecimal characters."""
    text = json.dumps([session.fingerprint, [cell.text for cell in cells]], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def fill(row: ImportRow, *, draft: Draft, judgement: Judgement, choices: Choices) -> None:
    """Put what was read and judged on the row."""
    row.values = draft.values | {"marks": draft.marks}
    row.problems = [problem.as_json() for problem in judgement.problems]
    row.changes = judgement.changes
    row.choices = choices.as_json()
    row.identity = "\n".join(["", *draft.identities, ""]) if draft.identities else ""
    row.verdict = judgement.verdict
    row.item_id = judgement.item.pk if judgement.item else None


def _rows(session: ImportSession) -> list[Row]:
    book = open_book(session)
    sheet = next((sheet for sheet in book.sheets if sheet.name[:100] == session.sheet), book.sheets[0])
    return body(sheet, Header(session.layout["header"], [column["heading"] for column in session.columns]))


def _judged(session: ImportSession, *, rows: Sequence[Row], columns: Columns, known: Known) -> list[ImportRow]:
    plain = plain_kind(session.layout["format"])
    read = [(number, cells, digest_of(session, cells=cells), draft(cells, columns=columns)) for number, cells in rows]
    known_for(session.company, drafts=[(digest, row) for _, _, digest, row in read], session=session, known=known)
    result = []
    for number, cells, digest, row in read:
        judgement = judge(row, number=number, digest=digest, known=known, headings=columns.headings)
        stored = ImportRow(session=session, number=number, digest=digest, cells=to_json(cells, plain=plain))
        fill(stored, draft=row, judgement=judgement, choices=Choices())
        stored.found = judgement.verdict
        if judgement.verdict != "skipped":
            for identity in row.identities:
                known.first_with.setdefault(identity, number)
        result.append(stored)
    return result


def _resumed(session: ImportSession) -> Known:
    """What the rows that are stored already have taken."""
    known = Known()
    for number, identity, item, verdict in session.rows.order_by("number").values_list(
        "number", "identity", "item_id", "verdict"
    ):
        for each in filter(None, identity.split("\n") if verdict != "skipped" else []):
            known.first_with.setdefault(each, number)
        if item and verdict in {"changed", "same"}:
            known.taken.add(item)
    return known


def _batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), BATCH):
        yield list(rows[start : start + BATCH])
