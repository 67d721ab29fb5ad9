"""Numbers about the register for reports: never about a single company."""

from __future__ import annotations

from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Figure
from werkspur.registry.models import Item, Mark

Period = tuple[date, date]


def figures(*, period: Period | None = None, region: str = "") -> list[Figure]:
    """Items entered and marks on them.

    Args:
        period: first and last day, both included; None is everything.
        region: official key; districts of a directorate are not added up here.
    """
    items, marks = Item.objects.all(), Mark.objects.all()
    if period:
        items, marks = items.filter(created_at__date__range=period), marks.filter(created_at__date__range=period)
    if region:
        items, marks = items.filter(company__region__key=region), marks.filter(item__company__region__key=region)
    counted = items.aggregate(items=Count("pk"), companies=Count("company", distinct=True))
    marked = marks.aggregate(marks=Count("pk"), companies=Count("item__company", distinct=True))
    return [
        Figure("registry.items", _("Eingetragene Gegenstände"), counted["items"], counted["companies"]),
        Figure("registry.marks", _("Kennzeichen erfasst"), marked["marks"], marked["companies"], public=True),
    ]
