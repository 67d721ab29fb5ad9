"""Figures, inhabitants and breaks of several areas and keys at once, put together to points in memory.

A police directorate has no inhabitants and, as a rule, no figures of its own: its districts are added up here, and only
where every one has a value. A figure that is published for the directorate alone is shown as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Q

from werkspur.facts.models import Area, Figure, Offence, Population, SeriesBreak
from werkspur.facts.models.offences import ALL
from werkspur.facts.queries.points import Counts, Missing, Point, Source, bases, total
from werkspur.facts.rules.breaks import Break
from werkspur.facts.rules.rates import population_day

_AREA = re.compile(r"[0-9A-Z]{2,8}", re.ASCII)
_OFFENCE = re.compile(r"[0-9*]{6}|-{6}", re.ASCII)
_FIGURE = (
    *("area_id", "offence_id", "year", "cases", "attempts", "cleared", "suspects", "published_rate"),
    *("published_clearance", "provisional", "row", "imported__uid", "imported__source", "imported__version"),
    *("imported__dated", "imported__licence", "imported__altered"),
)


@dataclass
class Loaded:
    """What the database said; `points` and `breaks` put it together."""

    areas: list[Area]
    offences: list[Offence]
    figures: dict[tuple[str, str], dict[int, Point]] = field(default_factory=lambda: defaultdict(dict))
    people: dict[tuple[str, int], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    series_breaks: list[SeriesBreak] = field(default_factory=list)

    @cached_property
    def _years(self) -> dict[str, set[int]]:
        """The years of which an area has any figure that was asked for, or its total."""
        found: dict[str, set[int]] = defaultdict(set)
        for (area, _offence), years in self.figures.items():
            found[area] |= years.keys()
        return found

    def _known(self, area: Area, offence: str) -> Mapping[int, Point]:
        return self.figures.get((area.key, offence), {})

    def points(self, area: Area, offence: Offence) -> Iterator[Point]:
        """Yield every year from the first to the last of the area."""
        parts = list(area.parts.all())
        years = set().union(*(self._years[one.key] for one in [area, *parts]))
        for year in range(min(years), max(years) + 1) if years else ():
            yield self._whole(area, parts, offence, year) if parts else self._plain(area, offence, year)

    def _whole(self, area: Area, parts: list[Area], offence: Offence, year: int) -> Point:
        counts = [self._counts(part, year) for part in parts]
        added = total([self._plain(part, offence, year) for part in parts], year=year, counts=counts)
        own = self._known(area, offence.key).get(year) if added.missing else None
        return added if own is None else _with_bases(own, counts)

    def _plain(self, area: Area, offence: Offence, year: int) -> Point:
        found = self._known(area, offence.key).get(year)
        if found is None:
            return Point(year=year, missing=self._why(area, offence, year))
        return _with_bases(found, [self._counts(area, year)])

    def _counts(self, area: Area, year: int) -> Counts:
        return self.people.get((area.key, year), {})

    def _why(self, area: Area, offence: Offence, year: int) -> Missing:
        """A year before the newest one with a figure whose total is there was published without this key."""
        if area.level == Area.Level.DISTRICT and not offence.by_district:
            return "not_published"
        known = self._known(area, offence.key)
        published = year in self._known(area, ALL) and known and year < max(known)
        return "not_published" if published else "not_loaded"

    def breaks(self, area: Area, offence: Offence) -> Iterator[Break]:
        """Yield the breaks of this series, those of the parts of the area included."""
        places = {None, area.key, *(part.key for part in area.parts.all())}
        for one in self.series_breaks:
            if one.area_id in places and one.offence_id in (None, offence.key):
                yield Break(year=one.year, kind=one.kind, text=one.text, applies_to=one.applies_to, source=one.source)


def load(*, areas: Iterable[str], offences: Iterable[str], since: int | None = None) -> Loaded:
    """Read areas with their parts, keys, figures with their imports, inhabitants and breaks: six statements."""
    area_keys = list(dict.fromkeys(key for key in areas if _AREA.fullmatch(key)))
    offence_keys = list(dict.fromkeys(key for key in offences if _OFFENCE.fullmatch(key)))
    known_areas = Area.objects.defer("outline").prefetch_related("parts").in_bulk(area_keys)
    known_offences = Offence.objects.in_bulk(offence_keys) if known_areas else {}
    loaded = Loaded(
        [known_areas[key] for key in area_keys if key in known_areas],
        [known_offences[key] for key in offence_keys if key in known_offences],
    )
    if loaded.areas and loaded.offences:
        _fill(loaded, since=since or 0)
    return loaded


def _fill(loaded: Loaded, *, since: int) -> None:
    places = {one.key for area in loaded.areas for one in [area, *area.parts.all()]}
    offences = {offence.key for offence in loaded.offences}
    figures = Figure.objects.holding().filter(area__in=places, offence__in=offences | {ALL}, year__gte=since)
    for row in figures.values(*_FIGURE):
        loaded.figures[row["area_id"], row["offence_id"]][row["year"]] = _point(row)
    people = Population.objects.filter(area__in=places, holds=True)
    for area, day, base, count in people.values_list("area_id", "day", "base", "count"):
        if day == population_day(day.year + 1):
            loaded.people[area, day.year + 1][base] = count
    loaded.series_breaks = list(
        SeriesBreak.objects.filter(Q(offence=None) | Q(offence__in=offences), Q(area=None) | Q(area__in=places))
    )


def _point(row: Mapping[str, Any]) -> Point:
    source = Source(
        imported=row["imported__uid"],
        text=row["imported__source"],
        row=row["row"],
        version=row["imported__version"],
        dated=row["imported__dated"],
        licence=row["imported__licence"],
        altered=row["imported__altered"],
    )
    return Point(
        year=row["year"],
        cases=row["cases"],
        attempts=row["attempts"],
        cleared=row["cleared"],
        suspects=row["suspects"],
        published=row["published_rate"],
        published_clearance=row["published_clearance"],
        provisional=row["provisional"],
        sources=(source,),
    )


def _with_bases(point: Point, counts: list[Counts]) -> Point:
    return replace(point, bases=bases(counts, year=point.year, cases=point.cases))
