"""News to subscribe to (Atom, RFC 4287): of all demands, of a topic, of one demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override

from werkspur.advocacy.models import Demand, StatusChange, Topic
from werkspur.advocacy.queries.public import absolute, address_of, topics
from werkspur.advocacy.queries.timeline import Moment, timeline
from werkspur.advocacy.rules.states import Status
from werkspur.base.calendar.wallclock import stored
from werkspur.base.feeds import plain

ALL, OF_TOPIC, OF_DEMAND = "alle", "thema-", "forderung-"
#: how many news there are
NEWS = 30


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One thing to subscribe to. key: its name in addresses; name: what it is about."""

    key: str
    name: str
    topic: Topic | None = None
    demand: Demand | None = None

    @property
    def title(self) -> str:
        return _("Forderungen: %(name)s") % {"name": self.name}

    @property
    def link(self) -> str:
        """The page that it tells of."""
        if self.demand:
            return address_of(self.demand)
        query = f"?thema={self.topic.slug}" if self.topic else ""
        return absolute(reverse("advocacy:index") + query)


def feeds() -> list[Feed]:
    """Return all that can be subscribed to but single demands."""
    found = [Feed(key=ALL, name=_("alle Forderungen und Appelle"))]
    return found + [Feed(key=f"{OF_TOPIC}{one.slug}", name=one.name, topic=one) for one in topics()]


def feed_of_demand(demand: Demand) -> Feed:
    return Feed(key=f"{OF_DEMAND}{demand.slug}", name=demand.title, demand=demand)


def feed_of(key: str) -> Feed | None:
    """Return the one with this name in addresses."""
    if key.startswith(OF_DEMAND):
        demand = Demand.objects.public().select_related("released").filter(slug=key.removeprefix(OF_DEMAND)).first()
        return feed_of_demand(demand) if demand else None
    return next((feed for feed in feeds() if feed.key == key), None)


def atom(feed: Feed) -> bytes:
    """Return what happened last, the newest first, in German for every reader."""
    with override("de"):
        address = absolute(reverse("advocacy:feed", args=[feed.key]))
        document = Atom1Feed(
            title=plain(feed.title), link=feed.link, language="de", description="", feed_url=address,
            feed_guid=address, subtitle=_("Was die Kammern fordern und was daraus geworden ist"),
        )  # fmt: skip
        if feed.demand:
            for moment in timeline(feed.demand, public=True)[::-1][:NEWS]:
                _add_moment(document, feed.demand, moment=moment)
        else:
            for change in _changes(feed.topic):
                _add_change(document, change)
        return str(document.writeString("utf-8")).encode()


def _changes(topic: Topic | None) -> list[StatusChange]:
    rows = StatusChange.objects.filter(demand__released__isnull=False).exclude(status=Status.DRAFT)
    rows = rows.exclude(before=Status.DRAFT, status=Status.RESTING)
    if topic is not None:
        rows = rows.filter(demand__released__topics=topic)
    return list(rows.select_related("demand__released", "demand__lead").order_by("-at", "-id")[:NEWS])


def _add_change(document: Atom1Feed, change: StatusChange) -> None:
    demand = change.demand
    told = {"title": demand.title, "status": change.get_status_display()}
    words = [change.reason, change.source] if change.public else []
    _add(
        document, demand, title=_("%(title)s: %(status)s") % told, key=f"stand-{change.pk}", text="\n\n".join(words),
        at=change.at,
    )  # fmt: skip


def _add_moment(document: Atom1Feed, demand: Demand, *, moment: Moment) -> None:
    words = [moment.text, f"„{moment.quote}“" if moment.quote else "", moment.source]
    at = stored(moment.day, time(12))
    text = "\n\n".join(part for part in words if part)
    _add(document, demand, title=moment.title, key=moment.key, text=text, at=at)


def _add(document: Atom1Feed, demand: Demand, *, title: str, key: str, text: str, at: datetime) -> None:
    document.add_item(
        title=plain(title), link=f"{address_of(demand)}#{key}", unique_id=f"urn:uuid:{demand.uid}#{key}",
        description=linebreaks(plain(text), autoescape=True), author_name=plain(demand.lead.short_name),
        pubdate=at, updateddate=at,
    )  # fmt: skip
