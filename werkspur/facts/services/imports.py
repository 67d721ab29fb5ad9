"""Importing crime figures: publish by a second person, withdraw, bring back. `reading` is what comes before.

Every verb is one transaction: a file is there as a whole or not at all. Nothing is overwritten: an import that
replaces another takes over what holds, and gives it back when it is withdrawn.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.facts.models import Damage, Figure, Import, Population
from werkspur.facts.services import places
from werkspur.facts.services.reading import person, read_file
from werkspur.journal.services import record
from werkspur.partners.models import Role

__all__ = ["ImportRefused", "bring_back", "publish_import", "read_file", "withdraw_import"]

State = Import.State
BATCH = 2000
#: what a published import may have been before
_ONCE_PUBLISHED = (State.PUBLISHED, State.REPLACED)
_PLACE = {Figure: ("area", "offence", "year"), Damage: ("area", "offence", "year"), Population: ("area", "day", "base")}


class ImportRefused(Exception):
    """A step that this import cannot take; the message is for people."""


@transaction.atomic
def publish_import(imported: Import, *, by: Any) -> Import:
    """Let the values of an import hold; what held before stays and can be brought back. A second click does nothing.

    Raises:
        ImportRefused: by the person who brought the file or by nobody of a chamber, or in no state for it.
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
        ImportRefused: by the person who brought the file or by nobody of a chamber, or it was never published.
    """
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    if imported.state not in (State.REPLACED, State.WITHDRAWN, State.PUBLISHED) or imported.published_at is None:
        raise ImportRefused(_("Dieser Import war nie veröffentlicht."))
    _second_person(imported, by)
    twin = Import.objects.filter(sha256=imported.sha256, table=imported.table).exclude(pk=imported.pk)
    if twin.filter(state__in=[State.CHECKED, *_ONCE_PUBLISHED]).exists():
        raise ImportRefused(_("Diese Datei ist inzwischen noch einmal eingelesen."))
    return _publish(imported, verb="facts.import_reopened", by=by)


def _of_a_chamber(by: Any) -> None:
    """The chambers answer for the figures; a machine acts for its operator."""
    if person(by) is not None and not by.has_role(Role.Kind.CHAMBER):
        raise ImportRefused(_("Über Zahlen entscheidet die Kammer."))


def _second_person(imported: Import, by: Any) -> None:
    _of_a_chamber(by)
    if person(by) is not None and imported.by_id == by.pk:
        raise ImportRefused(_("Veröffentlichen muss eine zweite Person, nicht wer die Datei eingelesen hat."))


def _publish(imported: Import, *, verb: str, by: Any) -> Import:
    for model, place in _PLACE.items():
        own = model._default_manager.filter(imported=imported)
        if not own.exists():
            continue
        _hold(model, _held_elsewhere(model, imported, place), holds=False)
        own.update(holds=True)
    imported.state, imported.published_by, imported.published_at = State.PUBLISHED, person(by), timezone.now()
    imported.save()
    places.publish(imported)
    _settle(Import.objects.filter(state=State.PUBLISHED).exclude(pk=imported.pk))
    record(verb, by=by, object=imported, details={"rows": imported.rows, "table": imported.table})
    return imported


@transaction.atomic
def withdraw_import(imported: Import, *, by: Any, reason: str = "") -> Import:
    """Take an import back; the imports before it hold again where they have a value.

    Raises:
        ImportRefused: it is neither published nor waiting for it, or `by` is not of a chamber.
    """
    _of_a_chamber(by)
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
