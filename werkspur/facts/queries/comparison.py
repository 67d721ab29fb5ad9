"""Districts beside their own state and their own years before. Never a ranking: the order is that of the map, not of
the figures, and nothing sorts it (`geography.districts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from werkspur.facts.models import Area
from werkspur.facts.queries import geography, sources
from werkspur.facts.queries.drawings import small_line
from werkspur.facts.queries.notes import notes
from werkspur.facts.queries.selection import Selection
from werkspur.facts.queries.series import Series, many
from werkspur.facts.queries.told import Told, amount, by_chance, told
from werkspur.facts.rules import texts
from werkspur.facts.rules.breaks import Measure
from werkspur.facts.rules.change import FEW
from werkspur.facts.rules.classes import too_few
from werkspur.marks.wording import Said

LINE = (200, 56)
#: measures of which the state has a value that a district's can be laid beside
COMPARABLE: tuple[Measure, ...] = ("rate", "index", "clearance")
#: said once beside the table, in this order; the rest belongs to single figures
SAID = ("break", "rate", "clearance", "reported_only", "outgoing", "overlap", "provisional", "next")
_ONLY_OF = {"clearance": ("clearance",)}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One district, or the state itself.

    query   the address of its series, after `?`
    line    its years up to the one shown, as SVG
    rate    its rate; `beside` that of the state; `few`: its rate rests on too few cases to be compared
    whole   the value of the state where the measure can be compared, '' for counts
    chance  so few cases in all years that no verdict is told
    """

    area: Area
    query: str
    told: Told
    line: str = ""
    rate: str = ""
    beside: str = ""
    cases: str = ""
    whole: str = ""
    few: bool = False
    chance: bool = False
    remarks: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Together:
    """The districts of a state with their series of one key; what comparison and map have in common.

    years  those in which any of them has a figure; year: the one shown
    """

    state: Area
    states: Sequence[Area]
    areas: Sequence[Area]
    series: dict[str, Series]
    years: Sequence[int]
    year: int | None
    problem: str = ""

    @property
    def whole(self) -> Series | None:
        return self.series.get(self.state.key)

    @property
    def local(self) -> list[Series]:
        """The series of the districts."""
        return [self.series[area.key] for area in self.areas if area.key in self.series]

    @property
    def known(self) -> bool:
        """Whether any district has a figure in the year shown."""
        return self.year in known_years(self.local)

    @property
    def state_only(self) -> bool:
        """Nothing is published for any district, in no year."""
        return not known_years(self.local)


def known_years(series: Iterable[Series]) -> set[int]:
    """Return the years with a figure in any of the series."""
    return {point.year for one in series for point in one.points if not point.missing}


def together(chosen: Selection, *, with_outlines: bool = False) -> Together | None:
    """Return the districts of the state the chosen area lies in; None where no district is known."""
    states = geography.states()
    state = geography.state_of(chosen.area, among=states)
    if state is None:
        return None
    areas = geography.districts(state, with_outlines=with_outlines)
    found = many(areas=[state.key, *(area.key for area in areas)], offences=[chosen.offence.key])
    read = {area.key: area for area in [state, *areas]}  # with boundaries and wholes, which `many` does not read
    series = {key: replace(one, area=read[key]) for (key, _offence), one in found.items()}
    local = known_years(series[area.key] for area in areas if area.key in series)
    years = sorted(local or known_years(series.values()))
    year, problem = chosen.year, ""
    if year not in years:
        year = years[-1] if years else None
        if chosen.year is not None and year is not None:
            told_years = {"wish": chosen.year, "year": year}
            problem = _("Für %(wish)s ist keine Zahl geladen. Gezeigt ist %(year)s.") % told_years
    return Together(state=state, states=states, areas=areas, series=series, years=years, year=year, problem=problem)


def rows(shown: Together, chosen: Selection) -> list[Row]:
    """Return the state, then its districts in their fixed order."""
    first = [_row(shown.whole, shown, chosen)] if shown.whole else []
    return first + [_row(series, shown, chosen, whole=first[0] if first else None) for series in shown.local]


def _row(series: Series, shown: Together, chosen: Selection, *, whole: Row | None = None) -> Row:
    year, measure = shown.year, chosen.measure
    point = series.by_year.get(year) if year else None
    figure = told(series, year=year, measure=measure)
    # why the range is short is said once, at the state, where it holds for all
    short = "" if whole and figure.few == whole.told.few else figure.few
    return Row(
        area=series.area,
        query=chosen.query(gebiet=series.area.key, jahr=year),
        told=figure,
        line=small_line(until(series, year), name=f"linie-{series.area.key}", measure=measure, size=LINE),
        rate=_rate(series, year),
        beside=whole.rate if whole else "",
        cases=amount(point.cases if point else None),
        whole=whole.told.value if whole and measure in COMPARABLE else "",
        few=point is not None and too_few(point.cases),
        chance=by_chance(series, year),
        remarks=[one for one in (figure.missing or short, figure.provisional) if one],
    )


def _rate(series: Series, year: int | None) -> str:
    return amount(series.values("rate").get(year) if year else None, measure="rate")


def until(series: Series, year: int | None) -> Series:
    """Return the series up to a year, so that its small line ends there."""
    return series if year is None else replace(series, points=tuple(one for one in series.points if one.year <= year))


def beside(shown: Together) -> list[str]:
    """Return what belongs right beside rates: who is missing in them, and which rest on too few cases."""
    found = [texts.text("commuters")]
    if any(too_few(series.by_year[shown.year].cases) for series in shown.local if shown.year in series.by_year):
        found.append(texts.text("few_cases", few=FEW))
    return [one.say(_) for one in found]


def remarks(shown: Together, *, measure: Measure, rates: bool = True) -> list[str]:
    """Return what must be said once beside the districts. `rates`: the page shows rates too."""
    seen = shown.local if not shown.state_only else [shown.whole] if shown.whole else []
    said = [one for series in seen for one in notes(series, year=shown.year)]
    found = [texts.text("no_ranking")] if not shown.state_only else []
    measures: tuple[Measure, ...] = (measure, "rate") if rates else (measure,)
    for code in SAID:
        if (code != "rate" or rates) and measure in _ONLY_OF.get(code, (measure,)):
            found += [one for one in said if one.code == code and (code != "break" or _cuts(one, shown, measures))]
    return list(dict.fromkeys(one.say(_) for one in found))


def _cuts(said: Said, shown: Together, measures: Iterable[Measure]) -> bool:
    """Whether a break lies between the years that are there, in a measure that is shown."""
    year = said.params["year"]
    concerned = {
        one.year
        for series in shown.series.values()
        for one in series.breaks
        if any(one.concerns(each) for each in measures)
    }
    return year in concerned and year in shown.years[1:]


def named_sources(shown: Together) -> list[str]:
    """Return the sources of the figures of all years."""
    return sources.named(shown.series.values())
