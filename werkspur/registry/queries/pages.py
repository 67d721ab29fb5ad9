"""What the pages of the register show besides the rows themselves: tabs, facts, evidence, sections of other apps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.bausteine import all_bausteine
from werkspur.base.templatetags.werkspur import day, money
from werkspur.registry import rules
from werkspur.registry.models import Item

#: tabs that are shown even when they are empty
ALWAYS = {"all", "in_use", "stolen", "back", "unmarked"}


def tabs(counts: dict[str, int], *, current: str) -> list[dict[str, Any]]:
    """The tabs of the list with their numbers."""
    labels = {
        "all": _("Alle"),
        "in_use": _("Im Betrieb"),
        "missing": _("Vermisst"),
        "stolen": _("Gestohlen gemeldet"),
        "back": _("Wieder da"),
        "unmarked": _("Ohne Kennzeichen"),
        "gone": _("Ausgemustert"),
    }
    chosen = current if current in labels else "all"
    return [
        {"label": label, "url": f"?stand={tab}", "count": counts[tab], "current": tab == chosen}
        for tab, label in labels.items()
        if tab in ALWAYS or counts[tab] or tab == chosen
    ]


def facts(item: Item) -> list[tuple[str, str]]:
    """Label and value of everything that is known about an item."""
    colour = ", ".join(part for part in (item.colour, item.features) if part)
    known = [
        (_("Art"), str(item.category)),
        (_("Hersteller, Typ"), item.make_and_model),
        (_("Farbe, Merkmal"), colour),
        (_("Standort"), str(item.place or "")),
        (_("Inventarnummer"), item.reference),
        (_("Gekauft"), _bought(item)),
        (_("Zeitwert"), money(item.value_cents) if item.value_cents is not None else ""),
    ]
    return [(label, value) for label, value in known if value or label in {_("Hersteller, Typ"), _("Standort")}]


def evidence(*, marks: int, photos: int, documents: int) -> dict[str, str]:
    """Whether police could attribute the item, as a note: kind, title and sentence."""
    level = rules.traceability(marks=marks, photos=photos, documents=documents)
    if level == "none":
        title, text = _("Nicht zuzuordnen."), _("Ohne Kennzeichen kann niemand sagen, wem das Gerät gehört.")
        return {"kind": "warning", "title": title, "text": text}
    parts = [
        ngettext("ein Kennzeichen", "%(count)s Kennzeichen", marks) % {"count": marks},
        ngettext("ein Foto", "%(count)s Fotos", photos) % {"count": photos} if photos else "",
        ngettext("ein Dokument", "%(count)s Dokumente", documents) % {"count": documents} if documents else "",
    ]
    text = _("Hinterlegt: %s.") % ", ".join(part for part in parts if part)
    if level == "good":
        return {"kind": "success", "title": _("Gut zuzuordnen."), "text": text}
    more = _("Ein Foto des Typenschilds oder die Rechnung macht den Eintrag beweiskräftig.")
    return {"kind": "info", "title": _("Zuzuordnen."), "text": f"{text} {more}"}


def panels(item: Item, request: HttpRequest) -> dict[str, list[SafeString]]:
    """What other apps add to the page of this item, rendered, by the place where it belongs."""
    found = [panel for baustein in all_bausteine() for panel in baustein.item_panels(item, request)]
    placed: dict[str, list[SafeString]] = {}
    for panel in sorted(found, key=lambda panel: panel.order):
        placed.setdefault(panel.place, []).append(render_to_string(panel.template, panel.context, request))
    return placed


def _bought(item: Item) -> str:
    if item.acquired_on and item.price_cents is not None:
        return _("%(day)s für %(price)s") % {"day": day(item.acquired_on), "price": money(item.price_cents)}
    return day(item.acquired_on) if item.acquired_on else money(item.price_cents) if item.price_cents else ""
