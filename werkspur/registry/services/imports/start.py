"""Upload: keep the file, read it, propose what its columns hold."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePath

from django.core.files.base import File
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from werkspur.base import progress
from werkspur.journal.services import record
from werkspur.marks.clean import display
from werkspur.partners.models import Company, Person
from werkspur.registry.models import ImportMapping, ImportSession
from werkspur.registry.queries.imports.labels import MARK_HEADINGS
from werkspur.registry.services.imports.states import AT_ONCE_BYTES, State, progress_key, put_to_work, step
from werkspur.registry.tables import files
from werkspur.registry.tables.cells import EMPTY, Book, Cell, Unreadable
from werkspur.registry.tables.columns import fingerprint_text, recognise
from werkspur.registry.tables.header import best_sheet, body, column_name, find_header

READING = gettext_noop("Tabelle wird gelesen")
ROWS_ON_SQLITE = 25_000  # taking more over would keep every other writer waiting for too long
SAMPLES = 40  # cells of a column that are looked at
SHOWN = 4  # of them shown


def start_import(upload: File[bytes], *, name: str, company: Company, by: Person | str) -> ImportSession:
    """Keep an uploaded file and read it. A file that cannot be read is kept too, with the reason.

    The same file once more while its first import is still open leads back to that one, so a second click or the back
    button starts nothing new.

    Args:
        name: the file's name as the person knows it.
    """
    sha256 = hashlib.sha256()
    for chunk in upload.chunks():
        sha256.update(chunk)
    upload.seek(0)
    digest = sha256.hexdigest()
    open_states = [State.UPLOADED, State.READING, State.MAPPING, State.JUDGING, State.REVIEW]
    again = ImportSession.objects.filter(company=company, sha256=digest, state__in=open_states, committed_at=None)
    if there := again.first():
        return there
    filename = display(PurePath(name.replace("\\", "/")).name)[-200:] or "tabelle"
    with transaction.atomic():
        session = ImportSession(
            company=company, started_by=by if isinstance(by, Person) else None, filename=filename, sha256=digest
        )
        session.file.save(f"{session.uid}.tabelle", upload, save=False)
        session.save()
        details = {"bytes": upload.size or 0}
        record("registry.import_started", by=by, object=session, company=company, details=details)
    if (upload.size or 0) <= AT_ONCE_BYTES:
        read_table(session.pk)
        session.refresh_from_db()
    else:
        put_to_work(session, task="read_import")
    return session


def read_table(session_pk: int) -> None:
    """Read the file and propose the columns. Started again after a crash it begins anew; nothing else depends on it."""
    session = ImportSession.objects.filter(pk=session_pk).first()
    if session is None or not step(session, to=State.READING, of=(State.UPLOADED, State.READING)):
        return
    progress.report(progress_key(session), 0, 2, READING)
    try:
        book = open_book(session)
        propose(session, book=book, index=best_sheet(book))
    except Unreadable as problem:
        session.state = State.FAILED
        session.problem = {"code": problem.code, "params": problem.params}
        session.save()
    except Exception:
        # A file nobody foresaw must not leave the page waiting for ever; the log has the cause.
        ImportSession.objects.filter(pk=session_pk).update(state=State.FAILED, problem={"code": "broken"})
        raise
    progress.report(progress_key(session), 2, 2, READING)


def open_book(session: ImportSession) -> Book:
    """The table in the session's file.

    Raises:
        Unreadable: it is none.
    """
    return files.read(Path(session.file.path), mark_headings=MARK_HEADINGS)


def propose(session: ImportSession, *, book: Book, index: int) -> None:
    """Store the layout of one sheet and what its columns seem to hold; the company's own choice of last time wins.

    Raises:
        Unreadable: the sheet holds headings only, or more rows than this database takes over in one go.
    """
    sheet = book.sheets[index]
    header = find_header(sheet)
    rows = body(sheet, header)
    if not rows:
        raise Unreadable("no_rows")
    if connection.vendor == "sqlite" and len(rows) > ROWS_ON_SQLITE:
        raise Unreadable("too_many_rows", limit=ROWS_ON_SQLITE)
    width = max(len(header.headings), max(len(cells) for _, cells in rows))
    headings = header.headings + [""] * (width - len(header.headings))
    samples = _samples([cells for _, cells in rows[:400]], width)
    guesses = recognise(headings, samples)
    fingerprint = hashlib.sha256(fingerprint_text(headings).encode()).hexdigest() if any(headings) else ""
    remembered = ImportMapping.objects.filter(company=session.company, fingerprint=fingerprint or "-").first()
    mapping = {str(i): guess.field for i, guess in enumerate(guesses)}
    if remembered:
        mapping |= {key: field for key, field in remembered.mapping.items() if key in mapping}
    session.sheet = sheet.name[:100]
    session.layout = {
        "format": book.format,
        "details": book.details,
        "sheets": [{"name": each.name, "rows": len(each.rows)} for each in book.sheets],
        "header": header.number,
        "rows": len(rows),
        "remembered": bool(remembered),
    }
    session.columns = [
        {
            "heading": heading,
            "name": heading or column_name(i),
            "field": guesses[i].field,
            "by": guesses[i].by,
            "samples": list(dict.fromkeys(cell.text[:60] for cell in samples[i] if cell.text))[:SHOWN],
        }
        for i, heading in enumerate(headings)
    ]
    session.fingerprint = fingerprint
    session.mapping = mapping
    session.keep_unknown = remembered.keep_unknown if remembered else True
    session.state = State.MAPPING
    session.save()


def _samples(rows: list[list[Cell]], width: int) -> list[list[Cell]]:
    """For each column its first cells that hold something."""
    found: list[list[Cell]] = [[] for _ in range(width)]
    for cells in rows:
        for index, cell in enumerate(cells):
            if cell != EMPTY and len(found[index]) < SAMPLES:
                found[index].append(cell)
    return found
