"""Second page: the years as a table, what changed, attempts and clear-up rates.

On paper a percentage stands alone: under 20 cases there is none, not even with a note.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from werkspur.facts.queries.areas import called
from werkspur.facts.queries.drawings import number
from werkspur.facts.queries.points import Point
from werkspur.facts.queries.series import Series
from werkspur.facts.queries.told import MISSING, amount, why_missing
from werkspur.facts.queries.years import change_sentence, percent, signed
from werkspur.facts.rules import texts
from werkspur.facts.rules.rates import ENOUGH


def page(found: list[Series], *, year: int) -> dict[str, Any]:
    """Return what the second page says of the series up to a year."""
    years = sorted({point.year for series in found for point in series.points}, reverse=True)
    return {
        "columns": [{"name": series.offence.name, "place": called(series.area)} for series in found],
        "rows": [{"year": str(one), "cells": [_cell(series, year=one) for series in found]} for one in years],
        "changes": [
            {"title": f"{series.offence.name}, {called(series.area)}", "text": _changed(series, year=year)}
            for series in found
        ],
        "shares": [_share(series, year=year) for series in found],
        "labels": {
            "table": _("Die Zahlen Jahr für Jahr"),
            "year": _("Jahr"),
            "reading": _(
                "Oben die Fälle, darunter die Veränderung zum Vorjahr. Prozent steht nur, wo beide Jahre "
                "mindestens %(enough)s Fälle haben. Über einen Bruch hinweg wird nicht verglichen."
            )
            % {"enough": ENOUGH},
            "changes": _("Was sich %(year)s geändert hat") % {"year": year},
            "shares": _("Versuche und Aufklärung %(year)s") % {"year": year},
            "share_columns": [_("Art"), _("Fälle"), _("davon Versuche"), _("aufgeklärt"), _("Quote"), _("zum Vorjahr")],
        },
    }


def _cell(series: Series, *, year: int) -> dict[str, str]:
    point = series.by_year.get(year) or Point(year=year, missing="not_loaded")
    if point.cases is None:
        return {"value": MISSING, "note": texts.text(point.missing).say(_) if point.missing else ""}
    note = _("vorläufig") if point.provisional else _difference(series, year=year)
    return {"value": number(point.cases), "note": note}


def _difference(series: Series, *, year: int) -> str:
    """Return "+1.383, +4,9 %", "+4" where a percentage would say nothing, why nothing is compared, or ''."""
    before = series.by_year.get(year - 1)
    if before is None:
        return ""
    if series.broken(year - 1, year):
        return texts.text("change_break").say(_)
    change = series.change(year)
    if change.difference is None or before.provisional:
        return ""
    difference = signed(change.difference)
    return difference if change.reason or change.percent is None else f"{difference}, {percent(change.percent)}"


def _changed(series: Series, *, year: int) -> str:
    point = series.by_year.get(year)
    if point is None or point.cases is None:
        return why_missing(series, year=year)
    if point.provisional:
        return _("Vorläufige Zahl, vielleicht noch nicht das ganze Jahr. Sie wird nicht verglichen.")
    change = series.change(year)
    if change.reason == "small":
        return _("Zum Vorjahr %(difference)s, für Prozent sind es zu wenige Fälle.") % {
            "difference": signed(change.difference or 0)
        }
    sentence = change_sentence(series, year=year) or _("Davor liegt keine Zahl zum Vergleich.")
    return sentence.replace(" %", "\N{NO-BREAK SPACE}%")


def _share(series: Series, *, year: int) -> list[str]:
    point = series.by_year.get(year) or Point(year=year)
    change = None if point.provisional or point.clearance is None else series.clearance_change(year)
    points = MISSING if change is None else _("%(points)s Punkte") % {"points": signed(change, places=1)}
    return [
        f"{series.offence.name}, {called(series.area)}",
        amount(point.cases),
        amount(point.attempts),
        amount(point.cleared),
        amount(point.clearance, measure="clearance"),
        points,
    ]
