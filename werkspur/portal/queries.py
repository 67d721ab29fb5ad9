"""What the public pages and the dashboard show, gathered from all Bausteine."""

from __future__ import annotations

from datetime import date
from itertools import chain

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from werkspur.base.bausteine import Figure, Hit, Offer, Tile, all_bausteine
from werkspur.partners.models import Agreement, Contact, Office, Partner

#: the house's own works, which nobody looks for
NOT_IN_THE_MAP = {"/healthz", "/sprache/", "/darstellung/", "/stil/", "/postfach/", "/api/"}
SHOWN_FROM = 5  # companies behind a figure before it is shown (DESIGN.md, section 4, rule 3)


def offers(request: HttpRequest) -> list[Offer]:
    """What anybody can do right now, in order."""
    found = chain.from_iterable(baustein.offers(request) for baustein in all_bausteine())
    return sorted(found, key=lambda offer: (offer.order, offer.title))


def start_panels(request: HttpRequest) -> list[str]:
    """Sections that the apps add to the public start page, drawn."""
    found = chain.from_iterable(baustein.start_panels(request) for baustein in all_bausteine())
    ordered = sorted(found, key=lambda panel: panel.order)
    return [render_to_string(panel.template, panel.context, request) for panel in ordered]


def public_pages() -> list[str]:
    """Paths of the pages that anybody may read: those by name that are pages and not files, and those apps add."""
    found = [reverse(name) for baustein in all_bausteine() for name in baustein.public_urls if _without_parameter(name)]
    pages = [path for path in found if path not in NOT_IN_THE_MAP and "." not in path.rpartition("/")[2]]
    return list(dict.fromkeys([*pages, *(path for baustein in all_bausteine() for path in baustein.public_pages())]))


def _without_parameter(name: str) -> bool:
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


def public_figures() -> list[Figure]:
    """Figures for everybody; none that fewer than five companies stand behind."""
    found = chain.from_iterable(baustein.figures(period=None, region="") for baustein in all_bausteine())
    return [figure for figure in found if figure.public and figure.count >= SHOWN_FROM]


def tiles(request: HttpRequest) -> list[Tile]:
    """What waits for this person, the urgent first."""
    found = chain.from_iterable(baustein.tiles(request) for baustein in all_bausteine())
    return sorted(found, key=lambda tile: (not tile.urgent, tile.order, tile.title))


def search(text: str, *, request: HttpRequest) -> list[Hit]:
    """What the Bausteine find for this person; nothing for fewer than two characters."""
    words = " ".join(text.split())
    if len(words) < 2:
        return []
    return list(chain.from_iterable(baustein.search(words, request) for baustein in all_bausteine()))


def partners_with_offices(*, on: date | None = None) -> QuerySet[Partner]:
    """Valid partners with their valid offices and role contacts, for the contact page."""
    day = on or timezone.localdate()
    offices = Office.objects.valid_on(day).select_related("region")
    contacts = Contact.objects.valid_on(day).select_related("office")
    return (
        Partner.objects.valid_on(day)
        .filter(offices__isnull=False)
        .distinct()
        .prefetch_related(Prefetch("offices", offices), Prefetch("contacts", contacts))
    )


def agreements() -> QuerySet[Agreement]:
    """What the partners signed, newest first."""
    return Agreement.objects.valid_on(timezone.localdate()).prefetch_related("partners")
