"""Reading a file: every table in it is checked and kept for publishing, or the file is refused as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from werkspur.base import progress
from werkspur.facts.models import Damage, Figure, Import, Population
from werkspur.facts.queries import report
from werkspur.facts.services import places
from werkspur.facts.tables import Row, Table, errors, read
from werkspur.journal.services import record

State = Import.State
BATCH = 2000
#: what is there and need not be read again
THERE = (State.CHECKED, State.PUBLISHED, State.REPLACED)
READ, KEEP = gettext_noop("Datei wird gelesen"), gettext_noop("Zeilen werden geprüft und abgelegt")


def read_file(data: bytes, *, name: str, by: Any, year: int | None = None, into: Import | None = None) -> list[Import]:
    """Read a file, check it and keep it for publishing: one import for each table in it.

    A file that is already there is answered as it is. A refused file leaves one import in state REFUSED with the
    reason and nothing else.

    Args:
        by: a person, or the name of a machine such as "operator".
        year: the reporting year, when the file does not tell it.
        into: the import that waits for this file; it becomes the first table, or tells why the file was refused.
    """
    digest = hashlib.sha256(data).hexdigest()
    there = list(Import.objects.filter(sha256=digest, state__in=THERE).order_by("id"))
    if there:
        return there if into is None else [_refuse(errors.AlreadyThere(), digest=digest, name=name, by=by, into=into)]
    try:
        _tell(into, 0, 1, READ)
        tables = read(data, name=name, year=year)
        with transaction.atomic():
            return _keep_all(tables, digest=digest, name=name, by=by, into=into)
    except errors.TableError as refused:
        return [_refuse(refused, digest=digest, name=name, by=by, into=into)]


def progress_key(imported: Import) -> str:
    """Where `base.progress` keeps how far the reading is."""
    return f"facts-import:{imported.pk}"


def base_name(name: str) -> str:
    """The name of a file without its folders."""
    return name.replace("\\", "/").rsplit("/", 1)[-1][:200]


def person(by: Any) -> Any:
    """`by`, when it is a person and not the name of a machine."""
    return None if isinstance(by, str) else by


def _tell(into: Import | None, done: int, total: int, text: str) -> None:
    if into is not None:
        progress.report(progress_key(into), done, total, text)


def _refuse(refused: errors.TableError, *, digest: str, name: str, by: Any, into: Import | None) -> Import:
    reason = {"code": refused.code, "row": refused.row, "params": refused.params}
    there = Import.objects.filter(sha256=digest, state=State.REFUSED).order_by("-id").first()
    if into is None and there is not None and there.refusal == reason:
        return there
    with transaction.atomic():
        one = Import.objects.get(pk=into.pk) if into else Import(sha256=digest, by=person(by))
        one.state, one.refusal, one.filename = State.REFUSED, reason, one.filename or base_name(name)
        one.save()
        record("facts.import_refused", by=by, object=one, details={"code": refused.code, "row": refused.row or 0})
    return one


def _keep_all(tables: list[Table], *, digest: str, name: str, by: Any, into: Import | None) -> list[Import]:
    kept, done, total = [], 0, sum(len(table.rows) + len(table.inhabitants) for table in tables)
    for at, table in enumerate(tables, start=1):
        one = _keep(table, at, digest=digest, name=name, by=by, into=into if at == 1 else None)
        for stored in _values(table, one):
            done += stored
            _tell(into, min(done, total), total, KEEP)
        kept.append(one)
        _after(table, one, by=by)
    return kept


def _keep(table: Table, number: int, *, digest: str, name: str, by: Any, into: Import | None) -> Import:
    years = table.years
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    seen = report.report(table)
    places.ensure(table)
    kept = into or Import(sha256=digest, by=person(by))
    kept.state, kept.refusal = State.CHECKED, None
    kept.filename = base_name(table.name or name)
    kept.table = f"{table.kind.value} {span}" + (f" ({number})" if number > 1 else "")
    kept.source, kept.licence = table.source[:300], table.licence[:120]
    kept.version, kept.dated, kept.altered = table.version[:40], table.dated, table.altered
    kept.first_year, kept.last_year = years[0], years[-1]
    kept.rows, kept.report = seen["rows"], seen | {"wordings": places.wordings(table)}
    kept.save()
    return kept


def _values(table: Table, kept: Import) -> Iterator[int]:
    """Store the values of a table; yields how many, batch by batch."""
    yield from _store(Figure, (_figure(row, kept) for row in table.rows if row.cases is not None))
    yield from _store(Damage, (_damage(row, kept) for row in table.rows if row.damage_cents is not None))
    yield from _store(Population, (_people(one, kept, table.source) for one in table.inhabitants))


def _after(table: Table, kept: Import, *, by: Any) -> None:
    places.link_offences()
    record("facts.import_verified", by=by, object=kept, details={"rows": kept.rows, "table": kept.table})


def _store(model: Any, values: Iterator[Any]) -> Iterator[int]:
    while batch := list(islice(values, BATCH)):
        model.objects.bulk_create(batch, batch_size=BATCH)
        yield len(batch)


def _figure(row: Row, imported: Import) -> Figure:
    return Figure(
        **_sourced(row, imported),
        cases=row.cases or 0,
        attempts=row.attempts,
        cleared=row.cleared,
        suspects=row.suspects,
        published_rate=row.rate,
        published_clearance=row.clearance,
    )


def _damage(row: Row, imported: Import) -> Damage:
    return Damage(**_sourced(row, imported), amount_cents=row.damage_cents or 0)


def _sourced(row: Row, imported: Import) -> dict[str, Any]:
    """Return whose value it is, and where it comes from."""
    return {
        "area_id": row.area,
        "offence_id": row.key,
        "year": row.year,
        "imported": imported,
        "row": row.row,
        "provisional": row.provisional,
    }


def _people(one: Any, imported: Import, source: str) -> Population:
    return Population(
        area_id=one.area, day=one.day, base=one.base, count=one.count, source=one.source or source, imported=imported,
        holds=False,
    )  # fmt: skip
