"""What facts give to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.bausteine import Baustein, Duty, Figure, Hit, Link, Panel, Retention, Tile


def navigation(request: HttpRequest) -> Iterable[Link]:
    """Figures are for everybody, what happens in our own companies for the partners."""
    yield Link(_("Zahlen"), reverse("facts:overview"), order=20)
    if _is_partner(request):
        yield Link(_("Lage"), reverse("facts:situation"), order=25, also=(reverse("facts:presence_notes"),))


def _is_partner(request: HttpRequest) -> bool:
    from werkspur.facts.models.presence import READERS

    return request.user.is_authenticated and request.user.has_role(*READERS)


def tiles(request: HttpRequest) -> Iterable[Tile]:
    """What partners look at: the situation of our companies, surveys."""
    person: Any = request.user
    if _is_partner(request):
        from werkspur.facts.queries import tiles as told

        yield from told.situation_tiles(person)
        yield from _survey_tiles(request)
        yield from _import_tiles(person)


def figures(*, period: tuple[date, date] | None = None, region: str = "") -> Iterable[Figure]:
    """Official figures and released surveys as evidence, frozen with the day and the query."""
    from werkspur.facts.queries import evidence, surveyed

    return chain(evidence.figures(period=period, region=region), surveyed.figures(period=period, region=region))


def start_panels(request: HttpRequest) -> Iterable[Panel]:
    """Theft in the city, on the public start page; nothing without a figure."""
    from werkspur.facts.queries import overview
    from werkspur.facts.queries.selection import NothingLoaded

    try:
        newest = overview.newest()
    except NothingLoaded:
        return
    if newest:
        yield Panel("facts/_start.html", {"newest": newest}, order=50)


def public_pages() -> Iterable[str]:
    """The keys with pages of their own, and the catalogue for open data portals."""
    from werkspur.facts.queries import catalogue

    yield reverse("facts:catalogue")
    yield from (reverse("facts:offence", args=[key]) for key in catalogue.listed())


def search(text: str, request: HttpRequest) -> Iterable[Hit]:
    """Offence keys and areas."""
    from werkspur.facts.queries import finding

    return finding.hits(text)


def personal_data(person: Any) -> Iterable[tuple[str, Any]]:
    from werkspur.facts.queries import imports, presence

    return [*presence.personal_data(person), *imports.personal_data(person)]


def nightly() -> Iterable[Duty]:
    from werkspur.facts.services import situation

    yield Duty(label=_("Lage des abgeschlossenen Quartals veröffentlichen"), run=situation.release_quarters)


def _import_tiles(person: Any) -> Iterable[Tile]:
    """Imports that wait for this person; one leads there directly, several to the list."""
    from werkspur.facts.models import Import

    waiting = list(Import.objects.to_publish_by(person).only("uid", "table", "filename", "created_at")[:100])
    if not waiting:
        return
    days = (timezone.localdate() - timezone.localtime(waiting[-1].created_at).date()).days
    number, listed = len(waiting), reverse("facts:imports") + "?state=checked"
    yield Tile(
        title=ngettext("Import wartet auf Freigabe", "%(number)d Importe warten auf Freigabe", number)
        % {"number": number},
        url=reverse("facts:import_detail", args=[waiting[0].uid]) if number == 1 else listed,
        text=", ".join(one.title for one in waiting[:3]),
        action=_("Prüfen"),
        due=ngettext("seit %(days)d Tag", "seit %(days)d Tagen", days) % {"days": days} if days else _("heute"),
        urgent=days > 3,
        order=30,
    )


def _survey_tiles(request: HttpRequest) -> Iterable[Tile]:
    """What waits for chamber staff: results of a survey that is over, a survey that runs."""
    from werkspur.facts.queries import surveys

    person = request.user
    if not person.is_authenticated or not person.chamber_ids:
        return
    over, running = surveys.for_staff(person)
    if over:
        yield Tile(
            title=_("Ergebnis der Umfrage %(year)d freigeben") % {"year": over.year},
            text=_("Sie ist beendet. Bisher sehen nur die Kammern das Ergebnis."),
            url=reverse("facts:survey_results", args=[over.uid]),
            action=_("Ansehen"),
            order=40,
        )
    if running:
        told = surveys.counts(running)
        answers = ngettext(
            "%(used)d Antwort auf %(links)d Links.", "%(used)d Antworten auf %(links)d Links.", told["used"]
        )
        yield Tile(
            title=_("Umfrage %(year)d läuft") % {"year": running.year},
            text=answers % told,
            url=reverse("facts:survey_detail", args=[running.uid]),
            action=_("Öffnen"),
            due=_("bis %(day)s") % {"day": f"{running.closes_on:%d.%m.}"},
            order=50,
        )


def retention() -> Iterable[Retention]:
    """Addresses of a survey go when it is over, presence notes when nothing is compared with them any more."""
    from werkspur.facts.rules.presence import KEPT
    from werkspur.facts.services import presence, surveys

    yield Retention(_("Firmen und Adressen einer Umfrage nach ihrem Ende"), timedelta(0), surveys.forget_addresses)
    yield Retention(
        label=_("Präsenzvermerke der Polizei (der Journaleintrag bleibt)"),
        after=KEPT,
        apply=presence.delete_presence,
        legal_basis=_("Nicht länger als für den Vergleich mit den drei Vorjahren nötig"),
    )


def demo(build: Any) -> None:
    """What facts show in the demonstration partnership."""
    from werkspur.facts import demo

    demo.build_survey(build)
    demo.build_situation(build)


def initial_data() -> None:
    """Areas, keys, breaks, inhabitants and the figures of Saxony 2013–2023."""
    from werkspur.facts.initial_data import load

    load()


baustein = Baustein(
    name="facts",
    label="Fakten",
    order=50,
    urls="werkspur.facts.urls",
    public_urls=(
        "facts:comparison",
        "facts:area_map",
        "facts:catalogue",
        "facts:citation",
        "facts:embedding",
        "facts:offence",
        "facts:offences",
        "facts:overview",
        "facts:overview_csv",
        "facts:series",
        "facts:series_csv",
        "facts:series_embed",
        "facts:series_json",
        "facts:series_png",
        "facts:series_svg",
        "facts:sheet",
        "facts:survey_code",
        "facts:surveys_released",
    ),
    public_pages=public_pages,
    navigation=navigation,
    start_panels=start_panels,
    search=search,
    tiles=tiles,
    figures=figures,
    personal_data=personal_data,
    nightly=nightly,
    retention=retention,
    demo=demo,
    initial_data=initial_data,
)
