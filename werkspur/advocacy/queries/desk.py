"""What stands at the desk of the chambers: due, owed, still, coming, waiting for a signature."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from werkspur.advocacy.models import Addressee, Delivery, Demand, Session
from werkspur.advocacy.queries import due
from werkspur.advocacy.queries.addressees import Owed, owing_of
from werkspur.base.calendar.wallclock import day_of

#: sessions looked ahead, days
AHEAD = timedelta(days=42)
MOST = 8


@dataclass(frozen=True, kw_only=True)
class Debtor:
    """An addressee who owes something: how much, how much of it is over, and the earliest day."""

    addressee: Addressee
    owed: list[Owed]

    @property
    def over(self) -> int:
        return sum(one.overdue for one in self.owed)

    @property
    def earliest(self) -> date | None:
        return min((one.due for one in self.owed if one.due is not None), default=None)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything that a chamber looks at on a Monday morning."""

    over: list[due.DueThing]
    week: list[due.DueThing]
    debtors: list[Debtor]
    still: list[Demand]
    sessions: list[Session]
    signing: list[Demand]
    unsent: list[Delivery]
    ready: list[Demand] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any((self.over, self.week, self.signing, self.unsent, self.ready))


def desk(person: Any, *, now: datetime, everybody: bool) -> Desk:
    """Return the desk of a person's chamber, or of both chambers."""
    today = day_of(now)
    demands = Demand.objects.all() if everybody else Demand.objects.kept_by(person)
    things = due.due_things(person, today=today, everybody=everybody)
    return Desk(
        over=[one for one in things if one.is_over],
        week=[one for one in things if not one.is_over],
        debtors=_debtors(demands, today=today),
        still=list(due.still(demands, today=today)[:MOST]),
        sessions=_sessions(now=now),
        signing=list(signing(demands)),
        unsent=_unsent(demands),
        ready=_ready(demands),
    )


def signing(demands: QuerySet[Demand]) -> QuerySet[Demand]:
    """Return the demands whose draft somebody has signed and that still lack a signature."""
    signed = demands.annotate(signed=Count("current__signatures", distinct=True)).filter(signed__gt=0)
    return signed.filter(current__released_at__isnull=True).select_related("current", "lead", "released").order_by("id")


def _debtors(demands: QuerySet[Demand], *, today: date) -> list[Debtor]:
    """Who owes our chamber something; the longest overdue first."""
    ours = set(demands.order_by().values_list("pk", flat=True))
    bodies = Addressee.objects.filter(
        deliveries__demand__in=demands.order_by().values("pk")
    ) | Addressee.objects.filter(commitments__demand__in=demands.order_by().values("pk"))
    known = {one.pk: one for one in bodies.distinct()}
    owed = owing_of(known.values(), today=today)
    rows = [
        Debtor(addressee=known[key], owed=mine)
        for key, every in owed.items()
        if (mine := [one for one in every if one.demand.pk in ours])
    ]
    return sorted(rows, key=lambda row: (row.earliest or date.max, row.addressee.sort_key))


def _sessions(*, now: datetime) -> list[Session]:
    """The next sessions of all addressees, at least those of six weeks."""
    rows = Session.objects.coming(now).filter(cancelled=False, start__lt=now + AHEAD)
    return list(rows.select_related("addressee").prefetch_related("demands__released", "demands__current")[:MOST])


def _unsent(demands: QuerySet[Demand]) -> list[Delivery]:
    rows = Delivery.objects.filter(demand__in=demands.order_by().values("pk"), state=Delivery.State.DRAFT)
    return list(rows.select_related("demand__released", "demand__current", "addressee").order_by("created_at")[:MOST])


def _ready(demands: QuerySet[Demand]) -> list[Demand]:
    """Released, and nobody has prepared a delivery yet."""
    rows = demands.filter(status="released", deliveries__isnull=True)
    return list(rows.select_related("released", "lead").order_by("released_on")[:MOST])
