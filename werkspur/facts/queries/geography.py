"""Which districts belong together, in an order that is never that of their figures."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from werkspur.base.sorting import sort_key
from werkspur.facts.models import Area

#: areas of the partnership come first, in the order given to them
OURS = 100
SAXONY = "14"


def states() -> list[Area]:
    """Return the states whose districts are known, by name."""
    found = Area.objects.defer("outline").filter(level=Area.Level.STATE, children__level=Area.Level.DISTRICT).distinct()
    return sorted(found, key=lambda area: sort_key(area.name))


def state_of(area: Area, *, among: Iterable[Area]) -> Area | None:
    """Return the state an area lies in or is, one of `among`; Saxony for a country."""
    known = {one.key: one for one in among}
    place: Area | None = known.get(area.key) or known.get(area.parent_id or "") or known.get(SAXONY)
    return place or next(iter(known.values()), None)


def districts(state: Area, *, with_outlines: bool = False) -> list[Area]:
    """Return the districts of a state: those of the partnership first, then by name."""
    found = Area.objects.filter(parent=state, level=Area.Level.DISTRICT).prefetch_related("wholes")
    found = found.select_related("boundaries") if with_outlines else found.defer("outline")
    return sorted(found, key=lambda area: (area.order if area.order < OURS else OURS, sort_key(area.name)))


def states_without_outlines() -> list[str]:
    """Return the names of states of which some district has a boundary and another has none."""
    some = Area.objects.filter(level=Area.Level.DISTRICT).filter(outline__isnull=False).values("parent")
    lacking = Q(children__level=Area.Level.DISTRICT, children__outline__isnull=True)
    found = Area.objects.filter(lacking, key__in=some).distinct().values_list("name", flat=True)
    return sorted(found, key=sort_key)
