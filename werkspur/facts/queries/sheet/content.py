"""The fact sheet as a whole: its four pages, title, footer and drawings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from werkspur.base.citation import HOUSE
from werkspur.facts.queries import sources
from werkspur.facts.queries.citation import Citation, cite
from werkspur.facts.queries.overview import overview
from werkspur.facts.queries.selection import Selection
from werkspur.facts.queries.series import Series
from werkspur.facts.queries.sheet import beside, changes, reading, theft
from werkspur.facts.queries.sheet.drawn import Drawings
from werkspur.facts.queries.told import inside, place
from werkspur.facts.rules.index import BASE_YEAR

#: years on the sheet
YEARS = 11
#: sources and licences in the footer
MOST_NAMED = 2


class NoFigures(LookupError):
    """The area has no figure in that year; the message is for people."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything the document is made of; `data` and `drawings` as `base.pdf.compile_pdf` takes them."""

    title: str
    name: str
    data: dict[str, Any]
    drawings: list[str]


def sheet(chosen: Selection, *, address: str, today: date) -> Sheet:
    """Return the fact sheet of the first area chosen in the year chosen, None: the newest. Fifteen statements.

    address: of the series of theft in total, as people can open it. Raises NoFigures.
    """
    shown = overview(chosen)
    year = shown.year
    wanted = {"year": chosen.year, "area": place(shown.area)}
    if year is None:
        raise NoFigures(_("Für %(area)s ist noch keine Zahl geladen.") % wanted)
    if chosen.year not in (None, year):
        raise NoFigures(_("Für %(area)s gibt es %(year)s keine Zahl.") % wanted)
    found = [_years(series, year=year) for series in shown.series]
    others = beside.compared(shown.area, year=year, since=min(year - YEARS + 1, BASE_YEAR))
    cited = cite(found[:1], measure="cases", address=address, day=today)
    title = _("Diebstahl %(place)s %(year)s") % {"place": inside(shown.area), "year": year}
    drawings = Drawings()
    unloaded = sources.not_loaded(shown.years[0].year, today=today)
    data = {
        "author": HOUSE,
        "footer": _footer(title, cited),
        "eyebrow": _("Faktenblatt für das Sicherheitsforum"),
        "lead": _("Was Betriebe am häufigsten trifft, und wie es sich zu den Vorjahren verhält."),
        "first": theft.page(shown, found, drawings=drawings),
        "second": changes.page(found, year=year),
        "third": beside.page(others, area=shown.area, year=year, drawings=drawings),
        "fourth": reading.page([*found, *others], year=year, cited=cited, unloaded=unloaded, today=today),
    }
    name = f"werkspur-faktenblatt-{shown.area.key}-{year}".lower()
    return Sheet(title=title, name=name, data=data, drawings=drawings.files)


def _years(series: Series, *, year: int) -> Series:
    return replace(series, points=tuple(one for one in series.points if year - YEARS < one.year <= year))


def _footer(title: str, cited: Citation) -> str:
    """Area, year and source on every page; all sources stand on the last one."""
    told = [title, *cited.authors[:MOST_NAMED], *(one.code for one in cited.licences[:MOST_NAMED])]
    return _("%(house)s, Faktenblatt: %(what)s") % {"house": HOUSE, "what": ", ".join(told)}
