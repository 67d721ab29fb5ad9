"""What calendars and news readers can subscribe to: all events, those of a region, those of a partner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkspur.base.calendar import invitations
from werkspur.base.calendar.invitations import Appointment
from werkspur.base.feeds import plain
from werkspur.base.templatetags.werkspur import moment
from werkspur.forums.models import Event
from werkspur.forums.models.events import EventQuerySet
from werkspur.forums.queries import appointments, public
from werkspur.forums.queries.structured import address_of
from werkspur.partners.models import Partner, Region

ALL = "alle"
#: how far back a calendar reaches, and how many news there are
BACK, NEWS = timedelta(days=180), 30


@dataclass(frozen=True)
class Feed:
    """One thing to subscribe to. key: its name in addresses; name: for whom."""

    key: str
    name: str
    region: Region | None = None
    partner: Partner | None = None

    @property
    def title(self) -> str:
        return (
            _("Foren: %(name)s") % {"name": self.name} if self.key != ALL else _("Sicherheitsforen der Region Leipzig")
        )

    def events(self) -> EventQuerySet:
        return public.in_lists(public.about(Event.objects.public(), region=self.region, partner=self.partner))


def feeds() -> list[Feed]:
    """Return all that can be subscribed to: everything, each district, each partner."""
    found = [Feed(ALL, _("alle Veranstaltungen"))]
    found += [Feed(one.key, one.name, region=one) for one in public.regions()]
    return found + [Feed(one.slug, one.short_name, partner=one) for one in Partner.objects.order_by("order")]


def feed_of(key: str) -> Feed | None:
    """Return the one with this name in addresses."""
    return next((feed for feed in feeds() if feed.key == key), None)


def appointment_of(event: Event) -> Appointment:
    """Return what a calendar shows, with the address of the page."""
    return replace(appointments.appointment_of(event), url=address_of(event))


def calendar(feed: Feed, *, now: datetime) -> bytes:
    """Return a calendar to subscribe to, in German for every reader."""
    with override("de"):
        events = feed.events().filter(end__gte=now - BACK).order_by("start", "id")
        return invitations.feed([appointment_of(event) for event in events], name=feed.title)


def atom(feed: Feed) -> bytes:
    """Return what was announced and what was changed, the newest announcement first (RFC 4287)."""
    with override("de"):
        document = Atom1Feed(
            title=feed.title, link=_absolute(reverse("forums:index")), language="de", description="",
            subtitle=_("Angekündigte Veranstaltungen der Sicherheitspartnerschaft"),
            feed_url=_absolute(reverse("forums:feed_atom", args=[feed.key])),
            feed_guid=_absolute(reverse("forums:feed_atom", args=[feed.key])),
        )  # fmt: skip
        for event in feed.events().order_by("-announced_at", "-id")[:NEWS]:
            _add(document, event)
        return str(document.writeString("utf-8")).encode()


def _add(document: Atom1Feed, event: Event) -> None:
    cancelled = event.state == Event.State.CANCELLED
    title = _("Abgesagt: %(title)s") % {"title": event.title} if cancelled else event.title
    told = [f"{moment(event.start)}, {appointments.where_of(event)}", event.reason if cancelled else event.summary]
    document.add_item(
        title=plain(title), link=address_of(event), unique_id=f"urn:uuid:{event.uid}",
        description=linebreaks(plain("\n\n".join(part for part in told if part)), autoescape=True),
        author_name=plain(", ".join(host.short_name for host in event.hosts.all()) or _("Werkspur Foren")),
        pubdate=event.announced_at or event.created_at, updateddate=event.updated_at, categories=[event.kind.name],
    )  # fmt: skip


def _absolute(path: str) -> str:
    return urljoin(settings.SITE_ADDRESS, path)
