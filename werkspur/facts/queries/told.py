"""One figure of a series in words and German numbers, for pages and the fact sheet.

Figure, verdict, range: "29.348 – im üblichen Bereich – 2018 bis 2022: 27.965 bis 37.633". A rise is not called bad
and a fall not good: the verdict is words and a sign. What is missing is "–" with its reason, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from werkspur.facts.models import Area
from werkspur.facts.queries.drawings import number
from werkspur.facts.queries.points import Point
from werkspur.facts.queries.series import Series
from werkspur.facts.rules import texts, usual
from werkspur.facts.rules.breaks import Measure
from werkspur.facts.rules.classes import too_few
from werkspur.facts.rules.rates import ENOUGH

MISSING = "–"


@dataclass(frozen=True, kw_only=True)
class Told:
    """A figure in the reader's language; '' where there is nothing to say.

    value      "29.348", "26,4 %", "–"
    unit       what is counted, as it follows the number: "Fälle"
    verdict    "Im üblichen Bereich"; `icon` below, usual, above or none is its sign (`c-trend to=icon`)
    range      "2018 bis 2022: 3.116 bis 5.836"
    before     the range as a sentence: "In den fünf Jahren davor waren es zwischen 27.965 und 37.633."
    line       unit, year and verdict as a sentence: "Fälle im Jahr 2023, im üblichen Bereich."
    counted    unit and year alone, where the verdict stands elsewhere: "Fälle im Jahr 2023."
    few        why the range has fewer than five years: "Bruch 2020, darum nur drei Vergleichsjahre."
    attempts   "620 von 4.361 blieben Versuche."
    missing    why there is no value: "Für die Stadt nicht veröffentlicht."
    provisional  "Vorläufige Zahl, sie kann sich noch ändern."; such a figure has no verdict
    """

    year: int | None
    value: str = MISSING
    unit: str = ""
    verdict: str = ""
    icon: usual.Verdict = "none"
    range: str = ""
    before: str = ""
    line: str = ""
    counted: str = ""
    few: str = ""
    attempts: str = ""
    missing: str = ""
    provisional: str = ""

    @property
    def remarks(self) -> list[str]:
        """The sentences of the small line: what is missing, else why the range is short, else attempts."""
        first = self.missing or self.few or self.attempts
        return [one for one in (first, self.provisional) if one]


def told(series: Series, *, year: int | None = None, measure: Measure = "cases") -> Told:
    """Return one year of a series in words; None: its newest year with a figure."""
    if year is None:
        year = series.latest.year if series.latest else None
    point = series.by_year.get(year) if year is not None else None
    value = series.values(measure).get(year) if year is not None else None
    if year is None or point is None or value is None:
        return Told(year=year, missing=why_missing(series, year=year, measure=measure), unit=unit(measure))
    found = series.usual(year, measure=measure)
    chance = by_chance(series, year)
    if point.provisional or chance:  # perhaps not the whole year: no verdict on it
        found = replace(found, verdict="none")
    return Told(
        year=year,
        value=amount(value, measure=measure),
        unit=unit(measure),
        verdict=_("Zu wenige Fälle für ein Urteil") if chance else texts.of_usual(found).say(_),
        icon=found.verdict,
        range=range_text(found, measure=measure),
        before=_before(found, measure=measure),
        line=_line(found.verdict, year=year, measure=measure),
        counted=_line("none", year=year, measure=measure),
        few=few_years(series, found, year=year, measure=measure),
        attempts=attempts(point),
        provisional=texts.text("provisional").say(_) if point.provisional else "",
    )


def by_chance(series: Series, year: int | None) -> bool:
    """Say whether the cases of a year and of all years it is read against are too few for a verdict."""
    if year is None or year not in series.by_year:
        return False
    counts = [series.by_year[year].cases, *(series.by_year[one].cases for one in series.usual(year).years)]
    return all(too_few(count) for count in counts)


def amount(value: float | None, *, measure: Measure = "cases") -> str:
    """Return a value as it is printed: 29.348; 4.763,6; 26,4 %; – for None."""
    if value is None:
        return MISSING
    return number(value, measure=measure) + ("\N{NO-BREAK SPACE}%" if measure == "clearance" else "")


def unit(measure: Measure) -> str:
    """Return what is counted, as it follows a number."""
    return {
        "cases": pgettext("unit", "Fälle"),
        "attempts": pgettext("unit", "Versuche"),
        "completed": pgettext("unit", "vollendete Fälle"),
        "rate": pgettext("unit", "Fälle je 100.000 Einwohner"),
        "clearance": _("der Fälle aufgeklärt"),
        "index": _("Indexpunkte (2014 = 100)"),
    }[measure]


def range_text(found: usual.Usual, *, measure: Measure = "cases") -> str:
    """Return "2018 bis 2022: 3.116 bis 5.836", '' where nothing can be compared."""
    if found.low is None or found.high is None or len(found.years) < usual.YEARS_NEEDED:
        return ""
    parts = {
        "first": found.years[0],
        "last": found.years[-1],
        "low": amount(found.low, measure=measure),
        "high": amount(found.high, measure=measure),
    }
    if parts["low"] == parts["high"]:
        return _("%(first)s bis %(last)s: %(low)s") % parts
    return _("%(first)s bis %(last)s: %(low)s bis %(high)s") % parts


def _before(found: usual.Usual, *, measure: Measure) -> str:
    if found.low is None or found.high is None or len(found.years) < usual.YEARS_NEEDED:
        return ""
    parts = {
        "count": count_word(len(found.years)),
        "low": amount(found.low, measure=measure),
        "high": amount(found.high, measure=measure),
    }
    if any(later != one + 1 for one, later in pairwise(found.years)):
        return _("In %(count)s der fünf Jahre davor waren es zwischen %(low)s und %(high)s.") % parts
    if parts["low"] == parts["high"]:
        return _("In den %(count)s Jahren davor waren es jedes Mal %(low)s.") % parts
    return _("In den %(count)s Jahren davor waren es zwischen %(low)s und %(high)s.") % parts


def _line(verdict: usual.Verdict, *, year: int, measure: Measure) -> str:
    return {
        "below": _("%(unit)s im Jahr %(year)s, unter dem üblichen Bereich."),
        "usual": _("%(unit)s im Jahr %(year)s, im üblichen Bereich."),
        "above": _("%(unit)s im Jahr %(year)s, über dem üblichen Bereich."),
        "none": _("%(unit)s im Jahr %(year)s."),
    }[verdict] % {"unit": unit(measure), "year": year}


def count_word(count: int) -> str:
    """Return a small number as a word."""
    return [_("null"), _("ein"), _("zwei"), _("drei"), _("vier"), _("fünf")][count]


def few_years(series: Series, found: usual.Usual, *, year: int, measure: Measure = "cases") -> str:
    """Return why fewer than five years can be compared, '' where all five can."""
    count = len(found.years)
    if count >= usual.YEARS:
        return ""
    breaks = [one for one in series.break_years(measure) if year - usual.YEARS < one <= year]
    parts = {"year": max(breaks) if breaks else 0, "count": count_word(count)}
    if breaks and not count:
        return _("Bruch %(year)s, darum kein Vergleichsjahr.") % parts
    if breaks:
        return (
            ngettext(
                "Bruch %(year)s, darum nur %(count)s Vergleichsjahr.",
                "Bruch %(year)s, darum nur %(count)s Vergleichsjahre.",
                count,
            )
            % parts
        )
    if not count:
        return _("Davor liegt keine Zahl zum Vergleich.")
    return ngettext("Nur %(count)s Vergleichsjahr.", "Nur %(count)s Vergleichsjahre.", count) % parts


def attempts(point: Point) -> str:
    """Return "620 von 4.361 blieben Versuche.", '' without attempts."""
    if point.cases is None or not point.attempts:
        return ""
    return ngettext(
        "%(attempts)s von %(cases)s blieb ein Versuch.", "%(attempts)s von %(cases)s blieben Versuche.", point.attempts
    ) % {"attempts": number(point.attempts), "cases": number(point.cases)}


def place(area: Area) -> str:
    """Return an area as it stands behind "für": die Stadt, den Landkreis, Sachsen."""
    if area.level == Area.Level.DISTRICT:
        first = area.name.split(" ")[0]
        if first == "Stadt":
            return _("die Stadt")
        if first in ("Landkreis", "Kreis"):
            return _("den Landkreis")
        if area.name.endswith("kreis"):
            return _("den %(area)s") % {"area": area.name}
    if area.level == Area.Level.DIRECTORATE:
        return _("den Bezirk der %(area)s") % {"area": area.name}
    return area.name


def inside(area: Area) -> str:
    """Return where something happened: in der Stadt Leipzig, im Landkreis Leipzig, in Sachsen."""
    name, local = area.name, area.level == Area.Level.DISTRICT
    if local and name.startswith("Stadt "):
        return _("in der %(area)s") % {"area": name}
    if local and (name.startswith(("Landkreis ", "Kreis ")) or name.endswith("kreis")):
        return _("im %(area)s") % {"area": name}
    if area.level == Area.Level.DIRECTORATE:
        return _("im Bezirk der %(area)s") % {"area": name}
    return _("in %(area)s") % {"area": name}


def why_missing(series: Series, *, year: int | None, measure: Measure = "cases") -> str:
    """Return why a year has no value, as a sentence; '' when it has one."""
    area = {"area": place(series.area), "year": year}
    point = series.by_year.get(year) if year is not None else None
    local = series.area.level in (Area.Level.DISTRICT, Area.Level.DIRECTORATE)
    if series.latest is None and local and not series.offence.by_district:
        return _("Für %(area)s nicht veröffentlicht.") % area
    if series.latest is None or year is None:
        return _("Für %(area)s ist noch keine Zahl geladen.") % area
    reason = point.missing if point else "not_loaded"
    if reason == "not_published":
        return _("%(year)s für %(area)s nicht veröffentlicht.") % area
    if reason == "not_loaded":
        return _("%(year)s ist noch nicht geladen.") % area
    if reason == "not_computable":
        return _("%(year)s nicht berechenbar, weil ein Teil fehlt.") % area
    return _why_uncounted(series, point, year=year, measure=measure)


def _why_uncounted(series: Series, point: Point | None, *, year: int, measure: Measure) -> str:
    """There are cases, but not this measure of them."""
    if point is None or series.values(measure).get(year) is not None:
        return ""
    if measure == "index":
        index = series.index()
        if not index.reason and year not in index.broken:
            return _("Unter %(enough)s Fällen kein Index.") % {"enough": ENOUGH}
        if not index.reason:
            return _("Kein Index: Zwischen 2014 und %(year)s liegt ein Bruch.") % {"year": year}
        return texts.text(f"index_{index.reason}", year=2014).say(_)
    if measure == "clearance" and point.cases is not None and point.cases < ENOUGH:
        return _("Unter %(enough)s Fällen keine Quote.") % {"enough": ENOUGH}
    if measure == "rate":
        return _("Nicht berechenbar ohne Einwohnerzahl.")
    return _("%(year)s nicht veröffentlicht.") % {"year": year}
