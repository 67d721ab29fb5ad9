"""A matched list as a table: one row for each number with its best hit. Whose the things are is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkspur.journal.services import record
from werkspur.marks.rank import GRADES
from werkspur.partners.models import Person
from werkspur.registry.tables.writing import to_csv, to_xlsx
from werkspur.tracing.models import MatchRow, MatchRun

HEADINGS = (
    gettext_noop("Zeile"),
    gettext_noop("Gelesen"),
    gettext_noop("Hersteller laut Liste"),
    gettext_noop("Wie oft"),
    gettext_noop("Treffer"),
    gettext_noop("Güte"),
    gettext_noop("Kennzeichen"),
    gettext_noop("Art"),
    gettext_noop("Gegenstand"),
    gettext_noop("Hersteller und Typ"),
    gettext_noop("Stand"),
    gettext_noop("Vollständig gesucht"),
)
CHUNK = 500


def export_list(run: MatchRun, *, kind: str, by: Person, origin: str = "") -> Iterator[bytes]:
    """The list with its best hits as a stream of bytes, journalled once.

    Args:
        kind: "xlsx" or "csv".
    """
    record(
        "tracing.list_exported",
        by=by,
        object=run,
        purpose=run.purpose,
        case_number=run.case_number,
        origin=origin,
        details={"kind": kind, "rows": run.rows_total},
    )
    # What is written is made now: while it is sent the page's language is over.
    rows = list(_rows(run))
    return to_csv(rows) if kind == "csv" else to_xlsx(rows, sheet=_("Abgleich"))


def _rows(run: MatchRun) -> Iterator[list[str | int]]:
    yield [_(heading) for heading in HEADINGS]
    for row in run.rows.order_by("number").with_hits().iterator(chunk_size=CHUNK):
        yield _cells(row)


def _cells(row: MatchRow) -> list[str | int]:
    known: list[str | int] = [row.line, row.text, row.make, row.times]
    if not row.is_done:
        return [*known, _("nicht gesucht"), *[""] * 7]
    hit = row.best
    complete = _("ja") if row.complete else _("nein")
    if hit is None:
        return [*known, row.total, *[""] * 6, complete]
    item = hit.mark.item
    shown = [_(GRADES[hit.grade]), str(hit.mark), str(hit.mark.get_kind_display()), item.name, item.make_and_model]
    return [*known, row.total, *shown, str(item.get_state_display()), complete]
