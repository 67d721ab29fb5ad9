"""Places: named on the fly, renamed, merged when two names mean the same van."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from werkspur.journal.services import record
from werkspur.partners.models import Company, Person
from werkspur.registry import rules
from werkspur.registry.models import Place


def named_place(name: str, *, company: Company, by: Person) -> Place:
    """The company's place of this name (letter case aside), made when there is none."""
    wanted = name.casefold()
    known: Iterable[Place] = company.places.all()
    for place in known:
        if place.name.casefold() == wanted:
            return place
    with transaction.atomic():
        place, created = Place.objects.get_or_create(
            company=company, name=name, defaults={"kind": rules.place_kind(name)}
        )
        if created:
            record("registry.place_created", by=by, object=place, company=company)
    return place


def rename_place(place: Place, *, name: str, kind: str, by: Person) -> Place:
    """Rename a place; when another one has the name already, the two become one and that one is answered."""
    other = next((p for p in place.company.places.exclude(pk=place.pk) if p.name.casefold() == name.casefold()), None)
    if other:
        return _merge(place, into=other, by=by)
    before = place.name
    with transaction.atomic():
        place.name, place.kind = name, kind
        place.save()
        record("registry.place_renamed", by=by, object=place, company=place.company, details={"before": before})
    return place


def delete_place(place: Place, *, by: Person) -> None:
    """Remove a place; its items stay, without a place."""
    with transaction.atomic():
        record("registry.place_deleted", by=by, object=place, company=place.company)
        place.delete()


def _merge(place: Place, *, into: Place, by: Person) -> Place:
    with transaction.atomic():
        place.items.update(place=into)
        record("registry.places_merged", by=by, object=into, company=into.company, details={"before": place.name})
        place.delete()
    return into
