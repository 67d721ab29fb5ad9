"""Official figures for other apps: each frozen with the day it was read and the query that leads back to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Figure
from werkspur.facts.models import Area, Offence
from werkspur.facts.models import Figure as Row
from werkspur.facts.queries.points import Point
from werkspur.facts.queries.series import Series, many
from werkspur.facts.rules import texts

Period = tuple[date, date]

#: the newest figures are at most so many years older than the newest of all
NEWEST = 2


def figures(*, period: Period | None = None, region: str = "") -> Iterator[Figure]:
    """Yield cases, attempts and cleared cases of every series.

    Args:
        period: calendar years that lie wholly between first and last day; None: every year.
        region: key of an area; "": the areas of the partnership.

    Without both only the newest figures of the keys that matter to companies: the whole is far too much for a page.
    None is public by itself: crime figures stand on their own pages, with what must be said beside them.
    """
    areas = [region] if region else list(Area.objects.of_the_partnership().values_list("key", flat=True))
    if not areas:
        return
    newest = not period and not region
    offences = Offence.objects.filter(for_business=True) if newest else Offence.objects.all()
    years = _years(period)
    since = _newest() - NEWEST if newest else years.start
    for series in many(areas=areas, offences=offences.values_list("key", flat=True), since=since).values():
        points = [series.latest] if newest else [one for one in series.points if one.year in years]
        for point in points:
            if point is not None:
                yield from _of_point(series, point)


def _years(period: Period | None) -> range:
    if period is None:
        return range(0, 10_000)
    first, last = period
    begins = first.year if (first.month, first.day) == (1, 1) else first.year + 1
    ends = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    return range(begins, ends + 1)


def _newest() -> int:
    year: int | None = Row.objects.holding().aggregate(year=Max("year"))["year"]
    return year or 0


def _of_point(series: Series, point: Point) -> Iterator[Figure]:
    told = (
        ("faelle", _("Fälle"), point.cases),
        ("versuche", _("Versuche"), point.attempts),
        ("aufgeklaert", _("aufgeklärte Fälle"), point.cleared),
    )
    area, offence = series.area, series.offence
    note = texts.text("reported_only").say(_)
    for name, unit, value in told:
        if value is None or point.cases is None:
            continue
        shown = "aq" if name == "aufgeklaert" else name  # the page shows cleared cases beside their rate
        query = urlencode({"gebiet": area.key, "schluessel": offence.key, "jahr": point.year, "wert": shown}, safe="*")
        yield Figure(
            key=f"facts.{area.key}.{offence.key}.{point.year}.{name}",
            label=f"{offence.name}, {area.name}, {point.year}",
            value=value,
            count=point.cases,
            unit=unit,
            query=query,
            taken=timezone.localdate(),
            source=point.source,
            url=f"{reverse('facts:series')}?{query}",
            note=note,
            period=(date(point.year, 1, 1), date(point.year, 12, 31)),
        )
