"""Damage by year: value of the goods taken as the police statistics tell it (table 07), completed offences only.

Never laid on one axis with sums of insurers or trade associations: they count other things.
"""

from __future__ import annotations

from dataclasses import dataclass

from werkspur.facts.models import Area, Damage
from werkspur.facts.queries.points import Missing
from werkspur.facts.rules.rates import added


@dataclass(frozen=True, kw_only=True)
class DamagePoint:
    """One year; None: unknown, never 0. `summed`: added up from the parts of the area."""

    year: int
    amount_cents: int | None = None
    cases: int | None = None
    provisional: bool = False
    summed: bool = False
    source: str = ""
    missing: Missing = ""


def damage(*, area: str, offence: str) -> list[DamagePoint]:
    """Return every year from the first to the last with a sum; an area with parts is added up where all have one."""
    parts = list(Area.objects.filter(wholes=area).values_list("key", flat=True))
    rows = list(
        Damage.objects.holding()
        .filter(area__in=[area, *parts], offence=offence)
        .select_related("imported")
        .order_by("area", "year")
    )
    if not rows:
        return []
    years = [row.year for row in rows]
    by_place = {(row.area_id, row.year): row for row in rows}
    return [_point(year, area, parts, by_place) for year in range(min(years), max(years) + 1)]


def _point(year: int, area: str, parts: list[str], by_place: dict[tuple[str, int], Damage]) -> DamagePoint:
    own = by_place.get((area, year))
    rows = [own] if own else [row for part in parts if (row := by_place.get((part, year)))]
    if not rows or (not own and len(rows) < len(parts)):
        return DamagePoint(year=year, missing="not_computable" if rows else "not_loaded")
    return DamagePoint(
        year=year,
        amount_cents=added(row.amount_cents for row in rows),
        cases=added(row.cases for row in rows),
        provisional=any(row.provisional for row in rows),
        summed=own is None,
        source="; ".join(dict.fromkeys(row.imported.source for row in rows)),
    )
