"""Series as drawings: what is drawn, with its words and numbers in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.utils import formats
from django.utils.translation import gettext as _

from werkspur.facts.charts import line, spark
from werkspur.facts.charts.line import Band
from werkspur.facts.charts.parts import Track
from werkspur.facts.queries.series import Series
from werkspur.facts.rules import index
from werkspur.facts.rules.breaks import Measure

#: longer reasons of a break are read beside the drawing, not in it
LONGEST = 48
#: below this width a break is marked by its year alone
NARROW = 600
COUNTS = ("cases", "attempts", "completed")


def measure_name(measure: Measure) -> str:
    """Return what an axis counts."""
    return {
        "cases": _("Fälle"),
        "attempts": _("Versuche"),
        "completed": _("vollendete Fälle"),
        "rate": _("Fälle je 100.000 Einwohner"),
        "clearance": _("Aufklärungsquote in Prozent"),
        "index": _("Index, %(year)s = 100") % {"year": index.BASE_YEAR},
    }[measure]


def chart(
    drawn: Sequence[Series],
    *,
    measure: Measure = "cases",
    name: str = "reihe",
    width: int = 1120,
    height: int = line.HEIGHT,
    year: int | None = None,
) -> str:
    """Return the drawing of one to five series of one offence key, '' where there is nothing to draw.

    name: begins the ids in the drawing.
    width: below NARROW several series are not named in it: a legend must stand beside.
    year: the one that is looked at, with its range; None: the newest.

    Raises ValueError for more than five series.
    """
    tracks = [_track(series, measure) for series in drawn]
    if not tracks:
        return ""
    areas = ", ".join(series.area.name for series in drawn)
    return line.draw(
        tracks,
        title=f"{drawn[0].offence.name}: {areas}",
        description=_description(tracks, measure),
        name=name,
        band=_band(drawn[0], measure, year=year, named=width >= NARROW),
        breaks=_break_labels(drawn, measure, short=width < NARROW),
        number=partial(number, measure=measure),
        axis=_step,
        smallest=1 if measure in COUNTS else 0.1,
        width=width,
        height=height,
        now=year,
        named=width >= NARROW,
    )


def small_line(series: Series, *, name: str, measure: Measure = "cases", size: tuple[int, int] = spark.SIZE) -> str:
    """Return the small line beside a figure, '' without a value. `size`: width and height."""
    track = _track(series, measure)
    return spark.draw(
        track,
        title=f"{series.offence.name}: {series.area.name}",
        description=_description([track], measure),
        name=name,
        band=_band(series, measure),
        breaks=_inside(series, measure),
        width=size[0],
        height=size[1],
    )


def number(value: float, *, measure: Measure = "cases") -> str:
    """Return a count whole, every other measure with one decimal place: 29.348; 4.763,6; 2.928,0.

    Always with it: "2.928" beside "4.763,6" would be read as a little less than three.
    """
    places = 0 if measure in COUNTS else 1
    return formats.number_format(round(value, places), decimal_pos=places, use_l10n=True, force_grouping=True)


def _step(value: float) -> str:
    """Return a step of an axis, which is no figure: whole where it is, else with one decimal place."""
    return number(value, measure="cases" if value % 1 == 0 else "rate")


def _track(series: Series, measure: Measure) -> Track:
    return Track(
        name=series.area.name,
        values=series.values(measure),
        breaks=series.break_years(measure),
        provisional=[point.year for point in series.points if point.provisional],
    )


def _band(series: Series, measure: Measure, *, year: int | None = None, named: bool = True) -> Band | None:
    """The range that a value, by default the newest, is read against."""
    known = _track(series, measure).known
    if not known:
        return None
    shown = year if year is not None and year in known else max(known)
    usual = series.usual(shown, measure=measure)
    if usual.low is None or usual.high is None or usual.verdict == "none":
        return None
    years = (usual.years[0], shown)
    words = {"lowest": _("niedrigster"), "highest": _("höchster")} if named else {}
    return Band(low=usual.low, high=usual.high, years=years, **words)


def _inside(series: Series, measure: Measure) -> list[int]:
    """The breaks between two years of the series."""
    years = [point.year for point in series.points]
    return [year for year in series.break_years(measure) if years and min(years) < year <= max(years)]


def _break_labels(drawn: Sequence[Series], measure: Measure, *, short: bool) -> dict[int, str]:
    texts: dict[int, str] = {}
    for series in drawn:
        told = {one.year: one.text for one in series.breaks if one.concerns(measure)}
        for year in _inside(series, measure):
            texts.setdefault(year, told.get(year, _("Einwohner nach anderem Zensus")))
    return {
        year: _("Bruch %(year)s") % {"year": year}
        if short or len(text) > LONGEST
        else _("Bruch %(year)s: %(text)s") % {"year": year, "text": text.rstrip(".")}
        for year, text in texts.items()
    }


def _description(tracks: Sequence[Track], measure: Measure) -> str:
    """Every value in words, for those who do not see the drawing."""
    lines = [
        ", ".join(f"{year} {number(value, measure=measure)}" for year, value in track.known.items()) for track in tracks
    ]
    named = [f"{track.name}: {line}." for track, line in zip(tracks, lines, strict=True)]
    return " ".join([f"{measure_name(measure)}.", *named])
