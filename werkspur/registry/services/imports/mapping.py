"""Columns: choose the sheet, say what each column holds, remember it for the next table of this shape."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from werkspur.journal.services import record
from werkspur.partners.models import Person
from werkspur.registry.models import ImportMapping, ImportSession
from werkspur.registry.services.imports.judging import judge_rows
from werkspur.registry.services.imports.start import open_book, propose
from werkspur.registry.services.imports.states import AT_ONCE_ROWS, ImportRefused, State, put_to_work, step
from werkspur.registry.tables.cells import Unreadable
from werkspur.registry.tables.columns import FIELDS, SINGLE


def choose_sheet(session: ImportSession, *, index: int, by: Person | str) -> ImportSession:
    """Read another sheet of the same file.

    Raises:
        ImportRefused: there is no such sheet, nothing stands in it, or rows were taken over already.
    """
    if session.committed_at or session.state not in {State.MAPPING, State.REVIEW}:
        raise ImportRefused("too_late")
    try:
        book = open_book(session)
        if not 0 <= index < len(book.sheets):
            raise ImportRefused("no_sheet")
        with transaction.atomic():
            session.rows.all().delete()
            propose(session, book=book, index=index)
            details = {"sheet": index + 1}
            record("registry.import_sheet_chosen", by=by, object=session, company=session.company, details=details)
    except Unreadable as problem:
        raise ImportRefused(problem.code, **problem.params) from problem
    return session


def map_columns(
    session: ImportSession, *, mapping: Mapping[str, str], keep_unknown: bool = True, by: Person | str
) -> ImportSession:
    """Say what the columns hold, and judge every row anew. What was repaired before is judged anew too.

    Args:
        mapping: column number as text -> one of `tables.columns.FIELDS`.

    Raises:
        ImportRefused: unknown_field; field_twice; no_name_column; too_late, when rows were taken over already.
    """
    _check(mapping)
    if session.committed_at:
        raise ImportRefused("too_late")
    with transaction.atomic():
        if not step(session, to=State.JUDGING, of=(State.MAPPING, State.REVIEW)):
            raise ImportRefused("busy")
        session.rows.all().delete()
        session.mapping = dict(mapping)
        session.keep_unknown = keep_unknown
        session.layout.pop("peers", None)
        session.save(update_fields=["mapping", "keep_unknown", "layout", "updated_at"])
        if session.fingerprint:
            ImportMapping.objects.update_or_create(
                company=session.company,
                fingerprint=session.fingerprint,
                defaults={"mapping": session.mapping, "keep_unknown": keep_unknown},
            )
        record("registry.import_mapped", by=by, object=session, company=session.company)
        small = session.layout.get("rows", 0) <= AT_ONCE_ROWS
        if not small:
            put_to_work(session, task="judge_import")
    if small:
        judge_rows(session.pk)
        session.refresh_from_db()
    return session


def _check(mapping: Mapping[str, str]) -> None:
    fields = list(mapping.values())
    if unknown := next((field for field in fields if field not in FIELDS), ""):
        raise ImportRefused("unknown_field", field=unknown)
    if twice := next((field for field in SINGLE if fields.count(field) > 1), ""):
        raise ImportRefused("field_twice", field=twice)
    if not any(field in {"name", "category", "reference"} or field.startswith("mark:") for field in fields):
        raise ImportRefused("no_name_column")
