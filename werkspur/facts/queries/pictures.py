"""Series as a picture that stands alone, with its source in it: as SVG, and from that as PNG."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from werkspur.base import colours, pictures
from werkspur.facts.charts import line, picture
from werkspur.facts.queries import drawings
from werkspur.facts.queries.citation import Citation
from werkspur.facts.queries.series import Series
from werkspur.facts.rules import texts
from werkspur.facts.rules.breaks import Measure

#: pixels; a narrower drawing does not name its lines, a wider one is only a larger file
NARROWEST, WIDEST, USUAL = 670, 2400, 1184


def svg(found: Sequence[Series], *, measure: Measure, cited: Citation, width: int = USUAL) -> str:
    """Return the picture; `width` of the whole, drawn at most USUAL wide: a larger one is scaled."""
    inner = min(width, USUAL) - 2 * picture.MARGIN
    drawing = drawings.chart(found, measure=measure, width=inner)
    areas = ", ".join(series.area.name for series in found)
    return picture.stand_alone(
        drawing,
        heading=f"{found[0].offence.name}: {areas}",
        line=", ".join(part for part in (drawings.measure_name(measure), cited.years) if part),
        notes=[*_notes(found, measure, empty=not drawing), cited.text],
        rules=colours.rules("ws-chart"),
        size=(inner, line.HEIGHT),
        paper=colours.light().get("--ws-paper", "white"),
        ink=colours.light().get("--ws-text", "black"),
    )


def png(drawn: str, *, width: int) -> bytes:
    """Return a picture of `svg` as PNG, `width` pixels wide."""
    whole = min(width, USUAL)
    return pictures.png(drawn, width=whole, scale=width / whole)


def _notes(found: Sequence[Series], measure: Measure, *, empty: bool) -> list[str]:
    """What may not be left out of a picture: why there is nothing, and what cannot be compared."""
    told = [_("Keine Zahlen für diese Auswahl.")] if empty else []
    for series in found:
        codes = series.footnotes
        if "state_only" in codes:
            told.append(texts.text("state_only", area=series.area.name).say(_))
        if empty:
            continue
        if "provisional" in codes:
            told.append(texts.text("provisional").say(_))
        years = series.break_years(measure)
        told += [
            texts.text("break", year=one.year, text=one.text.rstrip(".")).say(_)
            for one in series.breaks
            if one.year in years and one.concerns(measure) and series.points and series.points[0].year < one.year
        ]
    return list(dict.fromkeys(told))
