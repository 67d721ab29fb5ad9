"""Fourth page: what the figures do not say, breaks, sources, how to go on, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from werkspur.facts.queries import sources
from werkspur.facts.queries.citation import Citation
from werkspur.facts.queries.notes import notes
from werkspur.facts.queries.series import Series
from werkspur.facts.rules import texts
from werkspur.partners.models import Contact

#: said on this page, by the codes of `rules.texts`, in this order
UNTOLD = ("reported_only", "outgoing", "rows_overlap", "caught_only")
COUNTED = ("attempts", "clearance", "small", "provisional")
#: more contacts would leave no room for notes
CONTACTS = 6


def page(found: list[Series], *, year: int, cited: Citation, unloaded: list[str], today: date) -> dict[str, Any]:
    """Return what the fourth page says. found: every series of the sheet; unloaded: which years are still to come."""
    return {
        "untold": [texts.text(code).say(_) for code in UNTOLD[:-1]] + _caught(),
        "counted": list(_counted(found, year=year)),
        "breaks": _breaks(found),
        "sources": [*sources.named(found), *unloaded],
        "address": cited.address,
        "citation": cited.text,
        "contacts": _contacts(today),
        "labels": {
            "title": _("Was man wissen muss"),
            "untold": _("Was diese Zahlen nicht sagen"),
            "counted": _("So wird gezählt"),
            "breaks": _("Brüche"),
            "unbroken": _("In den gezeigten Jahren liegt kein Bruch."),
            "sources": _("Quellen"),
            "address": _("Diese Reihe"),
            "further": _(
                "Dort gibt es dieselben Werte als Tabelle, Bild und Zitat, auch für andere Gebiete und Schlüssel. "
                "Weiterverwenden ist erlaubt: Nennen Sie Quelle und Lizenz, und ob Sie etwas verändert haben."
            ),
            "citation": _("So wird zitiert"),
            "contacts": _("Fragen Sie uns"),
            "emergency": _("Im Notfall immer 110."),
            "notes": _("Notizen für das Forum"),
        },
    }


def _caught() -> list[str]:
    return [_("Ladendiebstahl: %(text)s") % {"text": texts.text("caught_only").say(_)}]


def _counted(found: Iterable[Series], *, year: int) -> list[str]:
    said = {note.code: note for series in reversed(list(found)) for note in notes(series, year=year)}
    return [said[code].say(_) for code in COUNTED if code in said]


def _breaks(found: Iterable[Series]) -> list[str]:
    """The breaks between the years shown, each with the series it cuts."""
    told: dict[tuple[int, str], dict[str, None]] = {}
    for series in found:
        years = [point.year for point in series.points]
        for one in series.breaks:
            if one.concerns("rate") and years and min(years) < one.year <= max(years):
                cut = _("Rate") if not one.concerns("cases") else series.offence.name
                told.setdefault((one.year, one.text.rstrip(".")), {})[cut] = None
    return [f"{year}: {text} ({', '.join(names)})." for (year, text), names in sorted(told.items())]


def _contacts(day: date) -> list[dict[str, str]]:
    """Whom to ask: the first role of each partner that is valid on the day, then the next ones."""
    partner = Q(partner__valid_from__isnull=True) | Q(partner__valid_from__lte=day)
    partner &= Q(partner__valid_to__isnull=True) | Q(partner__valid_to__gte=day)
    found = Contact.objects.valid_on(day).filter(partner).select_related("partner")
    ranked: list[tuple[int, Contact]] = []
    for contact in found.order_by("partner__order", "partner__name", "order", "id"):
        ranked.append((sum(one.partner_id == contact.partner_id for _rank, one in ranked), contact))
    chosen = sorted(ranked, key=lambda one: one[0])[:CONTACTS]
    return [
        {
            "partner": contact.partner.short_name,
            "role": _(contact.role),
            "topic": _(contact.topic) if contact.topic else "",
            "phone": contact.phone,
            "email": contact.email,
        }
        for _rank, contact in chosen
    ]
