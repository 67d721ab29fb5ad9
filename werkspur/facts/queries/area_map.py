"""The map of a state's districts: which class each belongs to, in words and as a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext as _

from werkspur.facts.charts import outlines, tiles
from werkspur.facts.charts.places import Place
from werkspur.facts.models import Area
from werkspur.facts.queries.areas import called
from werkspur.facts.queries.comparison import Together
from werkspur.facts.queries.drawings import measure_name
from werkspur.facts.queries.selection import Selection
from werkspur.facts.queries.series import Series
from werkspur.facts.queries.told import MISSING, Told, amount, by_chance, told
from werkspur.facts.rules import classes, index, texts
from werkspur.facts.rules.breaks import Measure
from werkspur.facts.rules.change import FEW

#: what a map may show, by its name in the address; verdicts are a map's own
MEASURES: dict[str, Measure] = {"hz": "rate", "index": "index", "aq": "clearance", "urteil": "cases", "faelle": "cases"}
DEFAULT, VERDICT, COUNTS = "hz", "urteil", ("faelle", "versuche", "vollendet")
VERDICTS = ("below", "usual", "above")


@dataclass(frozen=True)
class Step:
    """One line of the legend: the kind it is drawn as, and its words."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One district in the table under the map. label: what stands on the map; step: the words of its class."""

    area: Area
    query: str
    kind: str
    told: Told
    label: str
    value: str
    cases: str
    step: str = ""
    group: bool = False


@dataclass(frozen=True, kw_only=True)
class AreaMap:
    """drawing: SVG, '' where nothing can be drawn; form: tiles, outlines or ''; rule: how classes were made."""

    drawing: str
    form: str
    entries: Sequence[Entry]
    state: Entry | None
    legend: Sequence[Step] = ()
    rule: Sequence[str] = ()
    group: str = ""
    boundaries: Sequence[tuple[str, str]] = field(default=())


def area_map(shown: Together, chosen: Selection, *, wert: str) -> AreaMap:
    """Return the map of one measure in one year; `wert` is a key of MEASURES."""
    limits, rule = _limits(shown, wert=wert)
    legend = _legend(limits, wert=wert)
    steps = {step.kind: step.text for step in legend}
    group = _group(shown.areas)
    entries = [
        _entry(series, shown, chosen, wert=wert, limits=limits, steps=steps, group=group) for series in shown.local
    ]
    whole = shown.whole
    form = _form(shown.areas) if shown.known else ""
    title = _("%(offence)s, %(measure)s, %(year)s") % {
        "offence": chosen.offence.name,
        "measure": heading(wert),
        "year": shown.year,
    }
    return AreaMap(
        drawing=_drawing(entries, form=form, title=title),
        form=form,
        entries=entries,
        state=_entry(whole, shown, chosen, wert=wert, limits=limits, steps=steps, group=None) if whole else None,
        legend=[one for one in legend if one.kind.isdecimal() or any(one.kind == each.kind for each in entries)],
        rule=rule,
        group=called(group) if group and form else "",
        boundaries=_boundaries(shown.areas) if form == "outlines" else (),
    )


def measures() -> list[tuple[str, str]]:
    """Return what a map may show, in words."""
    return [
        ("hz", _("Je 100.000 Einwohner")),
        ("index", _("Index, %(year)s = 100") % {"year": index.BASE_YEAR}),
        ("aq", _("Aufklärungsquote")),
        (VERDICT, _("Gegen die Vorjahre")),
        ("faelle", _("Fälle")),
    ]


def heading(wert: str) -> str:
    """Return what the map shows, as it stands above it."""
    if wert == VERDICT:
        return _("Jeder Kreis gegen seine eigenen Jahre davor")
    return measure_name(MEASURES[wert])


# Classes --------------------------------------------------------------------------------------------------------------


def _limits(shown: Together, *, wert: str) -> tuple[tuple[float, ...], list[str]]:
    """The limits of the classes, and the sentences that say how they were found."""
    if wert in COUNTS:
        return (), [texts.text("cases_uncoloured").say(_)]
    if wert == VERDICT:
        return (), [texts.text("classes_usual").say(_)]
    if wert == "index":
        return classes.INDEX_LIMITS, [texts.text("classes_index", year=index.BASE_YEAR).say(_)]
    if shown.year is None:
        return (), []
    measure = MEASURES[wert]
    breaks = {year for series in shown.local for year in series.break_years(measure)}
    years = classes.stretch(shown.years, year=shown.year, breaks=breaks)
    found = classes.limits(
        value
        for series in shown.local
        for year in years
        if (value := series.values(measure).get(year)) is not None and not classes.too_few(series.by_year[year].cases)
    )
    if not found.rule:
        return (), []
    code = f"classes_{found.rule}" if len(years) > 1 else f"classes_{found.rule}_once"
    return found.cuts, [texts.text(code, first=years[0], last=years[-1]).say(_)]


def _legend(limits: Sequence[float], *, wert: str) -> list[Step]:
    steps: list[Step] = []
    if wert == VERDICT:
        steps = [Step(kind, texts.TEXTS[f"usual_{kind}"]) for kind in VERDICTS]
        steps = [Step(one.kind, _(one.text)) for one in steps]
    elif limits:
        words = [amount(one, measure=MEASURES[wert]) for one in limits]
        first, last = _("unter %(limit)s") % {"limit": words[0]}, _("%(limit)s und mehr") % {"limit": words[-1]}
        between = [_("%(low)s bis unter %(high)s") % {"low": low, "high": high} for low, high in pairwise(words)]
        steps = [Step(str(at), text) for at, text in enumerate([first, *between, last], start=1)]
    return [
        *steps,
        Step("few", _("unter %(few)s Fällen, ohne Farbe") % {"few": FEW}),
        Step("none", texts.text("usual_none").say(_)),
        Step("missing", _("keine Zahl")),
    ]


def _kind(
    figure: Told, value: float | None, cases: int | None, *, wert: str, limits: Sequence[float], chance: bool
) -> str:
    """The class of a district: 1 to 5, a verdict, plain, few or missing."""
    if value is None:
        return "missing"
    if wert in COUNTS:
        return "plain"
    if wert == VERDICT:
        return "few" if chance else figure.icon
    if wert == "hz" and classes.too_few(cases):
        return "few"
    return str(classes.place(value, among=limits)) if limits else "plain"


def _entry(
    series: Series,
    shown: Together,
    chosen: Selection,
    *,
    wert: str,
    limits: Sequence[float],
    steps: dict[str, str],
    group: Area | None,
) -> Entry:
    year, measure = shown.year, MEASURES[wert]
    figure = told(series, year=year, measure=measure)
    point = series.by_year.get(year) if year else None
    value = series.values(measure).get(year) if year else None
    cases, chance = point.cases if point else None, by_chance(series, year)
    kind = _kind(figure, value, cases, wert=wert, limits=limits, chance=chance)
    exact = figure.verdict if wert == VERDICT and value is not None else figure.value
    return Entry(
        area=series.area,
        query=chosen.query(gebiet=series.area.key, jahr=year, wert=None if measure == "cases" else wert),
        kind=kind,
        told=figure,
        label=_label(kind, value, wert=wert),
        value=exact,
        cases=amount(cases),
        step=steps.get(kind, ""),
        group=group is not None and group in series.area.wholes.all(),
    )


def _label(kind: str, value: float | None, *, wert: str) -> str:
    """What stands on a district: the value, a verdict in a word, or that there are few."""
    if kind in ("missing", "none") or value is None:
        return MISSING
    if kind in VERDICTS:
        return {"below": _("unter"), "usual": _("üblich"), "above": _("über")}[kind]
    if kind == "few":
        return _("wenige")
    return amount(value, measure=MEASURES[wert])


# Drawing --------------------------------------------------------------------------------------------------------------


def _form(areas: Sequence[Area]) -> str:
    """Boundaries where every district has one, else tiles where every one has a place: no map with holes."""
    if areas and all(area.outline for area in areas):
        return "outlines"
    spots = {(area.tile_column, area.tile_row) for area in areas}
    whole = len(spots) == len(areas) and not any(None in spot for spot in spots)
    return "tiles" if areas and whole else ""


def _drawing(entries: Sequence[Entry], *, form: str, title: str) -> str:
    places = [(one.area, _place(one)) for one in entries]
    if form == "outlines":
        shapes = [(place, area.outline["coordinates"]) for area, place in places if area.outline]
        return outlines.draw([(place, _points(shape)) for place, shape in shapes], title=title)
    if form == "tiles":
        return tiles.draw({(area.tile_column or 0, area.tile_row or 0): place for area, place in places}, title=title)
    return ""


def _points(shape: list[list[list[list[float]]]]) -> list[list[list[tuple[float, float]]]]:
    return [[[(x, y) for x, y in ring] for ring in polygon] for polygon in shape]


def _place(entry: Entry) -> Place:
    return Place(
        key=entry.area.key,
        name=entry.area.name,
        value=entry.label,
        title=sentence(entry),
        href=f"{reverse('facts:series')}?{entry.query}",
        kind=entry.kind,
        group=entry.group,
    )


def sentence(entry: Entry) -> str:
    """Return all that can be said of a district on the map: "Nordsachsen: 4.763,6 Fälle je 100.000 Einwohner, …"."""
    name, figure = entry.area.name, entry.told
    if figure.missing:
        return f"{name}: {figure.missing}"
    words = [f"{figure.value} {figure.unit}"]
    if entry.kind in VERDICTS:
        words.append(f"{figure.verdict} ({figure.range})")
    elif entry.step:
        words.append(entry.step)
    return f"{name}: {', '.join(words)}." + (f" {figure.provisional}" if figure.provisional else "")


def _group(areas: Sequence[Area]) -> Area | None:
    """The directorate whose districts get a common edge: the first that some of the areas belong to."""
    wholes = [whole for area in areas for whole in area.wholes.all() if whole.level == Area.Level.DIRECTORATE]
    return min(wholes, key=lambda area: (area.order, area.key)) if wholes else None


def _boundaries(areas: Sequence[Area]) -> list[tuple[str, str]]:
    """Source and licence of every file the map is drawn from."""
    return list({(area.boundaries.source, area.boundaries.licence): None for area in areas if area.boundaries})
