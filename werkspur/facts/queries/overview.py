"""The state of things in one area and year: theft in total and the kinds that hit companies most.

A kind that is not published for the area is shown for its state, and says so; nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from werkspur.facts.models import Area
from werkspur.facts.queries import lending
from werkspur.facts.queries.areas import called
from werkspur.facts.queries.drawings import number, small_line
from werkspur.facts.queries.selection import Selection, selection
from werkspur.facts.queries.series import Series
from werkspur.facts.queries.sources import named, not_loaded
from werkspur.facts.queries.told import Told, inside, told, why_missing
from werkspur.facts.rules import texts
from werkspur.marks.wording import names

TOTAL = "****00"
PREMISES, SITES, VEHICLES, SHOPS = "*10*00", "*45*00", "*50*00", "326*00"
KINDS = (PREMISES, SITES, VEHICLES, SHOPS)
#: how many years a line shows
YEARS = 10
#: width and height of the line beside the total
LARGE = (520, 150)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kind in words and as a line. query: the address of its series; ends: first and last value of the line."""

    title: str
    told: Told
    remarks: str
    chart: str
    query: str
    ends: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year that may be chosen."""

    year: int
    query: str
    provisional: bool
    current: bool


@dataclass(frozen=True)
class Overview:
    """The figures of one area and, where it has none, of its state. `year` None: the area has no figure at all."""

    chosen: Selection
    found: Mapping[tuple[str, str], Series]

    @cached_property
    def area(self) -> Area:
        """The area with its parts."""
        return next((one.area for one in self.found.values() if one.area == self.chosen.area), self.chosen.area)

    @property
    def name(self) -> str:
        return called(self.area)

    @cached_property
    def _published(self) -> dict[int, bool]:
        """Years with any figure of the page, and whether all of it is provisional; none without one of the area."""
        own = [series for (area, _key), series in self.found.items() if area == self.area.key]
        lent = [
            one for (area, _key), one in self.found.items() if area != self.area.key and not one.offence.by_district
        ]
        found: dict[int, bool] = {}
        if any(series.latest for series in own):
            for point in (point for series in [*own, *lent] for point in series.points if not point.missing):
                found[point.year] = found.get(point.year, True) and point.provisional
        return dict(sorted(found.items(), reverse=True))

    @cached_property
    def year(self) -> int | None:
        """The year asked for, else the newest with theft in total that will not change any more."""
        if self.chosen.year in self._published:
            return self.chosen.year
        total = self.found.get((self.area.key, TOTAL))
        firm = [one.year for one in total.points if not one.missing and not one.provisional] if total else []
        return max(firm or self._published, default=None)

    @property
    def years(self) -> list[Year]:
        return [
            Year(year=year, query=self._query(jahr=year), provisional=provisional, current=year == self.year)
            for year, provisional in self._published.items()
        ]

    @property
    def problem(self) -> str:
        """Why something else is shown than what was asked for."""
        wanted = self.chosen.year
        if self.year is None or wanted is None or wanted == self.year:
            return self.chosen.problem
        told = _("Für %(wanted)s gibt es hier keine Zahl. Gezeigt ist %(year)s.") % {
            "wanted": wanted,
            "year": self.year,
        }
        return f"{self.chosen.problem} {told}".strip()

    @cached_property
    def total(self) -> Row | None:
        return self._row(TOTAL, size=LARGE) if (self.area.key, TOTAL) in self.found else None

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(key) for key in KINDS if (self.area.key, key) in self.found]

    @property
    def summed(self) -> str:
        """Which areas the figures are the sum of."""
        parts = [part.name for part in self.area.parts.all()]
        return texts.text("summed", parts=names(parts, last=_("und"))).say(_) if parts else ""

    @property
    def sources(self) -> list[str]:
        """The sources of all lines, and which years are not loaded yet."""
        drawn = [self._drawn(key) for key in (TOTAL, *KINDS) if (self.area.key, key) in self.found]
        return [*named(drawn), *not_loaded(max(self._published))]

    @property
    def series(self) -> list[Series]:
        """The series shown, whole."""
        return [self._series(key) for key in (TOTAL, *KINDS) if (self.area.key, key) in self.found]

    @property
    def query(self) -> str:
        return self._query(jahr=self.year)

    def _query(self, **other: object) -> str:
        return self.chosen.query(**{"gebiet": self.area.key, "schluessel": None, "wert": None, **other})

    def _series(self, key: str) -> Series:
        return lending.shown(self.found, area=self.area, offence=key, year=self.year)

    def _drawn(self, key: str) -> Series:
        """The years that the line shows."""
        series, last = self._series(key), self.year or 0
        return replace(series, points=tuple(one for one in series.points if last - YEARS < one.year <= last))

    def _row(self, key: str, *, size: tuple[int, int] | None = None) -> Row:
        own, series, drawn = self.found[self.area.key, key], self._series(key), self._drawn(key)
        words = told(series, year=self.year)
        name = f"lage-{KINDS.index(key) + 1 if key in KINDS else 0}"
        known = {point.year: point.cases for point in drawn.points if point.cases is not None}
        ends = dict.fromkeys([min(known), max(known)]) if known else {}
        return Row(
            title=series.offence.name,
            told=words,
            remarks=" ".join([f"{called(series.area)}.", *self._remarks(own, series=series, words=words)]),
            chart=small_line(drawn, name=name, size=size) if size else small_line(drawn, name=name),
            query=self._query(gebiet=series.area.key, schluessel=key),
            ends=tuple(f"{year}: {number(known[year])}" for year in ends),
        )

    def _remarks(self, own: Series, *, series: Series, words: Told) -> list[str]:
        lent = why_missing(own, year=self.year) if series.area != own.area else ""
        caught = texts.text("caught_only").say(_) if series.offence.key == SHOPS and not words.missing else ""
        found = [lent or words.missing, words.few or ("" if lent else caught or words.attempts), words.provisional]
        return [one for one in found if one]


def overview(chosen: Selection) -> Overview:
    """Return the state of things in the first of the areas chosen. Six statements."""
    return Overview(chosen, lending.with_state(chosen.area, offences=[TOTAL, *KINDS]))


@dataclass(frozen=True, kw_only=True)
class Newest:
    """The one figure of the public start page."""

    year: int
    place: str
    told: Told
    verdict: str
    chart: str
    source: str


def newest() -> Newest | None:
    """Return theft in total in the area that is shown first; None without a figure. Raises NothingLoaded."""
    shown = overview(selection({}))
    total, year = shown.total, shown.year
    if total is None or year is None or total.told.missing:
        return None
    series = shown.found[shown.area.key, TOTAL]
    return Newest(
        year=year,
        place=inside(shown.area),
        told=total.told,
        verdict={
            "below": _("Das liegt unter dem üblichen Bereich."),
            "usual": _("Das liegt im üblichen Bereich."),
            "above": _("Das liegt über dem üblichen Bereich."),
            "none": "",
        }[total.told.icon],
        chart=total.chart,
        source=" ".join(named([replace(series, points=(series.by_year[year],))])),
    )
