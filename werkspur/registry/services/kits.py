"""Kits: things that travel together."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkspur.journal.services import record
from werkspur.partners.models import Company, Person
from werkspur.registry.models import Item, Kit


class KitNameTaken(ValueError):
    """The company has a kit of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return _("Einen Satz „%s“ gibt es schon.") % self.name


def create_kit(*, company: Company, name: str, by: Person, note: str = "") -> Kit:
    """Raises: KitNameTaken."""
    with transaction.atomic():
        kit = Kit(company=company, name=name, note=note)
        _save(kit)
        record("registry.kit_created", by=by, object=kit, company=company)
    return kit


def change_kit(kit: Kit, *, name: str, by: Person, note: str = "") -> Kit:
    """Give a kit another name or remark. Raises: KitNameTaken."""
    before = kit.name
    with transaction.atomic():
        kit.name, kit.note = name, note
        _save(kit)
        record("registry.kit_changed", by=by, object=kit, company=kit.company, details={"before": before})
    return kit


def delete_kit(kit: Kit, *, by: Person) -> None:
    """Dissolve a kit; its items stay."""
    with transaction.atomic():
        record("registry.kit_deleted", by=by, object=kit, company=kit.company)
        kit.delete()


def put_in_kit(items: Iterable[Item], *, kit: Kit, by: Person) -> int:
    """Put items into a kit; answers how many were not in it before."""
    there = set(kit.items.values_list("pk", flat=True))
    new = [item for item in items if item.pk not in there and item.company_id == kit.company_id]
    with transaction.atomic():
        kit.items.add(*new)
        for item in new:
            record("registry.item_in_kit", by=by, object=item, company=kit.company, details={"kit": kit.name})
    return len(new)


def take_out_of_kit(items: Iterable[Item], *, kit: Kit, by: Person) -> int:
    """Take items out of a kit; answers how many were in it."""
    there = set(kit.items.values_list("pk", flat=True))
    leaving = [item for item in items if item.pk in there]
    with transaction.atomic():
        kit.items.remove(*leaving)
        for item in leaving:
            record("registry.item_out_of_kit", by=by, object=item, company=kit.company, details={"kit": kit.name})
    return len(leaving)


def _save(kit: Kit) -> None:
    try:
        with transaction.atomic():
            kit.save()
    except IntegrityError as error:
        if Kit.objects.filter(company_id=kit.company_id, name=kit.name).exclude(pk=kit.pk).exists():
            raise KitNameTaken(kit.name) from error
        raise
