"""The public site, and the page each role lands on."""

from __future__ import annotations

from importlib import metadata
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from werkspur.portal import queries, services

#: what fits beside each other on the start page; the last, where to find somebody, also stands below
OFFERS = 4


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    context = {
        "offers": queries.offers(request)[:OFFERS],
        "figures": queries.public_figures(),
        "panels": queries.start_panels(request),
        "agreements": queries.agreements(),
        "partners": queries.partners_with_offices(),
        "doors": doors() if settings.DEMO else [],
        "now": timezone.now(),
    }
    return render(request, "portal/start.html", context)


def doors() -> list[dict[str, str]]:
    """The doors of the demonstration: who one becomes, and what to try there."""
    texts = {
        "betrieb": ("betrieb", _("Betrieb"), _("Geräte eintragen, eine Tabelle einlesen, einen Diebstahl melden.")),
        "polizei": ("suche", _("Polizei, Ermittlung"), _("Eine halb lesbare Nummer suchen, etwa 8?3-1O4Z.")),
        "kammer": ("haken", _("Kammer"), _("Neue Betriebe prüfen und bestätigen.")),
        "beratung": (
            "schutz",
            _("Polizei, Beratung"),
            _("Die Übersicht der Beratung, ohne Zugriff auf Geräte und Abfragen."),
        ),
        "datenschutz": ("schloss", _("Datenschutz"), _("Das Journal lesen und Abfragen stichprobenartig prüfen.")),
    }
    return [
        {"door": door, "icon": icon, "title": title, "text": text}
        for door in ("betrieb", "polizei", "kammer", "beratung", "datenschutz")
        for icon, title, text in [texts[door]]
    ]


@require_POST
def open_door(request: HttpRequest, door: str) -> HttpResponse:
    if services.open_door(request, door=door) is None:
        raise Http404
    return redirect(settings.LOGIN_REDIRECT_URL)


@login_required
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    tiles = queries.tiles(request)
    context = {
        "today": timezone.localdate(),
        "tasks": [tile for tile in tiles if tile.action],
        "figures": [tile for tile in tiles if tile.figure and not tile.action],
        "reach": [] if getattr(request, "company", None) else queries.public_figures(),
        "offers": [] if len(tiles) > 1 else queries.offers(request),
        "urgent": sum(tile.urgent for tile in tiles if tile.action),
    }
    return render(request, "portal/dashboard.html", context)


@require_GET
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/contact.html", {"partners": queries.partners_with_offices()})


@login_required
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:200]
    return render(request, "portal/search.html", {"text": text, "hits": queries.search(text, request=request)})


@require_GET
def source(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/source.html", {"version": metadata.version("werkspur")})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that anybody may read, for search engines."""
    context = {"addresses": [request.build_absolute_uri(path) for path in queries.public_pages()]}
    return render(request, "portal/sitemap.xml", context, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read, and where the site map is."""
    context = {"sitemap": request.build_absolute_uri(reverse("portal:sitemap"))}
    return render(request, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")


def page(template: str) -> Any:
    """A view that shows one page of text."""

    @require_GET
    def show(request: HttpRequest) -> HttpResponse:
        return render(request, f"portal/{template}.html")

    return show
