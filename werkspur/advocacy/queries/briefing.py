"""What to know before the next meeting with a body: what we asked, what was answered, what is due, which figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from werkspur.advocacy.models import Addressee, Contact, Delivery, Demand, Reply, Session
from werkspur.advocacy.queries import contacts, sessions
from werkspur.advocacy.queries.addressees import Owed, demands_for, owing_whole, parts_of
from werkspur.advocacy.queries.figures import Cited, cited
from werkspur.advocacy.rules.states import Status
from werkspur.base.calendar.wallclock import day_of

#: what nobody talks about in the meeting any more
OVER = {Status.DRAFT.value, Status.RESTING.value}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A demand to this body. delivered: the last day it was delivered; reply: the latest one of this body."""

    demand: Demand
    delivered: date | None
    reply: Reply | None
    owed: tuple[Owed, ...]
    figures: tuple[Cited, ...]


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """All that the page may show, the most urgent first. occasion: the next session or appointment, if there is one."""

    addressee: Addressee
    now: datetime
    occasion: Session | Contact | None
    officeholders: list[str]
    asked: list[Asked]
    owed: list[tuple[Addressee, Owed]]
    contacts: list[Contact]


def briefing_of(addressee: Addressee, *, person: Any, now: datetime) -> Briefing:
    """Return what a person of a chamber should know about a body and its parts."""
    today = day_of(now)
    whole = parts_of(addressee)
    owed = owing_whole(whole, today=today)
    demands = [one for one in demands_for(whole) if one.released and one.status not in OVER]
    asked = [_asked(one, whole=whole, owed=[row for _who, row in owed if row.demand == one]) for one in demands]
    return Briefing(
        addressee=addressee, now=now, occasion=_occasion(whole, person=person, now=now),
        officeholders=[str(one) for one in addressee.officeholders.valid_on(today)],
        asked=sorted(asked, key=_urgency), owed=owed, contacts=contacts.last_with(whole, person=person, now=now),
    )  # fmt: skip


def _asked(demand: Demand, *, whole: list[Addressee], owed: list[Owed]) -> Asked:
    sent = demand.deliveries.filter(addressee__in=whole, state=Delivery.State.SENT)
    return Asked(
        demand=demand,
        delivered=sent.order_by("-day").values_list("day", flat=True).first(),
        reply=demand.replies.filter(addressee__in=whole).order_by("-day", "-pk").first(),
        owed=tuple(owed),
        figures=tuple(cited(demand, version=demand.released)),
    )


def _urgency(asked: Asked) -> tuple[bool, date, int]:
    """First what is due, the earliest before the others; then the newest demands."""
    due = min((one.due for one in asked.owed if one.due), default=date.max)
    return (not asked.owed, due, -asked.demand.pk)


def _occasion(whole: list[Addressee], *, person: Any, now: datetime) -> Session | Contact | None:
    both = [sessions.next_of(whole, now=now), contacts.next_with(whole, person=person, now=now)]
    return min((one for one in both if one is not None), key=lambda one: one.start, default=None)
