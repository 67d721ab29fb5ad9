"""One offence key in one to five areas: its page, the bare chart for other sites, and the code that frames it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from werkspur.facts.models import Area, Offence
from werkspur.facts.queries import drawings, standings, years
from werkspur.facts.queries.neighbours import area_meant, neighbours, offence_meant
from werkspur.facts.queries.selection import MOST_AREAS, NothingLoaded, Selection, selection
from werkspur.facts.queries.series import Series, many
from werkspur.facts.views.keeping import kept

WIDE, NARROW, LOW = 1120, 390, 340
EMBEDDED = (720, 360)
#: height of the frame that other sites show the chart in, for one area and for each more, in pixels
FRAME, FRAME_EACH = 600, 24
THEMES = {"hell": "light", "dunkel": "dark"}


def _loaded_anywhere(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let pages that isolate themselves (COEP) frame this one too."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return answer


@require_safe
@kept
def series(request: HttpRequest) -> HttpResponse:
    """Show figure, chart, table and what must be known about them."""
    try:
        chosen = selection(request.GET.dict())
    except NothingLoaded:
        return render(request, "facts/nothing_loaded.html")
    typed = {name: request.GET.get(name, "").strip() for name in ("dazu", "thema")}
    wish, problem = _wish(chosen, **typed) if any(typed.values()) else ("", "")
    if wish:
        return HttpResponseRedirect(f"{reverse('facts:series')}?{wish}")
    shown, areas = _shown(chosen), standings.every(Area)
    context = {
        "chosen": chosen,
        "problem": " ".join(part for part in (chosen.problem, problem) if part),
        "typed": typed if problem else {},
        "tabs": _tabs(chosen),
        "table": years.table(shown, measure=chosen.measure, year=chosen.year),
        "page": standings.page(shown, chosen, areas=areas),
        "drawing": _drawing(shown, chosen, width=WIDE, name="reihe"),
        "narrow": _drawing(shown, chosen, width=NARROW, height=LOW, name="reihe-schmal"),
        "readings": standings.readings(shown, measure=chosen.measure),
        "tree": _tree(chosen),
        "areas": standings.options(areas),
        "offences": standings.options(standings.every(Offence)),
        "most": MOST_AREAS,
        "parent_url": f"{reverse('facts:overview')}?{chosen.query(gebiet=chosen.area.key)}",
        "canonical": request.build_absolute_uri(f"{reverse('facts:series')}?{chosen.query()}"),
    }
    return render(request, "facts/series.html", context)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=3600)
@_loaded_anywhere
@kept
def series_embed(request: HttpRequest) -> HttpResponse:
    """Show the bare chart for the frame of another site: no cookie, nothing of the visitor is kept."""
    context: dict[str, Any] = {"theme": THEMES.get(request.GET.get("darstellung", ""), "")}
    try:
        chosen = selection(request.GET.dict())
    except NothingLoaded:
        return render(request, "facts/series_embed.html", context)
    shown = _shown(chosen)
    width, height = EMBEDDED
    context |= {
        "chosen": chosen,
        "page": standings.page(shown, chosen),
        "drawing": _drawing(shown, chosen, width=width, height=height, name="reihe"),
        "narrow": _drawing(shown, chosen, width=NARROW, height=LOW, name="reihe-schmal"),
        "readings": standings.readings(shown, measure=chosen.measure),
        "link": request.build_absolute_uri(f"{reverse('facts:series')}?{chosen.query()}"),
    }
    return render(request, "facts/series_embed.html", context)


@require_safe
def embedding(request: HttpRequest) -> HttpResponse:
    """Show the code that frames a chart on another site, with a preview."""
    try:
        chosen = selection(request.GET.dict())
    except NothingLoaded:
        return render(request, "facts/nothing_loaded.html")
    theme = request.GET.get("darstellung", "")
    theme = theme if theme in THEMES else ""
    address = f"{reverse('facts:series_embed')}?{chosen.query(darstellung=theme or None)}"
    title = f"{chosen.offence.name}: {', '.join(area.name for area in chosen.areas)}"
    context = {
        "chosen": chosen,
        "address": address,
        "code": _code(request.build_absolute_uri(address), title=title, areas=len(chosen.areas)),
        "title": title,
        "themes": [
            {"label": label, "url": f"?{chosen.query(darstellung=value or None)}", "current": value == theme}
            for value, label in (("", _("wie beim Leser")), ("hell", _("hell")), ("dunkel", _("dunkel")))
        ],
    }
    return render(request, "facts/embedding.html", context)


def _code(address: str, *, title: str, areas: int) -> str:
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" style="border:0"></iframe>',
        address,
        title,
        FRAME + FRAME_EACH * (areas - 1),
    )


def _shown(chosen: Selection) -> list[Series]:
    found = many(areas=[area.key for area in chosen.areas], offences=[chosen.offence.key])
    return list(found.values())


def _drawing(shown: list[Series], chosen: Selection, *, width: int, name: str, height: int = 400) -> str:
    return drawings.chart(shown, measure=chosen.measure, name=name, width=width, height=height, year=chosen.year)


def _tabs(chosen: Selection) -> list[dict[str, Any]]:
    names = {
        "faelle": _("Fälle"),
        "hz": _("Je 100.000 Einwohner"),
        "index": _("Index"),
        "aq": _("Aufklärungsquote"),
        "versuche": _("Versuche"),
        "vollendet": _("Vollendet"),
    }
    return [
        {
            "label": label,
            "url": f"?{chosen.query(wert=None if wert == 'faelle' else wert)}",
            "current": wert == chosen.wert,
        }
        for wert, label in names.items()
    ]


def _tree(chosen: Selection) -> list[dict[str, Any]]:
    """The keys around this one, each with the address of its series in the same areas."""
    found = neighbours(chosen.offence)
    groups = ((_("Gehört zu"), found.above), (_("Enthält"), found.below), (_("Daneben"), found.beside))
    return [
        {"label": label, "links": [(one.name, f"?{chosen.query(schluessel=one.key)}") for one in offences]}
        for label, offences in groups
        if offences
    ]


def _wish(chosen: Selection, *, dazu: str, thema: str) -> tuple[str, str]:
    """Return the address that holds an area added and a key changed by the form, or why there is none."""
    area = area_meant(dazu) if dazu else None
    offence = offence_meant(thema) if thema else None
    if dazu and area is None:
        return "", _("Dieses Gebiet gibt es nicht: %(areas)s.") % {"areas": dazu[:80]}
    if thema and offence is None:
        return "", _("Diesen Schlüssel gibt es nicht: %(key)s.") % {"key": thema[:40]}
    keys = [one.key for one in chosen.areas]
    if area and area.key not in keys:
        if len(keys) >= MOST_AREAS:
            return "", _("Höchstens fünf Gebiete auf einmal. Nehmen Sie zuerst eines weg.")
        keys.append(area.key)
    return chosen.query(gebiet=",".join(keys), schluessel=(offence or chosen.offence).key), ""
