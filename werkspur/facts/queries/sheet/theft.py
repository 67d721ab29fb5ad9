"""First page: theft in total with its range, and the kinds that hit companies most."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from werkspur.facts.queries.drawings import chart, small_line
from werkspur.facts.queries.overview import Overview, Row
from werkspur.facts.queries.series import Series
from werkspur.facts.queries.sheet.drawn import Drawings, begun

#: width and height of the drawings, in pixels; they are scaled to the page
LARGE, SMALL = (760, 380), (200, 56)


def page(shown: Overview, found: list[Series], *, drawings: Drawings) -> dict[str, Any]:
    """Return what the first page says. found: the series of the page, total first, up to the year."""
    kinds = found[1:] if shown.total else found
    return {
        "total": _total(shown.total, found[0], shown, drawings=drawings) if shown.total else None,
        "kinds": [_kind(row, series, drawings=drawings) for row, series in zip(shown.rows, kinds, strict=True)],
        "labels": {
            "kinds": _("Nach Ort und Gegenstand"),
            "kind": _("Art"),
            "cases": _("Fälle %(year)s") % {"year": shown.year},
            "range": _("Gegen die Jahre davor"),
            "line": pgettext("series", "Verlauf"),
        },
    }


def _total(row: Row, series: Series, shown: Overview, *, drawings: Drawings) -> dict[str, Any]:
    words = row.told
    drawing = chart([begun(series)], name="gesamt", width=LARGE[0], height=LARGE[1], year=shown.year)
    sentence = [words.missing or words.line, words.before or words.few, words.provisional, shown.summed]
    return {
        "title": row.title,
        "value": words.value,
        "sentence": " ".join(part for part in sentence if part),
        "chart": drawings.add(drawing),
        "legend": _(
            "Grau: höchster und niedrigster Wert der Jahre davor, höchstens fünf und keines vor einem Bruch. "
            "Die Achse beginnt bei null."
        ),
    }


def _kind(row: Row, series: Series, *, drawings: Drawings) -> dict[str, Any]:
    words = row.told
    return {
        "title": row.title,
        "remarks": row.remarks,
        "value": words.value,
        "verdict": words.verdict,
        "icon": words.icon if words.verdict else "",
        "range": words.range if words.icon != "none" else "",
        "chart": drawings.add(small_line(begun(series), name="art", size=SMALL)),
    }
