"""What forums give to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.bausteine import Baustein, Draft, Duty, Figure, Hit, Link, Offer, Panel, Retention, Tile


def navigation(request: HttpRequest) -> Iterable[Link]:
    """Forums are for everybody; companies find them among their own pages."""
    if not request.user.is_authenticated:
        yield Link(_("Foren"), reverse("forums:index"), order=30)
    elif getattr(request, "company", None):
        yield Link(_("Foren"), reverse("forums:index"), order=45, group="company")
    for group in ("police_advice", "chamber"):
        if request.user.is_authenticated and request.user.has_role(group):
            yield Link(_("Foren"), reverse("forums:planning"), order=46, group=group, also=(reverse("forums:index"),))


def tiles(request: HttpRequest) -> Iterable[Tile]:
    """The doors of today, what is missing, what waits for an answer and what is due, for staff of the hosts."""
    yield from _door_tiles(request.user)
    yield from _planning_tiles(request.user)
    yield from _question_tiles(request.user)
    yield from _task_tiles(request.user)
    yield from _registration_tiles(getattr(request, "company", None))


def _registration_tiles(company: Any) -> Iterable[Tile]:
    """What a company is registered for next."""
    from werkspur.base.templatetags.werkspur import moment
    from werkspur.forums.queries import registrations

    coming = registrations.next_of_company(company, now=timezone.now()) if company is not None else None
    if coming is not None:
        yield Tile(
            title=coming.event.title,
            text=f"{coming.get_state_display()}, {moment(coming.event.start)}",
            url=reverse("forums:mine"),
            action=_("Anmeldungen ansehen"),
            order=52,
        )


def _door_tiles(person: Any) -> Iterable[Tile]:
    """The way to the scanner, on the day itself."""
    from werkspur.base.templatetags.werkspur import moment
    from werkspur.forums.queries import checkin

    if not (person.is_authenticated and person.has_role("police_advice", "chamber")):
        return
    for event in checkin.today(person, now=timezone.now()):
        yield Tile(
            title=_("Einlass heute"),
            text=f"{event.title}, {moment(event.start)}",
            url=reverse("forums:checkin", args=[event.uid]),
            action=_("Einlass öffnen"),
            order=5,
        )


def _planning_tiles(person: Any) -> Iterable[Tile]:
    from werkspur.forums.queries import overview

    if not (person.is_authenticated and person.has_role("police_advice", "chamber")):
        return
    lacking = overview.lacking(person, now=timezone.now(), today=timezone.localdate())
    if lacking:
        yield Tile(
            title=_("Foren, bei denen etwas fehlt"),
            text=", ".join(line.event.title for line in lacking[:3]),
            url=reverse("forums:planning"),
            action=_("Ansehen"),
            order=30,
        )


def _question_tiles(person: Any) -> Iterable[Tile]:
    """Questions of the audience that this person, or the own partner, has to look at or to answer."""
    from werkspur.forums.queries import questions

    if not (person.is_authenticated and person.has_role("police_advice", "chamber")):
        return
    rows = list(questions.of_person(person))
    if rows:
        late = len(questions.overdue(rows, today=timezone.localdate()))
        yield Tile(
            title=_("Fragen aus dem Publikum"),
            text=ngettext("%(count)s wartet auf Sie.", "%(count)s warten auf Sie.", len(rows)) % {"count": len(rows)},
            url=reverse("forums:questions_open"),
            action=_("Antworten"),
            due=_("%(count)s überfällig") % {"count": late} if late else "",
            urgent=bool(late),
            order=25,
        )


def _task_tiles(person: Any) -> Iterable[Tile]:
    """What hosts have to do in the coming days."""
    from werkspur.base.templatetags.werkspur import day
    from werkspur.forums.queries import aftermath

    if not (person.is_authenticated and person.has_role("police_advice", "chamber")):
        return
    today = timezone.localdate()
    rows = list(aftermath.tasks_due(person, today=today))
    if rows:
        first = rows[0]
        yield Tile(
            title=ngettext("%(count)s Aufgabe der Foren", "%(count)s Aufgaben der Foren", len(rows))
            % {"count": len(rows)},
            text=f"{first.title} ({first.event.title})",
            url=reverse("forums:event_overview", args=[first.event.uid]) + "#aufgaben",
            action=_("Ansehen"),
            due=_("bis %(day)s") % {"day": day(first.due)},
            urgent=first.due < today,
            order=31,
        )


def figures(*, period: tuple[date, date] | None = None, region: str = "") -> Iterable[Figure]:
    """Events, seats, attendance, no-shows, open questions, answer times."""
    from werkspur.forums.queries import figures as told

    return told.figures(period=period, region=region)


def drafts() -> Iterable[Draft]:
    """Questions of the audience that are meant for politics or administration."""
    from werkspur.forums.queries import questions

    return questions.drafts()


def retention() -> Iterable[Retention]:
    from werkspur.forums.services import retention as forget

    basis = _("Der Zweck ist erreicht; bis dahin gibt es die Bescheinigung (Art. 5 Abs. 1 e DSGVO)")
    yield Retention(_("Personen vergangener Veranstaltungen"), forget.GUESTS, forget.forget_guests, basis)


def personal_data(subject: Any) -> Iterable[tuple[str, Any]]:
    """What is stored about a person or a company."""
    from werkspur.forums.queries import personal
    from werkspur.partners.models import Company

    return personal.of_company(subject) if isinstance(subject, Company) else personal.of_person(subject)


def erase(subject: Any) -> None:
    """Forget a person or a company."""
    from werkspur.forums.services import retention as forget
    from werkspur.partners.models import Company

    if isinstance(subject, Company):
        forget.erase_company(subject)
    else:
        forget.erase_person(subject)


def offers(request: HttpRequest) -> Iterable[Offer]:
    """A seat at the next forum, where there is one."""
    from werkspur.forums.queries import public

    if public.next_open(now=timezone.now()):
        yield Offer(
            title=_("Zum Forum anmelden"),
            text=_("Einen Abend lang Fälle, Technik und offene Fragen."),
            action=_("Plätze ansehen"),
            url=reverse("forums:index"),
            icon="forum",
            order=40,
        )


def start_panels(request: HttpRequest) -> Iterable[Panel]:
    """What comes next, on the public start page."""
    from werkspur.forums.queries import public

    if coming := public.next_few(now=timezone.now()):
        yield Panel("forums/public/_start.html", {"coming": coming}, order=40)


def public_pages() -> Iterable[str]:
    """The pages of all events that were announced."""
    from werkspur.forums.models import Event

    return [reverse("forums:event", args=[slug]) for slug in Event.objects.public().values_list("slug", flat=True)]


def search(text: str, request: HttpRequest) -> Iterable[Hit]:
    """Events by title, place and agenda."""
    from werkspur.forums.queries import finding

    return finding.hits(text, person=request.user)


def nightly() -> Iterable[Duty]:
    from werkspur.forums.services import mailings, waiting

    yield Duty(_("Freie Plätze der Foren weitergeben"), waiting.pass_on_all)
    yield Duty(_("Briefe der Foren schreiben"), mailings.wake_nightly)


def initial_data() -> Any:
    from werkspur.forums import initial_data

    return initial_data.load()


def demo(build: Any) -> Any:
    from werkspur.forums.demo import build_forums

    return build_forums(build)


baustein = Baustein(
    name="forums",
    label="Foren",
    order=70,
    urls="werkspur.forums.urls",
    public_urls=("forums:index", "forums:archive"),
    public_pages=public_pages,
    navigation=navigation,
    tiles=tiles,
    figures=figures,
    drafts=drafts,
    retention=retention,
    personal_data=personal_data,
    erase=erase,
    nightly=nightly,
    initial_data=initial_data,
    demo=demo,
    offers=offers,
    start_panels=start_panels,
    search=search,
)
