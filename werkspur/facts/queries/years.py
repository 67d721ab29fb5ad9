"""The years of one or several series as a table: the same values as in the drawing, the newest year on top.

Across a break nothing is compared; what is missing is "–" with its reason; a percentage stands only where the counts
carry it, with the span that the usual ups and downs of the offence leave open (`rules.change`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import formats
from django.utils.translation import gettext as _

from werkspur.facts.models import Population
from werkspur.facts.queries.drawings import COUNTS, measure_name, number
from werkspur.facts.queries.points import Point
from werkspur.facts.queries.series import Series
from werkspur.facts.queries.told import MISSING, amount
from werkspur.facts.rules import texts
from werkspur.facts.rules.breaks import RATE, Measure
from werkspur.facts.rules.change import Change
from werkspur.facts.rules.rates import ENOUGH


@dataclass(frozen=True, kw_only=True)
class Cell:
    """`text` is the value; `note` stands small below it; `plain`: words instead of a number."""

    text: str
    note: str = ""
    plain: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One year. broken: a break lies between it and the year after, which stands above it."""

    year: int
    cells: tuple[Cell, ...]
    broken: bool = False
    chosen: bool = False
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """`groups`: names of the areas where there are several, each over `each` columns; `spans`: says what a span is."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    groups: tuple[str, ...] = ()
    each: int = 0
    spans: bool = field(default=False)


def table(shown: Sequence[Series], *, measure: Measure = "cases", year: int | None = None) -> Table:
    """Return the years of one to five series of one key; `year` is the one that is looked at."""
    years = sorted({point.year for series in shown for point in series.points}, reverse=True)
    alone = len(shown) == 1
    columns = _columns(measure, alone=alone)
    rows = tuple(
        Row(
            year=one,
            cells=tuple(cell for series in shown for cell in _cells(series, one, measure=measure, alone=alone)),
            broken=one + 1 in years and any(series.broken(one, one + 1, measure=measure) for series in shown),
            chosen=one == year,
            provisional=any(point.provisional for series in shown if (point := series.by_year.get(one))),
        )
        for one in years
    )
    names = () if alone else tuple(series.area.name for series in shown)
    return Table(
        columns=columns * len(shown),
        rows=rows,
        groups=names,
        each=len(columns),
        spans=alone and measure not in ("clearance", "index"),
    )


def signed(value: float, *, places: int = 0) -> str:
    """Return +1.378, −4,2, ±0."""
    value = round(value, places)
    if value == 0:
        return "±0"
    text = formats.number_format(abs(value), decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{'+' if value > 0 else '−'}{text}"


def percent(value: float) -> str:
    """Return a change in percent: +4,9 %."""
    return f"{signed(value, places=1)}\N{NO-BREAK SPACE}%"


def span(change: Change) -> str:
    """Return the limits of a change: "−4 bis +14 %"."""
    if change.low is None or change.high is None:
        return ""
    low, high = (signed(limit, places=1 if abs(limit) < 1 else 0) for limit in (change.low, change.high))
    return _("%(low)s bis %(high)s %%") % {"low": low, "high": high}


def change_sentence(series: Series, *, year: int | None, measure: Measure = "cases") -> str:
    """Return the change to the year before with how sure it is, '' where there is no value."""
    if year is None or measure in ("clearance", "index") or series.values(measure).get(year) is None:
        return ""
    change = series.change(year, measure=measure)
    if change.reason in ("missing", "provisional"):
        return ""
    if change.reason == "break":
        return _("Mit dem Vorjahr nicht vergleichbar, dazwischen liegt ein Bruch.")
    parts = {"difference": signed(change.difference or 0)}
    if change.percent is None:
        return _("Zum Vorjahr %(difference)s, für Prozent sind es zu wenige Fälle.") % parts
    parts |= {
        "percent": percent(change.percent),
        "span": span(change),
        "verdict": texts.of_change(_plain(change)).say(_),
    }
    told = (
        _("Zum Vorjahr %(percent)s, mögliche Spanne %(span)s. %(verdict)s")
        if measure == RATE
        else _("Zum Vorjahr %(difference)s, das sind %(percent)s, mögliche Spanne %(span)s. %(verdict)s")
    ) % parts
    few = _("Unter %(enough)s Fällen ist die Prozentzahl unsicher.") % {"enough": ENOUGH}
    return f"{told} {few}" if change.reason == "small" else told


def _plain(change: Change) -> Change:
    """A change whose percentage is shown: how sure it is, not that the counts are few."""
    return Change(low=change.low, high=change.high)


def bases_of(point: Point) -> list[str]:
    """Return each census the rate of a year may rest on, with its inhabitants and rate."""
    return [
        _("%(rate)s nach %(base)s: %(people)s Einwohner am %(day)s.")
        % {
            "rate": amount(base.rate, measure=RATE),
            "base": base_name(base.census),
            "people": number(base.people),
            "day": f"{base.day:%d.%m.%Y}",
        }
        for base in point.bases
        if base.rate is not None
    ]


def base_name(census: str) -> str:
    """Return "Zensus 2022"."""
    return str(Population.Base(census).label)


# Columns --------------------------------------------------------------------------------------------------------------


def _columns(measure: Measure, *, alone: bool) -> tuple[str, ...]:
    first, before = _heading(measure), _("zum Vorjahr")
    if not alone:
        return (first, before)
    span_of = (_("in Prozent"), _("Spanne"))
    return {
        "cases": (first, before, *span_of, _("Versuche"), _("aufgeklärt")),
        "attempts": (first, before, *span_of, _("von Fällen")),
        "completed": (first, before, *span_of, _("von Fällen")),
        "rate": (first, before, _("Spanne"), _("Fälle"), _("Einwohner")),
        "index": (first, before, _("Fälle")),
        "clearance": (first, before, _("aufgeklärt"), _("Fälle")),
    }[measure]


def _heading(measure: Measure) -> str:
    short = {"rate": _("je 100.000"), "clearance": _("Quote"), "index": _("Index"), "completed": _("vollendet")}
    return short.get(measure) or measure_name(measure)


def _cells(series: Series, year: int, *, measure: Measure, alone: bool) -> list[Cell]:
    point = series.by_year.get(year) or Point(year=year, missing="not_loaded")
    value = series.values(measure).get(year)
    cells = [_value(series, point, value, measure=measure), _before(series, point, value, measure=measure, alone=alone)]
    if not alone:
        return cells
    change = series.change(year, measure=measure) if value is not None and measure in (*COUNTS, RATE) else None
    return [*cells, *_spans(change, measure=measure), *_more(point, measure)]


def _value(series: Series, point: Point, value: float | None, *, measure: Measure) -> Cell:
    if value is not None:
        return Cell(text=amount(value, measure=measure), note=_bases(point) if measure == RATE else "")
    if point.missing:
        return Cell(text=MISSING, note=texts.text(point.missing).say(_))
    if measure == "index" and point.year in series.index().broken:
        return Cell(text=MISSING, note=_("hinter einem Bruch"))
    if measure == "index" or (measure == "clearance" and point.cleared is not None):
        few = point.cases is not None and point.cases < ENOUGH
        return Cell(text=MISSING, note=_("zu wenige Fälle") if few else "")
    return Cell(text=MISSING, note=texts.text("not_computable" if measure == RATE else "not_published").say(_))


def _bases(point: Point) -> str:
    """The census of a rate; where a second one counts too, its rate as well."""
    first, *others = point.bases
    more = [f"{amount(one.rate, measure=RATE)} {base_name(one.census)}" for one in others]
    return "; ".join([base_name(first.census), *more])


def _before(series: Series, point: Point, value: float | None, *, measure: Measure, alone: bool) -> Cell:
    """The change to the year before; nothing where this year has no value or is the first."""
    year = point.year
    if value is None or series.values(measure).get(year - 1) is None:
        broken = value is not None and year - 1 in series.by_year and series.broken(year - 1, year, measure=measure)
        return _incomparable() if broken else Cell(text=MISSING)
    if series.provisional(year - 1, year) or series.broken(year - 1, year, measure=measure):
        return _incomparable()
    if measure == "clearance":
        points = series.clearance_change(year) or 0.0
        return Cell(text=_("%(points)s Punkte") % {"points": signed(points, places=1)})
    change = series.change(year, measure=measure if measure in (*COUNTS, RATE) else "cases")
    if measure in COUNTS:
        return Cell(text=signed(change.difference or 0), note="" if alone else _note(change))
    return _percentage(change)


def _note(change: Change) -> str:
    """The percentage under a difference, with how little it rests on; '' where it rests on too little."""
    if change.percent is None:
        return ""
    return ", ".join([percent(change.percent), *([_("unsicher")] if change.reason == "small" else [])])


def _incomparable() -> Cell:
    return Cell(text=texts.text("change_break").say(_), plain=True)


def _percentage(change: Change) -> Cell:
    if change.percent is None:
        return Cell(text=MISSING, note=_("zu wenige Fälle") if change.reason == "too_small" else "")
    return Cell(text=percent(change.percent), note=_("unsicher") if change.reason == "small" else "")


def _spans(change: Change | None, *, measure: Measure) -> list[Cell]:
    """Percentage and span of a change, of a rate the span alone, of other measures nothing."""
    if measure not in (*COUNTS, RATE):
        return []
    if change is None or change.low is None:
        words = Cell(text=MISSING)
        return [words] if measure == RATE else [_percentage(change or Change()), words]
    words = Cell(text=f"{span(change)}, {_direction(change)}", plain=True)
    return [words] if measure == RATE else [_percentage(change), words]


def _direction(change: Change) -> str:
    return {"up": _("gestiegen"), "down": _("gesunken"), "open": _("offen")}[change.direction]


def _more(point: Point, measure: Measure) -> list[Cell]:
    cases = Cell(text=amount(point.cases))
    cleared = Cell(text=amount(point.cleared))
    return {
        "cases": [Cell(text=amount(point.attempts)), Cell(text=amount(point.clearance, measure="clearance"))],
        "attempts": [cases],
        "completed": [cases],
        "rate": [cases, Cell(text=amount(point.population))],
        "index": [cases],
        "clearance": [cleared, cases],
    }[measure]
