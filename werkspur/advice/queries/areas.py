"""Areas and what lies in them."""

from __future__ import annotations

from django.db.models import Q

from werkspur.partners.models import Region


def within(region: Region) -> set[int]:
    """Return the keys of an area and of all areas in it: children, and the parts of a directorate."""
    found, newest = {region.pk}, {region.pk}
    while newest:
        next_ones = Region.objects.filter(Q(parent__in=newest) | Q(wholes__in=newest)).values_list("pk", flat=True)
        newest = set(next_ones) - found
        found |= newest
    return found


def reaching(region: Region) -> set[int]:
    """Return the keys of an area, of all in it and of all that it lies in."""
    found, newest = within(region), {region.pk}
    while newest:
        rows = Region.objects.filter(pk__in=newest).values_list("parent", "wholes")
        newest = {pk for row in rows for pk in row if pk is not None} - found
        found |= newest
    return found
