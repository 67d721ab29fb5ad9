"""Third page: the area beside its state and the districts of the partnership, each against its own years before.

Never a ranking: state first, then the area, then the partnership in its fixed order.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from werkspur.facts.charts.parts import MOST
from werkspur.facts.models import Area
from werkspur.facts.queries.areas import called
from werkspur.facts.queries.comparison import until
from werkspur.facts.queries.drawings import chart, small_line
from werkspur.facts.queries.overview import TOTAL
from werkspur.facts.queries.series import Series, many
from werkspur.facts.queries.sheet.drawn import Drawings, begun
from werkspur.facts.queries.told import MISSING, amount, by_chance, told
from werkspur.facts.queries.years import base_name, bases_of
from werkspur.facts.rules import texts
from werkspur.facts.rules.change import FEW
from werkspur.facts.rules.index import BASE_YEAR
from werkspur.facts.rules.rates import ENOUGH

#: width and height of the drawings, in pixels; they are scaled to the page
LARGE, SMALL = (760, 400), (160, 50)
#: letters of a name beside its line
LONGEST = 32


def compared(area: Area, *, year: int, since: int) -> list[Series]:
    """Return theft in total of the state, the area and the districts of the partnership; seven statements."""
    ours = Area.objects.of_the_partnership().filter(level=Area.Level.DISTRICT).values_list("key", flat=True)
    state = [area.parent_id] if area.parent_id else []
    found = many(areas=dict.fromkeys([*state, area.key, *ours]), offences=[TOTAL], since=since)
    known = [begun(until(series, year)) for series in found.values()]
    return [series for series in known if series.points or series.area == area]


def page(found: list[Series], *, area: Area, year: int, drawings: Drawings) -> dict[str, Any]:
    """Return what the third page says."""
    lines = [_line(series) for series in found if _steady(series)][:MOST] if year > BASE_YEAR else []
    drawing = chart(lines, measure="index", name="index", width=LARGE[0], height=LARGE[1], year=year)
    return {
        "rows": [_row(series, year=year, own=series.area == area, drawings=drawings) for series in found],
        "chart": drawings.add(drawing),
        "rate": _rate(found, area=area, year=year),
        "labels": {
            "title": _("Daneben: das Land und die Kreise der Partnerschaft"),
            "lead": _(
                "Diebstahl insgesamt. Keine Rangliste: Jedes Gebiet steht gegen seine eigenen Jahre davor, die "
                "Reihenfolge ist fest. Stadt und Land haben verschiedene Aufgaben, Gäste und Einwohner."
            ),
            "columns": [
                _("Gebiet"),
                _("Fälle %(year)s") % {"year": year},
                _("Gegen die eigenen Jahre davor"),
                _("je 100.000 Einwohner"),
                pgettext("series", "Verlauf"),
            ],
            "chart": _("Fälle, Jahr %(year)s = 100") % {"year": BASE_YEAR},
            "reading": _("Jede Linie zeigt ein Gebiet gegen sein eigenes Jahr %(year)s, nicht gegen die anderen.")
            % {"year": BASE_YEAR},
            "rate": _("So ist die Rate gerechnet"),
        },
    }


def _steady(series: Series) -> bool:
    """An index is a percentage: none under 20 cases."""
    counts = [point.cases for point in series.points if point.cases is not None]
    return bool(counts) and min(counts) >= ENOUGH


def _line(series: Series) -> Series:
    """The series for the drawing: without a year that may not be whole, its name as long as there is room beside."""
    area = copy(series.area)
    if len(area.name) > LONGEST:
        area.name = area.name[: LONGEST - 1].rstrip() + "…"
    return replace(series, area=area, points=tuple(point for point in series.points if not point.provisional))


def _row(series: Series, *, year: int, own: bool, drawings: Drawings) -> dict[str, Any]:
    words = told(series, year=year)
    point = series.by_year.get(year)
    chance = by_chance(series, year)
    few = point is None or point.cases is None or point.cases < FEW
    return {
        "name": called(series.area),
        "own": own,
        "cases": words.value,
        "verdict": _("Zu wenige Fälle für ein Urteil") if chance else words.verdict,
        "icon": "" if chance or not words.verdict else words.icon,
        "range": words.provisional or words.range or words.missing or words.few,
        "rate": MISSING if few or point is None else amount(point.rate, measure="rate"),
        "base": "" if few or point is None or not point.base else base_name(point.base),
        "chart": drawings.add(small_line(series, name="gebiet", size=SMALL)),
    }


def _rate(found: list[Series], *, area: Area, year: int) -> list[str]:
    """How the rate is counted: inhabitants of the area and their census, who is missing, where it says nothing."""
    told_rates = []
    for series in found:
        point = series.by_year.get(year)
        if series.area == area and point is not None and (point.cases or 0) >= FEW:
            told_rates = [f"{called(area)}: {one}" for one in bases_of(point)]
    counts = [point.cases for series in found if (point := series.by_year.get(year))]
    few = any(count is not None and count < FEW for count in counts)
    return [
        *told_rates,
        _("Fälle des Jahres, geteilt durch die Einwohner am 31. Dezember des Jahres davor."),
        texts.text("commuters").say(_),
        *([texts.text("few_cases", few=FEW).say(_)] if few else []),
    ]
