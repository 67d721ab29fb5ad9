"""Every series as a table, document and picture; how it is cited; the catalogue of all. Anybody may load them."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkspur.base.citation import FILES, FORMS
from werkspur.facts.queries import catalogue as catalogues
from werkspur.facts.queries import metadata, pictures, records
from werkspur.facts.queries.citation import Citation, cite
from werkspur.facts.queries.selection import Selection
from werkspur.facts.queries.series import Series, many
from werkspur.facts.views.sending import BAD_WISH, Brake, File, Refused, as_file, asked

#: PNG drawn in a minute for one address and for all together: each takes a processor a fifth of a second
EACH, ALL = 30, 240


@as_file
def series_csv(request: HttpRequest) -> File:
    """The table alone; what must be known about it is in the JSON with the same parameters."""
    chosen, found = _asked(request)
    content = records.table(found)
    described = f"{reverse('facts:series_json')}?{chosen.query(jahr=None)}"
    return File(
        content=lambda: content,
        version=content,
        type="text/csv; charset=utf-8; header=present",
        name=_cited(request, chosen, found).name + ".csv",
        attached=True,
        headers={"Link": f'<{described}>; rel="describedby"; type="application/json"'},
    )


@as_file
def series_json(request: HttpRequest) -> File:
    chosen, found = _asked(request)
    cited = _cited(request, chosen, found)
    content = _json(metadata.document(found, chosen=chosen, cited=cited))
    return File(
        content=lambda: content, version=content, type="application/json", name=f"{cited.name}.json", daily=True
    )


@as_file
def series_svg(request: HttpRequest) -> File:
    _width, name, drawn = _drawn(request)
    content = drawn.encode()
    return File(
        content=lambda: content,
        version=content,
        type="image/svg+xml",
        name=f"{name}.svg",
        daily=True,
        headers={"Content-Security-Policy": _only_own_rules(drawn)},
    )


@as_file
def series_png(request: HttpRequest) -> File:
    width, name, drawn = _drawn(request)
    version = f"{width} {drawn}".encode()
    return File(
        content=lambda: _png(request, drawn, width=width, version=version),
        version=version,
        type="image/png",
        name=f"{name}.png",
        daily=True,
    )


@require_safe
def citation(request: HttpRequest) -> HttpResponse:
    """Show how a series is cited, or give it to a bibliography program (`form`)."""
    if request.GET.get("form"):
        return _citation_file(request)
    try:
        chosen, found = _asked(request, strict=False)
    except Refused:
        return render(request, "facts/nothing_loaded.html")
    query = chosen.query(jahr=None)
    context = {
        "chosen": chosen,
        "cited": _cited(request, chosen, found),
        "forms": [(f"{reverse('facts:citation')}?{chosen.query(form=form)}", name) for form, name in FORMS.items()],
        "files": [(f"{reverse(f'facts:series_{ending}')}?{query}", name) for ending, name in _files()],
    }
    return render(request, "facts/citation.html", context)


@as_file
def _citation_file(request: HttpRequest) -> File:
    form = request.GET.get("form", "")
    if form not in FILES:
        raise Refused(_("Diese Form gibt es nicht: %(form)s.") % {"form": form[:40]}, status=BAD_WISH)
    chosen, found = _asked(request)
    cited = _cited(request, chosen, found)
    kind, ending = FILES[form]
    content: bytes = getattr(cited.work, form).encode()
    name = f"{cited.name}.{ending}"
    return File(content=lambda: content, version=content, type=kind, name=name, attached=True, daily=True)


@as_file
def catalogue(request: HttpRequest) -> File:
    """What there is, for open data portals (DCAT-AP)."""
    content = _json(catalogues.document(root=request.build_absolute_uri("/").rstrip("/")))
    return File(content=lambda: content, version=content, type="application/ld+json", name="werkspur-katalog.jsonld")


def _asked(request: HttpRequest, *, strict: bool = True) -> tuple[Selection, list[Series]]:
    """What the address asks for. Raises Refused: nothing is loaded or, when strict, it cannot be answered."""
    chosen = asked(request, strict=strict)
    found = many(areas=[area.key for area in chosen.areas], offences=[chosen.offence.key])
    return chosen, list(found.values())


def _cited(request: HttpRequest, chosen: Selection, found: list[Series]) -> Citation:
    address = request.build_absolute_uri(f"{reverse('facts:series')}?{chosen.query(jahr=None)}")
    return cite(found, measure=chosen.measure, address=address, day=timezone.localdate())


def _drawn(request: HttpRequest) -> tuple[int, str, str]:
    """Width, name and SVG of the picture asked for. Raises Refused."""
    text = request.GET.get("breite", "") or str(pictures.USUAL)
    width = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0
    if not pictures.NARROWEST <= width <= pictures.WIDEST:
        limit = {"least": pictures.NARROWEST, "most": pictures.WIDEST}
        raise Refused(_("Die Breite ist eine Zahl von %(least)s bis %(most)s.") % limit, status=BAD_WISH)
    chosen, found = _asked(request)
    cited = _cited(request, chosen, found)
    name = cited.name if chosen.wert == "faelle" else f"{cited.name}-{chosen.wert}"
    return width, name, pictures.svg(found, measure=chosen.measure, cited=cited, width=width)


def _png(request: HttpRequest, drawn: str, *, width: int, version: bytes) -> bytes:
    """The picture, drawn once an hour. Raises Refused: too many were drawn."""
    sentence = _("Zu viele Bilder auf einmal. In einer Minute geht es weiter, die SVG-Datei gibt es sofort.")
    brake = Brake(name="facts-png", each=EACH, all=ALL, sentence=sentence)
    return brake.made(request, lambda: pictures.png(drawn, width=width), version=version)


def _files() -> list[tuple[str, str]]:
    """The files of a series with their names for people."""
    return [("csv", _("Tabelle (CSV)")), ("json", _("Werte mit allen Angaben (JSON)")), ("svg", _("Bild (SVG)")),
            ("png", _("Bild (PNG)"))]  # fmt: skip


def _only_own_rules(drawn: str) -> str:
    """A policy under which the picture, opened alone, may use nothing but the rules that stand in it."""
    rules = drawn.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(rules.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'"


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
