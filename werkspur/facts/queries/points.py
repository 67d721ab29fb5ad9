"""One year of a series: the figures as published, what is computed from them, and where they come from."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from werkspur.facts.rules import rates

Missing = Literal["", "not_published", "not_computable", "not_loaded"]


@dataclass(frozen=True, kw_only=True)
class Source:
    """The import and row a figure comes from, as it must be named beside the figure."""

    imported: uuid.UUID
    text: str
    row: int
    version: str = ""
    dated: date | None = None
    licence: str = ""
    altered: bool = False


@dataclass(frozen=True, kw_only=True)
class Base:
    """Inhabitants on a day, counted on from a census (`census`: its year), and the rate by them."""

    census: str
    day: date
    people: int
    rate: float | None = None


@dataclass(frozen=True, kw_only=True)
class Point:
    """One year. None: unknown, never 0; `missing` says why there are no cases.

    rate        by the newest census of `bases`; cases for each 100,000 inhabitants, not rounded
    clearance   percent, may exceed 100; None under 20 cases
    suspects    None in a sum of areas: they are counted once for each area
    published…  as the source prints them
    """

    year: int
    cases: int | None = None
    attempts: int | None = None
    cleared: int | None = None
    suspects: int | None = None
    bases: tuple[Base, ...] = ()
    published: Decimal | None = None
    published_clearance: Decimal | None = None
    provisional: bool = False
    summed: bool = False
    sources: tuple[Source, ...] = field(default=(), repr=False)
    missing: Missing = ""

    @property
    def completed(self) -> int | None:
        """Cases that are not attempts."""
        return None if self.cases is None or self.attempts is None else self.cases - self.attempts

    @property
    def clearance(self) -> float | None:
        return rates.clearance(self.cleared, cases=self.cases)

    @property
    def population(self) -> int | None:
        return self.bases[0].people if self.bases else None

    @property
    def base(self) -> str:
        """Year of the census the rate rests on; '' without inhabitants."""
        return self.bases[0].census if self.bases else ""

    @property
    def rate(self) -> float | None:
        return self.bases[0].rate if self.bases else None

    @property
    def source(self) -> str:
        """The sources, each named once."""
        return "; ".join(dict.fromkeys(source.text for source in self.sources))


#: census → inhabitants, of one area on one day
Counts = Mapping[str, int]


def bases(counts: Sequence[Counts], *, year: int, cases: int | None) -> tuple[Base, ...]:
    """Return the inhabitants that the rate of `year` may be counted by, the newest census first.

    Args:
        counts: one for each part of the area; a census counts only where every part has it.
    """
    day = rates.population_day(year)
    common = set.intersection(*(set(one) for one in counts)) if counts else set()
    return tuple(
        Base(census=census, day=day, people=people, rate=rates.rate(cases, people=people))
        for census in sorted(common, reverse=True)
        if (people := sum(one[census] for one in counts))
    )


def total(parts: Sequence[Point], *, year: int, counts: Sequence[Counts]) -> Point:
    """Return the year of an area that is the sum of its parts; without cases where one part has none."""
    cases = rates.added(part.cases for part in parts)
    if cases is None:
        return Point(year=year, summed=True, missing=_why(parts))
    return Point(
        year=year,
        cases=cases,
        attempts=rates.added(part.attempts for part in parts),
        cleared=rates.added(part.cleared for part in parts),
        bases=bases(counts, year=year, cases=cases),
        provisional=any(part.provisional for part in parts),
        summed=True,
        sources=tuple(source for part in parts for source in part.sources),
    )


def _why(parts: Sequence[Point]) -> Missing:
    """The reason all parts share; a sum of which only some parts are known cannot be computed."""
    reasons = {part.missing for part in parts}
    return reasons.pop() if len(reasons) == 1 else "not_computable"
