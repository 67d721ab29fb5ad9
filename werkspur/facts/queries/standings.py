"""What the page of a series says beside chart and table: figure of each area, breaks, notes, source, reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from werkspur.facts.charts.parts import sample
from werkspur.facts.models import Area, Offence
from werkspur.facts.queries import sources, years
from werkspur.facts.queries.notes import notes
from werkspur.facts.queries.selection import Selection
from werkspur.facts.queries.series import Series
from werkspur.facts.queries.told import Told, amount, told, unit
from werkspur.facts.rules.breaks import RATE, Measure
from werkspur.marks.wording import names

#: said beside the figure itself, or shown in a place of their own
_ELSEWHERE = (
    *("attempts", "break", "state_only", "source", "next", "overlap", "provisional"),
    *("not_published", "not_computable", "not_loaded"),
)
#: said only where these values are shown
_ONLY_OF = {"rate": ("rate",), "clearance": ("clearance",)}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The figure of one area.

    line     year, range before and why it is short; `change`: to the year before; `bases`: of a rate, each census
    key      its line in the chart, where there are several; without: the address that leaves the area out
    state    name and address of the same key in the state, where only that is published
    """

    area: Area
    told: Told
    line: str = ""
    change: str = ""
    bases: Sequence[str] = ()
    key: SafeString = field(default=SafeString(""))
    without: str = ""
    only_state: bool = False
    state: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """breaks: year, reason and source; counted: how it is counted; sources: named under the chart."""

    standings: Sequence[Standing]
    title: str
    heading: str
    breaks: Sequence[tuple[int, str, str]] = ()
    counted: Sequence[str] = ()
    sources: Sequence[str] = ()
    coming: Sequence[str] = ()
    wording: str = ""
    known: bool = True


def page(shown: Sequence[Series], chosen: Selection, *, areas: Mapping[str, str] | None = None) -> Page:
    """Return the words of a page; one statement. `areas`: the names of all, where the state may be offered instead."""
    measure = chosen.measure
    latest = chosen.offence.wordings.order_by("-year").values_list("text", flat=True).first()
    said = _said(shown, chosen)
    title = f"{chosen.offence.name}: {names([one.area.name for one in shown], last=_('und'))}"
    return Page(
        standings=[_standing(series, chosen, number=at, areas=areas or {}) for at, series in enumerate(shown)],
        title=title,
        heading=title if len(shown) == 1 else chosen.offence.name,
        breaks=_breaks([series for series in shown if series.latest], measure),
        counted=[text for code, text in said if code not in _ELSEWHERE],
        sources=sources.named(shown),
        coming=[text for code, text in said if code == "next"],
        wording=latest or "",
        known=any(series.latest for series in shown),
    )


def _standing(series: Series, chosen: Selection, *, number: int, areas: Mapping[str, str]) -> Standing:
    measure, several = chosen.measure, len(chosen.areas) > 1
    figure = told(series, year=chosen.year, measure=measure)
    point = series.by_year.get(figure.year) if figure.year else None
    only_state = "state_only" in series.footnotes and series.latest is None
    state = series.area.key[:2]
    offered = only_state and state in areas and state not in {one.key for one in chosen.areas}
    return Standing(
        area=series.area,
        told=figure,
        line=_line(series, figure, measure=measure),
        change="" if several else years.change_sentence(series, year=figure.year, measure=measure),
        bases=years.bases_of(point) if point and measure == RATE else (),
        key=mark_safe(sample(number)) if several else SafeString(""),  # noqa: S308 - our own drawing
        without=chosen.without(series.area).query() if several else "",
        only_state=only_state,
        state=(areas[state], chosen.query(gebiet=state)) if offered else None,
    )


def _line(series: Series, figure: Told, *, measure: Measure) -> str:
    """Return "Fälle im Jahr 2023. Davor, 2020 bis 2022, waren es 1.603 bis 1.989. Bruch 2020, darum …"."""
    if figure.missing or figure.year is None:
        return ""
    counted = _("aufgeklärt") if measure == "clearance" else figure.unit
    words = [_("%(unit)s im Jahr %(year)s.") % {"unit": counted, "year": figure.year}]
    found = series.usual(figure.year, measure=measure)
    if figure.range and found.low is not None and found.high is not None:
        parts = {
            "first": found.years[0],
            "last": found.years[-1],
            "low": amount(found.low, measure=measure),
            "high": amount(found.high, measure=measure),
        }
        words.append(_("Davor, %(first)s bis %(last)s, waren es %(low)s bis %(high)s.") % parts)
    return " ".join([*words, *([figure.few] if figure.few else [])])


def _said(shown: Sequence[Series], chosen: Selection) -> list[tuple[str, str]]:
    """The notes of all series, each sentence once, in their order."""
    found: dict[tuple[str, str], None] = {}
    for series in shown:
        for said in notes(series, year=chosen.year):
            beside = said.code == "clearance" and chosen.measure == "cases" and len(shown) == 1
            if beside or chosen.measure in _ONLY_OF.get(said.code, (chosen.measure,)):
                found[said.code, said.say(_)] = None
    return list(found)


def _breaks(shown: Sequence[Series], measure: Measure) -> list[tuple[int, str, str]]:
    """The breaks between two years that are shown, each reason once."""
    found: dict[tuple[int, str, str], None] = {}
    for series in shown:
        shown_years = [point.year for point in series.points][1:]
        told_years = set()
        for one in series.breaks:
            if one.year in shown_years and one.concerns(measure):
                found[one.year, one.text.rstrip(".") + ".", one.source] = None
                told_years.add(one.year)
        for year in series.break_years(measure):
            if year in shown_years and year not in told_years:
                found[year, _("Einwohner nach anderem Zensus."), ""] = None
    return sorted(found)


def readings(shown: Sequence[Series], *, measure: Measure) -> dict[int, list[str]]:
    """Return for the script that reads the chart: year → what each area has, in words."""
    found: dict[int, list[str]] = {}
    several = len(shown) > 1
    for series in shown:
        for year, value in series.values(measure).items():
            point = series.by_year[year]
            text = amount(value, measure=measure)
            if value is None:
                text = _("keine Zahl")
            elif point.provisional:
                text = _("%(value)s, vorläufig") % {"value": text}
            elif not several:
                text = f"{text} {unit(measure)}"
            found.setdefault(year, []).append(f"{series.area.name}: {text}" if several else text)
    return dict(sorted(found.items()))


def every(rows: type[Area | Offence]) -> dict[str, str]:
    """Return the names of all areas or offence keys by key, in their order."""
    return dict(rows._default_manager.order_by("order", "key").values_list("key", "name"))


def options(named: Mapping[str, str]) -> SafeString:
    """Return the suggestions of a field, `14713 Stadt Leipzig`."""
    return SafeString("".join(f'<option value="{escape(f"{key} {name}")}">' for key, name in named.items()))
