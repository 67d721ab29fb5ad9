"""The list of installers: what everybody sees, and what is to be renewed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from werkspur.advice.models import Installer
from werkspur.advice.queries.areas import reaching
from werkspur.base.sorting import sort_key
from werkspur.partners.models import Region

#: how long before its end a certificate is to be asked for
SOON = timedelta(days=60)


def shown(*, day: date, text: str = "", skill: str = "", region: Region | None = None) -> list[Installer]:
    """Return the public list, sorted as in German: by part of name or town, by skill, by region.

    Without a region of its own a firm works everywhere. It is one list of a few hundred at most, so skills are looked
    up here and not in the database, which has no question for them that both databases understand.
    """
    found = Installer.objects.shown(day).select_related("region")
    areas = reaching(region) if region else set[int]()
    wanted = [part for part in sort_key(text).split() if part]
    rows = [
        one
        for one in found
        if (not skill or skill in one.skills)
        and (region is None or one.region_id is None or one.region_id in areas)
        and all(part in sort_key(f"{one.name} {one.city}") for part in wanted)
    ]
    return sorted(rows, key=lambda one: (sort_key(one.name), one.pk))


def expired(*, day: date) -> QuerySet[Installer]:
    """Return those that are no longer shown because their certificate is over, the oldest first."""
    return Installer.objects.filter(is_public=True, expires_on__lt=day).order_by("expires_on", "pk")


def expiring(*, day: date) -> QuerySet[Installer]:
    """Return those whose certificate ends soon."""
    soon = Installer.objects.filter(is_public=True, expires_on__gte=day, expires_on__lt=day + SOON)
    return soon.order_by("expires_on", "pk")
