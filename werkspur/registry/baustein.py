"""What the register gives to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from ninja import Router

from werkspur.base.bausteine import Baustein, Duty, Figure, Hit, Link, Offer, Retention, Tile
from werkspur.base.queue import enqueue
from werkspur.registry import demo, initial_data
from werkspur.registry.models import ImportSession, Item
from werkspur.registry.queries import figures as counted
from werkspur.registry.queries.items import Selection, select, tab_counts

HITS = 10


def _company(request: HttpRequest) -> Any:
    return getattr(request, "company", None)


def navigation(request: HttpRequest) -> Iterable[Link]:
    """ "Gegenstände" for whoever acts for a company."""
    if _company(request):
        yield Link(_("Gegenstände"), reverse("registry:items"), order=20, group="company")


def tiles(request: HttpRequest) -> Iterable[Tile]:
    """How many items there are; what to do about those without a mark or missing."""
    if not _company(request):
        return
    counts, url = tab_counts(_company(request)), reverse("registry:items")
    if not counts["all"]:
        text = _("Beginnen Sie mit dem teuersten Gerät. Es dauert zwei Minuten.")
        action = _("Gegenstand eintragen")
        yield Tile(_("Noch kein Gegenstand eingetragen"), reverse("registry:item_new"), text, action=action, order=8)
        return
    yield Tile(_("Gegenstände"), url, figure=str(counts["all"]), order=20)
    if count := counts["unmarked"]:
        title = ngettext("Ein Gerät hat kein Kennzeichen", "%(count)s Geräte haben kein Kennzeichen", count)
        text = _("Ohne Nummer führt keine Suche zu Ihnen.")
        yield Tile(title % {"count": count}, f"{url}?stand=unmarked", text, action=_("Ergänzen"), order=30)
    if count := counts["missing"]:
        title = ngettext("Ein Gerät wird vermisst", "%(count)s Geräte werden vermisst", count)
        text = _("Gestohlen? Dann melden Sie es, damit die Polizei danach sucht.")
        yield Tile(title % {"count": count}, f"{url}?stand=missing", text, action=_("Ansehen"), order=15)


def offers(request: HttpRequest) -> Iterable[Offer]:
    """To enter items; whoever has no company yet starts with that, and a partner's staff has none."""
    if any(role.partner_id for role in getattr(request.user, "current_roles", ())):
        return
    yield Offer(
        title=_("Geräte eintragen"),
        text=_("Nummern abschreiben oder die Liste einlesen, die Sie schon haben."),
        action=_("Eintragen"),
        url=reverse("registry:item_new" if _company(request) else "partners:company_register"),
        icon="schild",
        order=15,
    )


def figures(*, period: Any = None, region: str = "") -> Iterable[Figure]:
    """Items and marks entered, with the number of companies behind them."""
    yield from counted.figures(period=period, region=region)


def search(text: str, request: HttpRequest) -> Iterable[Hit]:
    """Own items whose words or marks match."""
    if not _company(request) or not text.strip():
        return
    for item in select(_company(request), wanted=Selection(text=text))[:HITS]:
        marks = ", ".join(str(mark) for mark in item.marks.all()[:3])
        yield Hit(str(item), reverse("registry:item", args=[item.uid]), text=marks, kind=_("Gegenstand"))


def personal_data(person: Any) -> Iterable[tuple[str, Any]]:
    """Items belong to companies; of the person itself the register keeps who started an import."""
    yield _("Gegenstände der eigenen Betriebe"), Item.objects.visible_to(person).count()
    started = ImportSession.objects.filter(started_by=person)
    yield _("Eingelesene Tabellen"), [f"{session.created_at:%d.%m.%Y} {session.filename}" for session in started]


def retention() -> Iterable[Retention]:
    """Uploaded tables, and copies of numbers for long lists; items stay as long as their company wants."""
    from werkspur.registry.services import sealing
    from werkspur.registry.services.imports import discard

    yield Retention(_("Tabellen, die niemand übernommen hat"), timedelta(days=90), discard.forget_unfinished)
    yield Retention(_("Hochgeladene Dateien übernommener Tabellen"), timedelta(days=365), discard.forget_files)
    yield Retention(_("Versiegelte Nummern für lange Listen"), timedelta(days=7), sealing.forget)


def nightly() -> Iterable[Duty]:
    """Keys that very many marks share."""
    from werkspur.registry import tasks

    yield Duty(_("Suchschlüssel, die sehr viele Kennzeichen teilen"), lambda: enqueue(tasks.find_hot))


def api() -> Router:
    """Read one's own items."""
    from werkspur.registry.api import router

    return router


baustein = Baustein(
    name="registry",
    label=gettext_lazy("Register"),  # type: ignore[arg-type]
    order=30,
    urls="werkspur.registry.urls",
    prefix="gegenstaende/",
    navigation=navigation,
    tiles=tiles,
    offers=offers,
    figures=figures,
    personal_data=personal_data,
    retention=retention,
    nightly=nightly,
    search=search,
    demo=demo.build,
    initial_data=initial_data.load,
    api=api,
)
