"""What look-ups, theft reports and the public check give to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from ninja import Router

from werkspur.base.bausteine import Baustein, Figure, Happening, Link, Offer, Panel, Retention, Tile
from werkspur.tracing import rules

PERIOD = tuple[date, date] | None


def _is_police(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_police", False))


def _company(request: HttpRequest) -> Any:
    return getattr(request, "company", None)


def navigation(request: HttpRequest) -> Iterable[Link]:
    if not request.user.is_authenticated:
        yield Link(_("Nummer prüfen"), reverse("tracing:public_check"), order=30)
    if _is_police(request):
        yield Link(_("Suchen"), reverse("tracing:lookup"), order=10, group="police_tracing")
        yield Link(_("Listen"), reverse("tracing:match_runs"), order=20, group="police_tracing")
        yield Link(_("Meine Abfragen"), reverse("tracing:my_lookups"), order=40, group="police_tracing")
    if _company(request):
        yield Link(_("Diebstahl"), reverse("tracing:theft_reports"), order=30, group="company")


def tiles(request: HttpRequest) -> Iterable[Tile]:
    if _is_police(request):
        yield from _police_tiles(request.user)
    if _company(request):
        yield from _company_tiles(_company(request))


def _police_tiles(person: Any) -> Iterable[Tile]:
    from werkspur.tracing.models import CheckNotice, Lookup

    yield Tile(
        title=_("Kennzeichen suchen"),
        text=_("Auch halb lesbare Nummern führen zum Eigentümer."),
        url=reverse("tracing:lookup"),
        action=_("Suchen"),
        order=10,
    )
    today = timezone.localdate()
    notices = CheckNotice.objects.visible_to(person).filter(day__gte=today - rules.NOTICES_NEW)
    if count := notices.count():
        text = ngettext("%(count)s Hinweis", "%(count)s Hinweise", count) % {"count": count}
        yield Tile(
            title=_("Öffentliche Prüfung traf gestohlenen Gegenstand"),
            text=_("%(notices)s in den letzten 14 Tagen.") % {"notices": text},
            url=reverse("tracing:check_notices"),
            action=_("Ansehen"),
            order=20,
        )
    own = Lookup.objects.visible_to(person).filter(at__date__gte=today.replace(day=1)).count()
    yield Tile(title=_("Meine Abfragen in diesem Monat"), url=reverse("tracing:my_lookups"), figure=str(own), order=60)


def _company_tiles(company: Any) -> Iterable[Tile]:
    from werkspur.tracing import queries
    from werkspur.tracing.models import StolenItem

    stolen = StolenItem.objects.filter(report__company=company)
    away = stolen.filter(state=StolenItem.State.STOLEN).count()
    yield Tile(title=_("Als gestohlen gemeldet"), url=reverse("tracing:theft_reports"), figure=str(away), order=40)
    yield Tile(
        title=_("Abfragen Ihrer Kennzeichen durch die Polizei"),
        text=_("Nur die Zahl, einen Tag später."),
        url=reverse("tracing:theft_reports"),
        figure=str(queries.look_ups_of_company(company)),
        order=70,
    )


def offers(request: HttpRequest) -> Iterable[Offer]:
    yield Offer(
        title=_("Nummer prüfen"),
        text=_("Vor dem Kauf oder nach einem Fund: Ist das Gerät als gestohlen gemeldet?"),
        action=_("Nummer eingeben"),
        url=reverse("tracing:public_check"),
        icon="suche",
        order=20,
    )


def figures(*, period: PERIOD = None, region: str = "") -> Iterable[Figure]:
    """Theft reports and what came back, with how many companies stand behind each number."""
    from werkspur.tracing import queries
    from werkspur.tracing.models import StolenItem

    stolen = queries.thefts(period=period, region=region)
    back = stolen.filter(state=StolenItem.State.FOUND)
    told = (("stolen", _("Geräte gestohlen gemeldet"), stolen, False), ("back", _("Geräte zurückgegeben"), back, True))
    for key, label, rows, public in told:
        companies = rows.values("report__company").distinct().count()
        yield Figure(key=f"tracing.{key}", label=label, value=rows.count(), count=companies, public=public)


def happenings(*, since: date, until: date) -> Iterable[Happening]:
    from werkspur.tracing import queries

    return queries.happenings(since=since, until=until)


def item_panels(item: Any, request: HttpRequest) -> Iterable[Panel]:
    from werkspur.tracing import queries

    report = queries.open_reports([item.pk]).get(item.pk)
    context = {"item": item, "report": report, "look_ups": queries.look_ups_of(item)}
    if report:
        yield Panel(template="tracing/_item_reported.html", context=context, order=10, place="status")
        yield Panel(template="tracing/_item_sought.html", context=context, order=10, place="note")
    yield Panel(template="tracing/_item_panel.html", context=context, order=30)


def item_state_changed(item: Any, *, before: str, by: Any) -> None:
    from werkspur.tracing import services

    if before == "stolen":
        services.item_came_back(item, by=by)


def personal_data(person: Any) -> Iterable[tuple[str, Any]]:
    from werkspur.tracing import queries

    return queries.personal_data(person)


def retention() -> Iterable[Retention]:
    from werkspur.tracing import services

    yield Retention(
        label=_("Abfragen der Polizei (der Journaleintrag bleibt)"),
        after=rules.LOOKUPS_KEPT,
        apply=services.delete_lookups,
        legal_basis=_("Protokollierung nach § 76 BDSG; zwei Jahre für Stichproben des Datenschutzes"),
    )
    yield Retention(
        label=_("Abgeglichene Listen der Polizei (der Journaleintrag bleibt)"),
        after=rules.LOOKUPS_KEPT,
        apply=services.delete_lists,
        legal_basis=_("Protokollierung nach § 76 BDSG; zwei Jahre für Stichproben des Datenschutzes"),
    )
    yield Retention(
        label=_("Hochgeladene Listen, aus denen nichts gesucht wurde"),
        after=rules.CHOICE_KEPT,
        apply=services.delete_choices,
        legal_basis=_("Nicht länger als für die Ermittlung nötig"),
    )
    yield Retention(
        label=_("Hinweise aus der öffentlichen Prüfung"),
        after=rules.NOTICES_KEPT,
        apply=services.delete_notices,
        legal_basis=_("Nicht länger als für die Ermittlung nötig"),
    )


def demo(build: Any) -> Any:
    from werkspur.tracing.demo import build_thefts

    return build_thefts(build)


def api() -> Router:
    from werkspur.tracing.api import router

    return router


baustein = Baustein(
    name="tracing",
    label="Ermittlung",
    order=40,
    urls="werkspur.tracing.urls",
    public_urls=("tracing:public_check",),
    navigation=navigation,
    tiles=tiles,
    offers=offers,
    figures=figures,
    happenings=happenings,
    item_panels=item_panels,
    item_state_changed=item_state_changed,
    personal_data=personal_data,
    retention=retention,
    demo=demo,
    api=api,
)
