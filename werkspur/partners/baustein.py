"""What this app gives to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from werkspur.base.bausteine import Baustein, Figure, Link, Offer, Retention, Tile


def navigation(request: HttpRequest) -> Iterable[Link]:
    if not request.user.is_authenticated:
        return
    if getattr(request, "company", None):
        yield Link(_("Betrieb"), reverse("partners:company"), order=60, group="company")
    if request.user.chamber_ids:
        yield Link(_("Betriebe"), reverse("partners:verification_queue"), order=20, group="chamber")


def tiles(request: HttpRequest) -> Iterable[Tile]:
    from werkspur.partners import second_factor

    person = request.user
    if not person.is_authenticated:
        return
    if second_factor.is_missing(person):
        yield Tile(
            title=_("Zweiten Faktor einrichten"),
            url=reverse("mfa_index"),
            text=_("Für Ihre Rolle ist er Pflicht. Im Testbetrieb geht es auch ohne."),
            action=_("Einrichten"),
            order=90 if settings.DEMO else 5,
        )
    yield from _company_tiles(request)
    yield from _chamber_tiles(person)


def _company_tiles(request: HttpRequest) -> Iterable[Tile]:
    company = getattr(request, "company", None)
    if company is None or company.is_verified:
        return
    texts = {
        "pending": (_("Ihr Betrieb wartet auf die Bestätigung"), _("Gegenstände können Sie schon eintragen.")),
        "asked": (_("Die Kammer fragt nach"), _("Erst nach der Antwort kann sie entscheiden.")),
        "refused": (_("Ihr Betrieb ist nicht bestätigt"), _("Die Begründung steht beim Betrieb.")),
    }
    title, text = texts[company.state]
    action = _("Antworten") if company.state == "asked" else _("Ansehen")
    url = reverse("partners:company")
    order = 50 if company.state == "pending" else 10  # who only waits has better things to do first
    yield Tile(title=title, url=url, text=text, action=action, urgent=company.state == "asked", order=order)


def _chamber_tiles(person: Any) -> Iterable[Tile]:
    from werkspur.partners.models import Company

    waiting = Company.objects.to_decide_by(person).filter(state=Company.State.PENDING)
    number = waiting.count() if person.chamber_ids else 0
    if not number:
        return
    oldest = waiting.order_by("waiting_since").values_list("waiting_since", flat=True)[0]
    days = (timezone.localdate() - timezone.localtime(oldest).date()).days
    yield Tile(
        title=ngettext("%(number)d Betrieb bestätigen", "%(number)d Betriebe bestätigen", number) % {"number": number},
        url=reverse("partners:verification_queue"),
        text=_("Wer am längsten wartet, steht oben."),
        action=_("Prüfen"),
        due=ngettext("seit %(days)d Tag", "seit %(days)d Tagen", days) % {"days": days} if days else _("heute"),
        urgent=days > 3,
        order=10,
    )


def offers(request: HttpRequest) -> Iterable[Offer]:
    if any(role.partner_id for role in getattr(request.user, "current_roles", ())):
        return
    yield Offer(
        title=_("Betrieb anmelden"),
        text=_("Werkzeug und Maschinen mit ihren Nummern eintragen, bevor etwas fehlt."),
        action=pgettext("company", "Anmelden"),
        url=reverse("partners:company_register"),
        icon="betrieb",
        order=10,
    )


def figures(period: tuple[date, date] | None = None, region: str = "") -> Iterable[Figure]:
    from werkspur.partners.models import Company

    companies = Company.objects.filter(state=Company.State.VERIFIED)
    if period:
        companies = companies.filter(verified_at__date__range=period)
    if region:
        companies = companies.filter(region__key=region)
    number = companies.count()
    yield Figure("partners.companies_verified", _("Betriebe dabei"), number, number, public=True)


def personal_data(person: Any) -> Iterable[tuple[str, Any]]:
    from werkspur.partners import queries

    return queries.personal_data(person).items()


def erase(person: Any) -> None:
    from werkspur.partners import services

    services.erase(person, by="system")


def retention() -> Iterable[Retention]:
    from werkspur.partners.services import people

    yield Retention(_("Einladungen, 90 Tage nach ihrem Ende"), timedelta(days=90), people.forget_invitations)
    yield Retention(_("Fehlgeschlagene Anmeldungen"), timedelta(days=30), people.forget_attempts)
    yield Retention(_("Beendete Sitzungen"), timedelta(days=1), people.forget_sessions)
    yield Retention(_("Konten ohne bestätigte Adresse und ohne Rolle"), timedelta(days=30), people.forget_unconfirmed)


def initial_data() -> None:
    from werkspur.partners.initial_data import load

    load()


def demo(build: Any) -> None:
    from werkspur.partners.demo import load

    load(build)


baustein = Baustein(
    name="partners",
    label="Partnerschaft",
    order=20,
    urls="werkspur.partners.urls",
    public_urls=("partners:company_register", "partners:invitation"),
    navigation=navigation,
    tiles=tiles,
    offers=offers,
    figures=figures,
    personal_data=personal_data,
    erase=erase,
    retention=retention,
    initial_data=initial_data,
    demo=demo,
)
