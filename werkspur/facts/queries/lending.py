"""Where no figure is published for an area, the figure of its state stands in and says so; nothing is estimated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from werkspur.facts.models import Area
from werkspur.facts.queries.series import Series, many

LOCAL = (Area.Level.DISTRICT, Area.Level.DIRECTORATE)
Found = Mapping[tuple[str, str], Series]


def with_state(area: Area, *, offences: Iterable[str]) -> Found:
    """Return the series of an area and of its state, in six statements."""
    state = [area.parent_id] if area.level in LOCAL and area.parent_id else []
    return many(areas=[area.key, *state], offences=offences)


def shown(found: Found, *, area: Area, offence: str, year: int | None = None) -> Series:
    """Return the series of the area, or of its state where none is published for the area in `year` (None: at all)."""
    own = found[area.key, offence]
    lent = next((one for (key, other), one in found.items() if other == offence and key != area.key), None)
    if lent is None or not _withheld(own, year):
        return own
    return lent if _has(lent, year) else own


def _withheld(series: Series, year: int | None) -> bool:
    point = series.latest if year is None else series.by_year.get(year)
    return not series.offence.by_district if point is None else point.missing == "not_published"


def _has(series: Series, year: int | None) -> bool:
    point = series.latest if year is None else series.by_year.get(year)
    return point is not None and not point.missing
