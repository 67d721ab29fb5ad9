"""Districts beside each other: as a table with their own past, and as a map."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from werkspur.facts.forms.choosing import DistrictsForm
from werkspur.facts.queries import area_map as maps
from werkspur.facts.queries import comparison as comparing
from werkspur.facts.queries.drawings import measure_name
from werkspur.facts.queries.selection import MEASURES, NothingLoaded, Selection, selection
from werkspur.facts.queries.told import told

#: shorter in a list to choose from than above a column
SHORT = {"hz": gettext_lazy("Je 100.000 Einwohner"), "aq": gettext_lazy("Aufklärungsquote")}


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Show the districts of a state, each beside its state and its own years before."""
    try:
        chosen = selection(request.GET.dict())
    except NothingLoaded:
        return render(request, "facts/nothing_loaded.html", {"here": "comparison"})
    shown = comparing.together(chosen)
    if shown is None:
        return render(request, "facts/nothing_loaded.html", {"here": "comparison", "chosen": chosen})
    measures = [(wert, SHORT.get(wert) or measure_name(measure)) for wert, measure in MEASURES.items()]
    context = {
        "here": "comparison",
        "chosen": chosen,
        "shown": shown,
        "measure": chosen.measure,
        "unit": measure_name(chosen.measure),
        "rows": comparing.rows(shown, chosen) if not shown.state_only else [],
        "beside": comparing.beside(shown),
        "remarks": comparing.remarks(shown, measure=chosen.measure, rates=not shown.state_only),
        "form": _form(chosen, shown, wert=chosen.wert, measures=measures),
        **_told(chosen, shown),
    }
    return render(request, "facts/comparison.html", context)


@require_safe
def area_map(request: HttpRequest) -> HttpResponse:
    """Show the districts of a state on a map, coloured by class, with the same numbers below."""
    params = request.GET.dict()
    asked = params.get("wert", "").strip() or maps.DEFAULT
    # a verdict is a map's own measure: for everything else the address is read as on every page
    params["wert"] = "" if asked == maps.VERDICT else asked
    try:
        chosen = selection(params)
    except NothingLoaded:
        return render(request, "facts/nothing_loaded.html", {"here": "area_map"})
    wert = maps.VERDICT if asked == maps.VERDICT else _wert(asked)
    shown = comparing.together(chosen, with_outlines=True)
    if shown is None:
        return render(request, "facts/nothing_loaded.html", {"here": "area_map", "chosen": chosen})
    context = {
        "here": "area_map",
        "chosen": chosen,
        "shown": shown,
        "wert": wert,
        "measure": maps.heading(wert),
        "map": maps.area_map(shown, chosen, wert=wert),
        "beside": comparing.beside(shown) if wert == maps.DEFAULT else [],
        "remarks": comparing.remarks(shown, measure=maps.MEASURES[wert], rates=wert == maps.DEFAULT),
        "form": _form(chosen, shown, wert=wert, measures=maps.measures()),
        **_told(chosen, shown),
    }
    return render(request, "facts/area_map.html", context)


def _wert(asked: str) -> str:
    """What is coloured; attempts and completed offences are counts too and stand as cases. Unknown: the rate."""
    if asked in maps.COUNTS:
        return maps.COUNTS[0]
    return asked if asked in maps.MEASURES else maps.DEFAULT


def _form(
    chosen: Selection, shown: comparing.Together, *, wert: str, measures: Sequence[tuple[str, str | Promise]]
) -> DistrictsForm:
    return DistrictsForm(
        chosen,
        wert=wert,
        measures=measures,
        states=shown.states,
        state=shown.state,
        years=shown.years,
        year=shown.year,
    )


def _told(chosen: Selection, shown: comparing.Together) -> dict[str, object]:
    """What both pages say the same way: problems, the figure of the state where only that is published, sources."""
    whole = shown.whole
    return {
        "problem": " ".join(part for part in (chosen.problem, shown.problem) if part),
        "whole": told(whole, year=shown.year) if whole else None,
        "state_query": chosen.query(gebiet=shown.state.key, jahr=shown.year, wert=None),
        "title": _("%(offence)s in %(state)s") % {"offence": chosen.offence.name, "state": shown.state.name},
        "sources": comparing.named_sources(shown),
    }
