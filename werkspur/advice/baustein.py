"""What advice gives to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.bausteine import Baustein, Duty, Figure, Hit, Link, Retention, Tile


def navigation(request: HttpRequest) -> Iterable[Link]:
    from werkspur.advice.queries import tasks as followup
    from werkspur.advice.queries import visit_days

    person = request.user
    if not person.is_authenticated:
        yield Link(_("Beratung"), reverse("advice:overview"), order=20)
        return
    if getattr(request, "company", None):
        yield Link(_("Beratung"), reverse("advice:overview"), order=40, group="company")
        if followup.has_tasks(request.company):  # type: ignore[attr-defined]
            yield Link(_("Aufgaben"), reverse("advice:tasks"), order=41, group="company")
        elif visit_days.visits_at(request.company).exists():  # type: ignore[attr-defined]
            yield Link(_("Besuche"), reverse("advice:visits"), order=41, group="company")
    for group in ("police_advice", "chamber"):
        if person.has_role(group):
            yield Link(_("Kalender"), reverse("advice:calendar"), order=35, group=group)
            yield Link(
                _("Planung"), reverse("advice:planning"), order=40, group=group, also=(reverse("advice:letters"),)
            )
    if person.has_role("chamber"):
        yield Link(_("Aktionen"), reverse("advice:campaigns"), order=50, group="chamber")
    if person.has_role("police_advice"):
        yield Link(_("Besuche"), reverse("advice:visits"), order=36, group="police_advice")
        yield Link(_("Prüfen"), reverse("advice:tasks_review"), order=43, group="police_advice")
        yield Link(_("Checklisten"), reverse("advice:checklists"), order=45, group="police_advice")


def tiles(request: HttpRequest) -> Iterable[Tile]:
    from werkspur.advice.queries import coming as appointments
    from werkspur.base.templatetags.werkspur import moment

    yield from _staff_tiles(appointments.asked_for(request.user))
    yield from _calendar_tiles(request.user)
    yield from _outreach_tiles(request.user)
    yield from _review_tiles(request.user)
    company = getattr(request, "company", None)
    if company is None:
        return
    yield from _task_tiles(company)
    coming = appointments.next_of_company(company)
    yield Tile(
        title=_("Beratung durch die Polizei"),
        text=moment(coming.slot.start) if coming else _("Kostenlos und vertraulich, in Ihrer Nähe oder im Betrieb."),
        url=reverse("advice:booking", args=[coming.uid]) if coming else reverse("advice:overview"),
        action=_("Termin ansehen") if coming else _("Termin wählen"),
        order=50,
    )


def _calendar_tiles(person: Any) -> Iterable[Tile]:
    from werkspur.advice.queries import calendar

    if not (person.is_authenticated and person.has_role("police_advice", "chamber")):
        return
    count = calendar.today(person, now=timezone.now())
    if not count:
        return
    yield Tile(
        title=_("Beratung heute"),
        text=ngettext("%(count)s Termin, dazu die Suche nach freien Zeiten und die Anrufe.",
                      "%(count)s Termine, dazu die Suche nach freien Zeiten und die Anrufe.", count) % {"count": count},
        url=reverse("advice:calendar") + "?ansicht=tag",
        action=_("Kalender"),
        order=35,
    )  # fmt: skip


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


def _review_tiles(person: Any) -> Iterable[Tile]:
    """What companies report to an adviser."""
    from werkspur.advice.queries import tasks

    if count := tasks.reported_to(person).count():
        yield Tile(
            title=_("Aufgaben prüfen"),
            text=ngettext("%(count)s ist als erledigt gemeldet.", "%(count)s sind als erledigt gemeldet.", count)
            % {"count": count},
            url=reverse("advice:tasks_review"),
            action=_("Ansehen"),
            order=20,
        )


def _task_tiles(company: Any) -> Iterable[Tile]:
    """What a company has to do after a visit: a number, never what."""
    from werkspur.advice.queries import tasks

    waiting, overdue = tasks.waiting_of(company)
    if waiting:
        yield Tile(
            title=_("Aufgaben nach der Beratung"),
            text=ngettext("%(count)s ist offen.", "%(count)s sind offen.", waiting) % {"count": waiting},
            url=reverse("advice:tasks"),
            action=_("Ansehen"),
            urgent=bool(overdue),
            due=_("%(count)s überfällig") % {"count": overdue} if overdue else "",
            order=45,
        )


def _outreach_tiles(person: Any) -> Iterable[Tile]:
    """Who waits and what the figures say for staff; expired certificates for those who keep the list."""
    from werkspur.advice.queries import figures as told
    from werkspur.advice.queries import installers
    from werkspur.advice.queries.waiting import waiting

    if not person.is_authenticated or not person.has_role("chamber", "police_advice"):
        return
    if count := waiting().count():
        yield Tile(title=_("Auf der Warteliste"), url=reverse("advice:waiting_list"), figure=str(count), order=45)
    released = told.releases()
    if released and released[0].data.get("consultations"):
        title = _("Beratungen, %(quarter)s") % {"quarter": told.name_of(released[0].quarter)}
        yield Tile(title, reverse("advice:figures"), figure=str(released[0].data["consultations"]), order=80)
    expired = list(installers.expired(day=timezone.localdate())[:20]) if person.has_role("police_advice") else []
    if expired:
        yield Tile(
            title=ngettext("Nachweis eines Errichters abgelaufen", "Nachweise von Errichtern abgelaufen", len(expired)),
            text=_("%(names)s: nicht mehr öffentlich.") % {"names": ", ".join(one.name for one in expired[:3])},
            url=reverse("advice:installers_kept"),
            action=_("Erneuern"),
            order=25,
        )


def figures(*, period: tuple[date, date] | None = None, region: str = "") -> Iterable[Figure]:
    """Released figures of whole quarters in the period, each with at least five companies behind it."""
    from werkspur.advice.queries import figures as told

    return told.figures(period=period, region=region)


def search(text: str, request: HttpRequest) -> Iterable[Hit]:
    """Topics, offers and installers for everybody, own bookings."""
    from werkspur.advice.queries import finding

    return finding.hits(text, person=request.user)


def retention() -> Iterable[Retention]:
    """Names leave appointments, findings are shredded, the rest is deleted."""
    from werkspur.advice.services import retention as forget

    needed = _("Nicht länger als für die Beratung nötig (Art. 5 Abs. 1 Buchst. e DSGVO)")
    three = _("Drei Jahre für den zweiten Besuch, danach Löschung mit dem Schlüssel")
    rules = (
        (_("Namen und Adressen vergangener Beratungstermine"), forget.APPOINTMENTS, forget.forget_appointments, needed),
        (_("Namen und Adressen abgesagter und verfallener Termine"), forget.LEFT, forget.forget_cancelled, needed),
        (_("Beendete Plätze auf der Warteliste"), forget.LEFT, forget.forget_waiting, needed),
        (_("Übergebene Selbstchecks"), forget.SELF_CHECKS, forget.forget_self_checks, needed),
        (_("Befunde, Fotos und Empfehlungen der Besuche"), forget.FINDINGS, forget.forget_findings, three),
        (_("Notizen zu Anrufen"), forget.CALLS, forget.forget_calls, needed),
        (_("Beendete Aktionen und wer eingeladen war"), forget.CAMPAIGNS, forget.forget_campaigns, needed),
    )
    for label, after, apply, basis in rules:
        yield Retention(label=label, after=after, apply=apply, legal_basis=basis)


def personal_data(subject: Any) -> Iterable[tuple[str, Any]]:
    """What is stored about a person, or about a company."""
    from werkspur.advice.queries import personal
    from werkspur.partners.models import Company

    return personal.of_company(subject) if isinstance(subject, Company) else personal.of_person(subject)


def erase(subject: Any) -> None:
    """Forget a person, or a company with its findings."""
    from werkspur.advice.services import retention as forget
    from werkspur.partners.models import Company

    if isinstance(subject, Company):
        forget.erase_company(subject)
    else:
        forget.erase_person(subject)


def nightly() -> Iterable[Duty]:
    from werkspur.advice.services import busy, planning, reminders, waiting
    from werkspur.advice.services import figures as released

    yield Duty(_("Termine der Beratung anlegen"), planning.remake_all)
    yield Duty(_("Verfallene Reservierungen der Beratung beenden"), busy.expire_holds)
    yield Duty(_("Freie Termine an die Warteliste weitergeben"), waiting.pass_on_all)
    yield Duty(_("Zahlen der Beratung eines abgeschlossenen Quartals veröffentlichen"), released.release_quarters)
    yield Duty(_("Erinnerungen schreiben"), reminders.remind_nightly)


def initial_data() -> Any:
    from werkspur.advice import initial_data

    return initial_data.load()


def demo(build: Any) -> Any:
    from werkspur.advice import demo

    demo.build_slots(build)
    demo.build_earlier_visit(build)
    demo.build_visits(build)
    demo.build_tasks(build)
    demo.build_outreach(build)


baustein = Baustein(
    name="advice",
    label="Beratung",
    order=60,
    urls="werkspur.advice.urls",
    public_urls=(
        "advice:overview",
        "advice:booking_new",
        "advice:urgent",
        "advice:self_check",
        "advice:installers",
    ),
    navigation=navigation,
    tiles=tiles,
    figures=figures,
    search=search,
    retention=retention,
    personal_data=personal_data,
    erase=erase,
    nightly=nightly,
    initial_data=initial_data,
    demo=demo,
)
