"""Importing crime figures: read and check, publish by a second person, withdraw, bring back.

Every verb is one transaction: a file is there as a whole or not at all. Nothing is overwritten: an import that
replaces another takes over what holds, and gives it back when it is withdrawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.facts.models import Damage, Figure, Import, Offence, Population
from werkspur.facts.queries import report
from werkspur.facts.services import places
from werkspur.facts.tables import Kind, Row, Table, errors, read
from werkspur.journal.services import record

State = Import.State
BATCH = 2000
#: what a published import may have been before
_ONCE_PUBLISHED = (State.PUBLISHED, State.REPLACED)
_PLACE = {Figure: ("area", "offence", "year"), Damage: ("area", "offence", "year"), Population: ("area", "day", "base")}


class ImportRefused(Exception):
    """A step that this import cannot take; the message is for people."""


def read_file(data: bytes, *, name: str, by: Any, year: int | None = None) -> list[Import]:
    """Read a file, check it and keep it for publishing: one import for each table in it.

    A file that is already there is answered as it is. A refused file leaves one import in state REFUSED with the
    reason and nothing else.

    Args:
        by: a person, or the name of a machine such as "operator".
        year: the reporting year, when the file does not tell it.
    """
    digest = hashlib.sha256(data).hexdigest()
    there = Import.objects.filter(sha256=digest, state__in=[State.CHECKED, *_ONCE_PUBLISHED])
    if found := list(there.order_by("id")):
        return found
    try:
        with transaction.atomic():
            tables = read(data, name=name, year=year)
            return [_keep(table, at, digest=digest, name=name, by=by) for at, table in enumerate(tables, start=1)]
    except errors.TableError as refused:
        return [_refuse(refused, digest=digest, name=name, by=by)]


def _person(by: Any) -> Any:
    return None if isinstance(by, str) else by


def _base_name(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1][:200]


def _refuse(refused: errors.TableError, *, digest: str, name: str, by: Any) -> Import:
    reason = {"code": refused.code, "row": refused.row, "params": refused.params}
    there = Import.objects.filter(sha256=digest, state=State.REFUSED).order_by("-id").first()
    if there is not None and there.refusal == reason:
        return there
    with transaction.atomic():
        one = Import.objects.create(
            state=State.REFUSED, filename=_base_name(name), sha256=digest, refusal=reason, by=_person(by)
        )
        record("facts.import_refused", by=by, object=one, details={"code": refused.code, "row": refused.row or 0})
    return one


def _keep(table: Table, number: int, *, digest: str, name: str, by: Any) -> Import:
    years = table.years
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    seen = report.report(table)
    places.ensure(table)
    kept = Import.objects.create(
        state=State.CHECKED,
        filename=_base_name(table.name or name),
        sha256=digest,
        table=f"{table.kind.value} {span}" + (f" ({number})" if number > 1 else ""),
        source=table.source[:300],
        version=table.version[:40],
        dated=table.dated,
        licence=table.licence[:120],
        altered=table.altered,
        first_year=years[0],
        last_year=years[-1],
        rows=seen["rows"],
        report=seen,
        by=_person(by),
    )
    _store(Figure, (_figure(row, kept) for row in table.rows if row.cases is not None))
    _store(Damage, (_damage(row, kept) for row in table.rows if row.damage_cents is not None))
    _store(Population, (_people(one, kept, table.source) for one in table.inhabitants))
    if table.kind is not Kind.OWN:
        places.keep_wordings(places.wordings(table.rows))
    if table.kind is Kind.DISTRICTS:
        Offence.objects.filter(key__in={row.key for row in table.rows}).update(by_district=True)
    places.link_offences()
    record("facts.import_verified", by=by, object=kept, details={"rows": kept.rows, "table": kept.table})
    return kept


def _store(model: Any, values: Iterator[Any]) -> None:
    while batch := list(islice(values, BATCH)):
        model.objects.bulk_create(batch, batch_size=BATCH)


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


@transaction.atomic
def publish_import(imported: Import, *, by: Any) -> Import:
    """Let the values of an import hold; what held before stays and can be brought back. A second click does nothing.

    Raises:
        ImportRefused: by the person who brought the file, or the import is in no state for it.
    """
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    if imported.state == State.PUBLISHED:
        return imported
    if imported.state != State.CHECKED:
        raise ImportRefused(_("Dieser Import kann nicht veröffentlicht werden."))
    _second_person(imported, by)
    return _publish(imported, verb="facts.import_committed", by=by)


@transaction.atomic
def bring_back(imported: Import, *, by: Any) -> Import:
    """Let a replaced or withdrawn import hold again.

    Raises:
        ImportRefused: by the person who brought the file, or the import was never published.
    """
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    if imported.state not in (State.REPLACED, State.WITHDRAWN, State.PUBLISHED) or imported.published_at is None:
        raise ImportRefused(_("Dieser Import war nie veröffentlicht."))
    _second_person(imported, by)
    twin = Import.objects.filter(sha256=imported.sha256, table=imported.table).exclude(pk=imported.pk)
    if twin.filter(state__in=[State.CHECKED, *_ONCE_PUBLISHED]).exists():
        raise ImportRefused(_("Diese Datei ist inzwischen noch einmal eingelesen."))
    return _publish(imported, verb="facts.import_reopened", by=by)


def _second_person(imported: Import, by: Any) -> None:
    if _person(by) is not None and imported.by_id == by.pk:
        raise ImportRefused(_("Veröffentlichen muss eine zweite Person, nicht wer die Datei eingelesen hat."))


def _publish(imported: Import, *, verb: str, by: Any) -> Import:
    for model, place in _PLACE.items():
        own = model._default_manager.filter(imported=imported)
        if not own.exists():
            continue
        _hold(model, _held_elsewhere(model, imported, place), holds=False)
        own.update(holds=True)
    imported.state, imported.published_by, imported.published_at = State.PUBLISHED, _person(by), timezone.now()
    imported.save()
    _settle(Import.objects.filter(state=State.PUBLISHED).exclude(pk=imported.pk))
    record(verb, by=by, object=imported, details={"rows": imported.rows, "table": imported.table})
    return imported


@transaction.atomic
def withdraw_import(imported: Import, *, by: Any, reason: str = "") -> Import:
    """Take an import back; the imports before it hold again where they have a value.

    Raises:
        ImportRefused: it is neither published nor waiting for it.
    """
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    if imported.state == State.WITHDRAWN:
        return imported
    if imported.state not in (State.CHECKED, *_ONCE_PUBLISHED):
        raise ImportRefused(_("Dieser Import kann nicht zurückgezogen werden."))
    imported.state = State.WITHDRAWN
    imported.save()
    for model in _PLACE:
        if model._default_manager.filter(imported=imported, holds=True).update(holds=False):
            _give_back(model, imported)
    _settle(Import.objects.filter(state__in=_ONCE_PUBLISHED))
    record("facts.import_withdrawn", by=by, object=imported, reason=reason)
    return imported


def _give_back(model: Any, imported: Import) -> None:
    """The import published last among those before gets each place, then the one before it, and so on."""
    place = _PLACE[model]
    freed = model._default_manager.filter(imported=imported, **{name: OuterRef(name) for name in place})
    taken = model._default_manager.filter(holds=True, **{name: OuterRef(name) for name in place})
    formers = Import.objects.filter(state__in=_ONCE_PUBLISHED).exclude(pk=imported.pk).order_by("-published_at", "-id")
    for former in formers:
        keys = model._default_manager.filter(Exists(freed), ~Exists(taken), imported=former).values_list(
            "pk", flat=True
        )
        _hold(model, list(keys))


def _held_elsewhere(model: Any, imported: Import, place: tuple[str, ...]) -> list[int]:
    """Return what holds of other imports for the places of this one.

    Compared here and not in the database: just after a large import PostgreSQL knows nothing of the tables yet, and
    went through all rows for each row.
    """
    mine = set(model._default_manager.filter(imported=imported).values_list(*place))
    others = model._default_manager.filter(holds=True).exclude(imported=imported)
    if "year" in place:
        years = {year for *_place, year in mine}
        others = others.filter(year__range=(min(years), max(years)))
    return [pk for pk, *there in others.values_list("pk", *place).iterator() if tuple(there) in mine]


def _hold(model: Any, keys: list[int], *, holds: bool = True) -> None:
    for start in range(0, len(keys), BATCH):
        model._default_manager.filter(pk__in=keys[start : start + BATCH]).update(holds=holds)


def _settle(imports: Any) -> None:
    """PUBLISHED is what still holds somewhere, REPLACED what holds nowhere any more."""
    holding = [Exists(model._default_manager.filter(imported=OuterRef("pk"), holds=True)) for model in _PLACE]
    for one in imports.annotate(figures_=holding[0], damages_=holding[1], people_=holding[2]):
        state = State.PUBLISHED if one.figures_ or one.damages_ or one.people_ else State.REPLACED
        if one.state != state:
            Import.objects.filter(pk=one.pk).update(state=state, updated_at=timezone.now())
