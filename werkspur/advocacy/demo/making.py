"""How a demand of the demonstration gets on: with the services that staff use, on the days on which it happened."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files import File
from django.db.models import F

from werkspur.advocacy.models import Addressee, Commitment, Delivery, Demand, Evidence, Reply, StatusChange, Topic
from werkspur.advocacy.queries.offers import Ask
from werkspur.advocacy.services import commitments, deliveries, demands, evidence, figures, release, replies, status
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.calendar import holidays
from werkspur.base.calendar.wallclock import day_of, stored
from werkspur.base.demonstration import Build
from werkspur.partners.models import Region

NOON = time(12)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is demanded. topics, regions, bodies, bearers: by their keys; the first bearer leads.

    figures: Baustein, key, region, year (0: all the time) and what the figure shows.
    """

    title: str
    summary: str
    text: str
    trade_link: str
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    bodies: tuple[str, ...]
    kind: str = "demand"
    dissent: str = ""
    bearers: tuple[str, ...] = ("hwk", "ihk")
    figures: tuple[tuple[str, str, str, int, str], ...] = ()


@dataclass
class Office:
    """Both chambers and the police at work. chamber, other: staff of one chamber and of the other."""

    build: Build
    chamber: Any
    other: Any
    police: Any
    bodies: dict[str, Addressee]
    topics: dict[str, Topic] = field(default_factory=lambda: {one.slug: one for one in Topic.objects.all()})
    regions: dict[str, Region] = field(default_factory=lambda: {one.key: one for one in Region.objects.all()})

    @property
    def today(self) -> date:
        return day_of(self.build.now)

    def day(self, days: int) -> date:
        """Return the working day so many days from today, or the next after it, but not behind today for what was."""
        wanted = self.today + timedelta(days=days)
        found = holidays.next_working_day(wanted - timedelta(days=1))
        return found if days > 0 else min(found, self.today)

    def noon(self, days: int) -> datetime:
        """Return noon of such a day; now where noon is still to come."""
        return min(stored(self.day(days), NOON), self.build.now) if days <= 0 else stored(self.day(days), NOON)

    def draft(self, plan: Plan, *, days: int, origin: str = "") -> Demand:
        """Write a draft; its organ has decided two weeks before."""
        fields = {
            "title": plan.title, "summary": plan.summary, "text": plan.text, "trade_link": plan.trade_link,
            "organ": "Vollversammlung", "decided_on": self.day(days - 14), "dissent": plan.dissent,
            "no_dissent": not plan.dissent, "bearers": [self.build.partners[slug] for slug in plan.bearers],
            "topics": [self.topics[slug] for slug in plan.topics if slug in self.topics],
            "regions": [self.regions[key] for key in plan.regions if key in self.regions],
            "addressees": [self.bodies[slug] for slug in plan.bodies], "responsible": self.chamber,
        }  # fmt: skip
        demand = demands.create_demand(
            kind=plan.kind, lead=self.build.partners[plan.bearers[0]], fields=fields, by=self.chamber, origin=origin,
            now=self.noon(days),
        )  # fmt: skip
        self._cite(demand, plan=plan, days=days)
        return demand

    def _cite(self, demand: Demand, *, plan: Plan, days: int) -> None:
        """Choose its figures; one that this house does not tell is left out."""
        for baustein, key, region, year, wording in plan.figures:
            period = (date(year, 1, 1), date(year, 12, 31)) if year else None
            ask = Ask(baustein=baustein, period=period, region=region)
            with suppress(AdvocacyRefused):
                figures.cite(demand, ask=ask, key=key, wording=wording, by=self.chamber, now=self.noon(days))

    def released(self, plan: Plan, *, days: int, origin: str = "") -> Demand:
        """Write it and release it: each chamber by one person, the police by their own."""
        return self.release(self.draft(plan, days=days, origin=origin), days=days)

    def release(self, demand: Demand, *, days: int) -> Demand:
        staff = {"hwk": self.chamber, "ihk": self.other, "pd": self.police}
        version = demands.current(demand)
        for partner in version.bearers.order_by("order"):
            demand = release.sign(demand, by=staff[partner.slug], partner=partner, now=self.noon(days))
        return demand

    def delivered(
        self, demand: Demand, body: str, *, days: int, way: str = "post", text: str = ""
    ) -> Delivery:  # fmt: skip
        """Send or say it; a letter arrives three days later."""
        fields = {"text": text} if text else {}
        delivery = deliveries.create_delivery(
            demand, addressee=self.bodies[body], way=way, letterhead=demand.lead, by=self.chamber, **fields
        )
        arrived = self.day(days + 3) if way == "post" else self.day(days)
        return deliveries.send_delivery(
            delivery, day=self.day(days), arrived=min(arrived, self.today), by=self.chamber, now=self.noon(days + 3)
        )

    def replied(self, delivery: Delivery, summary: str, *, days: int, kind: str = "answer", pasted: str = "") -> Reply:
        """Note what came back; an answer sets the status."""
        fields = {
            "kind": kind, "way": "mail" if pasted else "post", "day": self.day(days), "dated": self.day(days - 2),
            "summary": summary, "reference": "", "sender": "Amtsleitung", "pasted": pasted,
        }  # fmt: skip
        demand = delivery.demand
        demand.refresh_from_db()
        wanted = kind == "answer" and demand.status in {"delivered", "debated"}
        return replies.note_reply(
            demand, delivery=delivery, fields=fields, upload=None, by=self.chamber, now=self.noon(days),
            set_status=wanted,
        )  # fmt: skip

    def promised(
        self, reply: Reply, wording: str, *, days: int, due: int, measure: str, as_status: str = "promised"
    ) -> Commitment:  # fmt: skip
        fields = {
            "addressee": reply.addressee, "who": "Amtsleitung", "wording": wording, "day": self.day(days),
            "due": self.day(due), "measure": measure, "reply": reply, "source": replies.source_of(reply),
            "public": True,
        }  # fmt: skip
        wanted: Any = as_status
        return commitments.note_commitment(
            reply.demand, fields=fields, by=self.chamber, now=self.noon(days), set_status=wanted
        )

    def proven(
        self, demand: Demand, title: str, *, days: int, note: str, file: File[bytes], kind: str = "visit",
        source: str = "Protokoll des Ortstermins", commitment: Commitment | None = None,
    ) -> Evidence:  # fmt: skip
        """Bring evidence by one chamber, check it by the other."""
        fields = {
            "commitment": commitment, "kind": kind, "title": title, "day": self.day(days), "source": source,
            "address": "",
        }  # fmt: skip
        now = self.noon(days)
        found = evidence.bring(demand, fields=fields, upload=file, by=self.chamber, now=now)
        return evidence.check(found, note=note, by=self.other, now=now)

    def moved(self, demand: Demand, to: str, *, days: int, reason: str, source: str, outcome: str = "open") -> None:
        """Change the status by hand."""
        status.change_status(
            demand, status=to, outcome=outcome, reason=reason, source=source, day=self.day(days), by=self.chamber,
            now=self.noon(days),
        )  # fmt: skip


def age(*, now: datetime) -> None:
    """Let everything look as if it had been written down on its day: news and lists are in that order then."""
    for change in StatusChange.objects.select_related("demand"):
        StatusChange.objects.filter(pk=change.pk).update(at=min(stored(change.day, NOON), now))
    Demand.objects.filter(since__isnull=False).update(moved_on=F("since"))
