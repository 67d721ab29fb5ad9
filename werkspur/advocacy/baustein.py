"""What advocacy gives to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.bausteine import Baustein, Duty, Figure, Hit, Link, Offer, Panel, Retention, Tile

#: tiles of one kind at once
FEW = 3
#: hits of the search of the house
MOST_HITS = 5


def navigation(request: HttpRequest) -> Iterable[Link]:
    """The tracker is for everybody; companies find it among their own pages."""
    if not request.user.is_authenticated:
        yield Link(_("Forderungen"), reverse("advocacy:index"), order=40)
    elif getattr(request, "company", None):
        yield Link(_("Forderungen"), reverse("advocacy:index"), order=55, group="company")
    if request.user.is_authenticated and request.user.has_role("chamber"):
        also = (reverse("advocacy:index"),)
        yield Link(_("Forderungen"), reverse("advocacy:desk"), order=48, group="chamber", also=also)
    if request.user.is_authenticated and request.user.has_role("police_advice"):
        yield Link(_("Forderungen"), reverse("advocacy:index"), order=48, group="police_advice")


def tiles(request: HttpRequest) -> Iterable[Tile]:
    """What waits for this person: answers that are due, releases, and drafts of other Bausteine."""
    yield from _due_tiles(request.user)
    yield from _release_tiles(request.user)
    yield from _draft_tiles(request.user)
    yield from _paper_tiles(request.user)


def _release_tiles(person: Any) -> Iterable[Tile]:
    """Demands that somebody has signed and that need this person's release as well."""
    from werkspur.advocacy.queries import demands

    rows = demands.waiting_for(person, today=timezone.localdate())
    if len(rows) > FEW:
        yield Tile(
            title=_("%(count)s Forderungen warten auf Ihre Freigabe") % {"count": len(rows)},
            text=", ".join(one.latest_title for one in rows[:FEW]),
            url=reverse("advocacy:demand_release", args=[rows[0].uid]),
            action=_("Freigeben"),
            order=24,
        )
        return
    for one in rows:
        yield Tile(
            title=_("Wartet auf Ihre Freigabe"),
            text=one.latest_title,
            url=reverse("advocacy:demand_release", args=[one.uid]),
            action=_("Freigeben"),
            order=24,
        )


def _due_tiles(person: Any) -> Iterable[Tile]:
    """Answers, promises and follow-ups of the own chamber that are over or due this week."""
    from werkspur.advocacy.queries import due
    from werkspur.base.templatetags.werkspur import day

    if not (person.is_authenticated and person.has_role("chamber")):
        return
    rows = due.due_things(person, today=timezone.localdate())
    over = [one for one in rows if one.is_over]
    if rows:
        first = rows[0]
        count = len(over) or len(rows)
        yield Tile(
            title=(
                ngettext("%(count)s Frist ist überfällig", "%(count)s Fristen sind überfällig", count)
                if over
                else ngettext("%(count)s Frist in dieser Woche", "%(count)s Fristen in dieser Woche", count)
            )
            % {"count": count},
            text=f"{first.title}, {first.addressee.name}",
            url=reverse("advocacy:desk"),
            action=_("Ansehen"),
            due=(_("seit %(day)s") if over else _("bis %(day)s")) % {"day": day(first.due)},
            urgent=bool(over),
            order=22,
        )


def _draft_tiles(person: Any) -> Iterable[Tile]:
    """Questions and the like that may become a demand."""
    from werkspur.advocacy.queries import incoming

    if not (person.is_authenticated and person.has_role("chamber")):
        return
    if rows := incoming.waiting():
        yield Tile(
            title=ngettext("%(count)s Vorschlag für Forderungen", "%(count)s Vorschläge für Forderungen", len(rows))
            % {"count": len(rows)},
            text=rows[0].title,
            url=reverse("advocacy:drafts"),
            action=_("Entscheiden"),
            order=33,
        )


def _paper_tiles(person: Any) -> Iterable[Tile]:
    """What councils decided about our demands, and what somebody's saved searches found."""
    from werkspur.advocacy.queries import papers

    if not (person.is_authenticated and person.has_role("chamber")):
        return
    if decided := list(papers.waiting(person)[:FEW]):
        yield Tile(
            title=_("Ein Rat hat entschieden"),
            text=f"{decided[0].link.demand.title}: {decided[0].reason}",
            url=reverse("advocacy:papers"),
            action=_("Ansehen und entscheiden"),
            order=26,
        )
    if fresh := papers.new_finds(person):
        yield Tile(
            title=ngettext("%(count)s Vorlage zu Ihren Suchen", "%(count)s Vorlagen zu Ihren Suchen", fresh)
            % {"count": fresh},
            url=reverse("advocacy:searches"),
            action=_("Ansehen"),
            order=36,
        )


def offers(request: HttpRequest) -> Iterable[Offer]:
    """To see what has become of a demand."""
    from werkspur.advocacy.queries import public

    if public.tracked().exists():
        yield Offer(
            title=_("Forderungen verfolgen"),
            text=_("Was die Kammern fordern, wer antwortet und was belegt ist."),
            action=_("Stand ansehen"),
            url=reverse("advocacy:index"),
            icon="forderung",
            order=60,
        )


def start_panels(request: HttpRequest) -> Iterable[Panel]:
    """What moved last, on the public start page."""
    from werkspur.advocacy.queries import public

    if lines := public.next_few(today=timezone.localdate()):
        yield Panel("advocacy/public/_start.html", {"lines": lines}, order=60)


def public_pages() -> Iterable[str]:
    """The pages of all demands that were released, and the accounts of years that are over."""
    from werkspur.advocacy.models import Demand
    from werkspur.advocacy.queries import account

    yield from (
        reverse("advocacy:demand", args=[slug]) for slug in Demand.objects.public().values_list("slug", flat=True)
    )
    today = timezone.localdate()
    yield from (reverse("advocacy:account", args=[year]) for year in account.years(today=today) if year < today.year)


def figures(*, period: tuple[date, date] | None = None, region: str = "") -> Iterable[Figure]:
    """Demands, answers and how long they took, commitments and what became of them."""
    from werkspur.advocacy.queries import counted

    return counted.figures(period=period, region=region)


def personal_data(subject: Any) -> Iterable[tuple[str, Any]]:
    """What is stored about a person; about companies nothing."""
    from werkspur.advocacy.queries import personal
    from werkspur.partners.models import Company

    return [] if isinstance(subject, Company) else personal.of_person(subject)


def erase(subject: Any) -> None:
    """Forget a person."""
    from werkspur.advocacy.services import retention as forget
    from werkspur.partners.models import Company

    if not isinstance(subject, Company):
        forget.erase_person(subject)


def retention() -> Iterable[Retention]:
    from werkspur.advocacy.services import documents
    from werkspur.advocacy.services import retention as forget

    needed = _("Der Zweck ist erreicht (Art. 5 Abs. 1 e DSGVO)")
    lasts = _("Ein Name ist öffentlich, solange das Amt dauert (Art. 5 Abs. 1 e DSGVO)")
    yield Retention(_("Namen beendeter Ansprechpersonen von Behörden"), forget.OFFICES, forget.forget_offices, lasts)
    yield Retention(_("Kontakte mit Behörden, zehn Jahre"), forget.CONTACTS, forget.forget_contacts, needed)
    yield Retention(_("Dateien, auf die nichts mehr verweist"), documents.UNUSED, documents.remove_unused, needed)
    yield Retention(_("Erinnerungen, gesehene Funde, Protokolle des Lesens"), forget.LOGS, forget.forget_logs, needed)


def search(text: str, request: HttpRequest) -> Iterable[Hit]:
    """Chambers find everything that is kept, files included, everybody else what is public."""
    from werkspur.advocacy.queries import search as queries

    for one in queries.find(text, person=request.user, limit=MOST_HITS):
        inside = request.user.is_authenticated and request.user.has_role("chamber")
        url = one.url if inside or not one.public else one.public_url
        if url:
            yield Hit(one.title, url, text="".join(words for words, _marked in one.parts), kind=one.kind_name)


def nightly() -> Iterable[Duty]:
    from werkspur.advocacy.services import councils, reminding

    yield Duty(_("Vorlagen der Räte lesen"), councils.read_all)
    yield Duty(_("An Fristen der Forderungen erinnern"), reminding.remind)


def initial_data() -> Any:
    from werkspur.advocacy import initial_data

    return initial_data.load()


def demo(build: Any) -> Any:
    from werkspur.advocacy.demo import build_advocacy

    return build_advocacy(build)


baustein = Baustein(
    name="advocacy",
    label="Forderungen",
    order=80,
    urls="werkspur.advocacy.urls",
    public_urls=("advocacy:accounts_public", "advocacy:data", "advocacy:index"),
    public_pages=public_pages,
    navigation=navigation,
    tiles=tiles,
    offers=offers,
    start_panels=start_panels,
    figures=figures,
    personal_data=personal_data,
    erase=erase,
    retention=retention,
    nightly=nightly,
    search=search,
    initial_data=initial_data,
    demo=demo,
)
