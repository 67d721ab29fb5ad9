"""What advice gives to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.bausteine import Baustein, Duty, Link, Tile


def navigation(request: HttpRequest) -> Iterable[Link]:
    person = request.user
    if not person.is_authenticated:
        yield Link(_("Beratung"), reverse("advice:overview"), order=20)
        return
    if getattr(request, "company", None):
        yield Link(_("Beratung"), reverse("advice:overview"), order=40, group="company")
    for group in ("police_advice", "chamber"):
        if person.has_role(group):
            yield Link(_("Termine"), reverse("advice:bookings"), order=35, group=group)
            yield Link(_("Planung"), reverse("advice:planning"), order=40, group=group)
    if person.has_role("chamber"):
        yield Link(_("Briefe"), reverse("advice:letters"), order=42, group="chamber")
    if person.has_role("police_advice"):
        yield Link(_("Checklisten"), reverse("advice:checklists"), order=45, group="police_advice")


def tiles(request: HttpRequest) -> Iterable[Tile]:
    from werkspur.advice.queries import coming as appointments
    from werkspur.base.templatetags.werkspur import moment

    yield from _staff_tiles(appointments.asked_for(request.user))
    company = getattr(request, "company", None)
    if company is None:
        return
    coming = appointments.next_of_company(company)
    yield Tile(
        title=_("Beratung durch die Polizei"),
        text=moment(coming.slot.start) if coming else _("Kostenlos und vertraulich, in Ihrer Nähe oder im Betrieb."),
        url=reverse("advice:booking", args=[coming.uid]) if coming else reverse("advice:overview"),
        action=_("Termin ansehen") if coming else _("Termin wählen"),
        order=50,
    )


def _staff_tiles(asked: Any) -> Iterable[Tile]:
    if count := asked.count():
        yield Tile(
            title=_("Angefragte Beratungen"),
            text=ngettext("%(count)s wartet auf Ihre Antwort.", "%(count)s warten auf Ihre Antwort.", count)
            % {"count": count},
            url=reverse("advice:bookings"),
            action=_("Antworten"),
            urgent=asked.filter(urgent=True).exists(),
            due=_("nach einer Tat") if asked.filter(urgent=True).exists() else "",
            order=15,
        )


def nightly() -> Iterable[Duty]:
    from werkspur.advice.services import busy, planning, reminders, waiting

    yield Duty(_("Termine der Beratung anlegen"), planning.remake_all)
    yield Duty(_("Verfallene Reservierungen der Beratung beenden"), busy.expire_holds)
    yield Duty(_("Freie Termine an die Warteliste weitergeben"), waiting.pass_on_all)
    yield Duty(_("Erinnerungen schreiben"), reminders.remind_nightly)


def initial_data() -> Any:
    from werkspur.advice import initial_data

    return initial_data.load()


def demo(build: Any) -> Any:
    from werkspur.advice import demo

    demo.build_slots(build)


baustein = Baustein(
    name="advice",
    label="Beratung",
    order=60,
    urls="werkspur.advice.urls",
    public_urls=("advice:overview", "advice:booking_new", "advice:urgent", "advice:self_check"),
    navigation=navigation,
    tiles=tiles,
    nightly=nightly,
    initial_data=initial_data,
    demo=demo,
)
