"""What forums give to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.bausteine import Baustein, Duty, Hit, Link, Offer, Panel, Tile


def navigation(request: HttpRequest) -> Iterable[Link]:
    """Forums are for everybody; companies find them among their own pages."""
    if not request.user.is_authenticated:
        yield Link(_("Foren"), reverse("forums:index"), order=30)
    elif getattr(request, "company", None):
        yield Link(_("Foren"), reverse("forums:index"), order=45, group="company")
    for group in ("police_advice", "chamber"):
        if request.user.is_authenticated and request.user.has_role(group):
            yield Link(_("Foren"), reverse("forums:planning"), order=46, group=group)


def tiles(request: HttpRequest) -> Iterable[Tile]:
    """What is missing at the next events, for staff of their hosts."""
    yield from _planning_tiles(request.user)


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
    from werkspur.forums.services import mailings

    yield Duty(_("Briefe der Foren schreiben"), mailings.send_nightly)


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
    nightly=nightly,
    initial_data=initial_data,
    demo=demo,
    offers=offers,
    start_panels=start_panels,
    search=search,
)
