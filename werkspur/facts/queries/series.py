"""The one way to read figures: series of one offence key in one area, with everything that must be said about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from werkspur.facts.models import Area, Offence
from werkspur.facts.queries import loading
from werkspur.facts.queries.points import Point
from werkspur.facts.rules import breaks, index, usual
from werkspur.facts.rules.breaks import Break, Measure
from werkspur.facts.rules.change import Change, change, phi_of
from werkspur.facts.rules.rates import ENOUGH


class UnknownSeries(LookupError):
    """There is no such area or no such offence key."""


@dataclass(frozen=True)
class Series:
    """The years of one key in one area, without holes: a year without a figure is a point that says why."""

    area: Area
    offence: Offence
    points: tuple[Point, ...]
    breaks: tuple[Break, ...]

    @cached_property
    def by_year(self) -> dict[int, Point]:
        return {point.year: point for point in self.points}

    @property
    def latest(self) -> Point | None:
        """The newest year with a figure."""
        return next((point for point in reversed(self.points) if not point.missing), None)

    @property
    def phi(self) -> float:
        """Over-dispersion of the key."""
        return phi_of(self.offence.key)

    def values(self, measure: Measure = "cases") -> dict[int, float | None]:
        """Return the values of a measure by year, None where missing."""
        if measure == "index":
            return dict(self.index().values)
        return {point.year: getattr(point, measure) for point in self.points}

    def counts(self, measure: Measure = "cases") -> dict[int, int | None]:
        """Return the counts (cases, attempts or completed) by year."""
        return {point.year: getattr(point, measure) for point in self.points}

    def break_years(self, measure: Measure = "cases") -> list[int]:
        """Return the first years after a break; for rates also where inhabitants change to another census."""
        found = set(breaks.years(self.breaks, measure=measure))
        if measure == breaks.RATE:
            known = [point for point in self.points if point.base]
            found |= {b.year for a, b in pairwise(known) if a.base != b.base}
        return sorted(found)

    def broken(self, first: int, second: int, *, measure: Measure = "cases") -> bool:
        """Say whether a break lies between two years."""
        before, after = sorted((first, second))
        return any(before < year <= after for year in self.break_years(measure))

    def provisional(self, *years: int) -> bool:
        """Say whether the figure of one of the years may still change: perhaps it is that of a part of the year."""
        return any(point.provisional for year in years if (point := self.by_year.get(year)))

    def change(self, year: int, *, since: int | None = None, measure: Measure = "cases") -> Change:
        """Compare the counts of two years, by default with the year before.

        measure cases, attempts, completed; rate: percentage and limits of the rate, the difference in cases.
        """
        since = year - 1 if since is None else since
        if self.provisional(since, year):
            return Change(reason="provisional")
        counts = self.counts("cases" if measure == breaks.RATE else measure)
        people = None
        if measure == breaks.RATE:
            both = [point.population if (point := self.by_year.get(one)) else None for one in (since, year)]
            if both[0] is None or both[1] is None:
                return Change(reason="missing")
            people = (both[0], both[1])
        return change(
            counts.get(since),
            counts.get(year),
            phi=self.phi,
            people=people,
            broken=self.broken(since, year, measure=measure),
        )

    def clearance_change(self, year: int) -> float | None:
        """Return the change of the clear-up rate to the year before in percentage points.

        None across a break and where one of the years is provisional.
        """
        rates = self.values("clearance")
        before, after = rates.get(year - 1), rates.get(year)
        if before is None or after is None or self.provisional(year - 1, year):
            return None
        if self.broken(year - 1, year, measure="clearance"):
            return None
        return after - before

    def usual(self, year: int, *, measure: Measure = "cases") -> usual.Usual:
        """Return the range of up to five years before, without provisional ones, and where the year lies."""
        values = {one: value for one, value in self.values(measure).items() if one == year or not self.provisional(one)}
        return usual.usual(values, year=year, breaks=self.break_years(measure))

    def index(self, *, base: int = index.BASE_YEAR) -> index.Index:
        """Return the cases as a percentage of those of the base year."""
        return index.index(self.counts(), base=base, breaks=self.break_years())

    @property
    def footnotes(self) -> list[str]:
        """Codes of `rules.texts` that belong beside this series, in their order."""
        known = [point for point in self.points if not point.missing]
        reasons = {point.missing for point in self.points if point.missing}
        local = self.area.level in (Area.Level.DISTRICT, Area.Level.DIRECTORATE)
        told = {
            "reported_only": bool(self.points),
            "outgoing": bool(self.points),
            "attempts": any(point.attempts for point in known),
            "rate": any(point.rate is not None for point in known),
            "clearance": any(point.clearance is not None for point in known),
            "small": any(point.cases is not None and point.cases < ENOUGH for point in known),
            "break": bool(self.breaks),
            "state_only": local and not self.offence.by_district and "not_published" in reasons,
            "overlap": bool(known) and "*" in self.offence.key,
            "suspects": any(point.summed for point in known),
            "provisional": any(point.provisional for point in known),
            **{reason: reason in reasons for reason in ("not_published", "not_computable", "not_loaded")},
            "source": bool(known),
            "next": bool(known),
        }
        return [code for code, holds in told.items() if holds]


def many(*, areas: Iterable[str], offences: Iterable[str], since: int | None = None) -> dict[tuple[str, str], Series]:
    """Return the series of every known area with every known offence key, in the order asked, in six statements.

    Unknown keys are left out; malformed ones never reach the database. `since`: first year, None: from the beginning.
    """
    loaded = loading.load(areas=areas, offences=offences, since=since)
    return {
        (area.key, offence.key): Series(
            area, offence, tuple(loaded.points(area, offence)), tuple(loaded.breaks(area, offence))
        )
        for area in loaded.areas
        for offence in loaded.offences
    }


def series(*, area: str, offence: str) -> Series:
    """Return one series. Raises UnknownSeries."""
    found = many(areas=[area], offences=[offence])
    if not found:
        raise UnknownSeries(area, offence)
    return found[area, offence]
