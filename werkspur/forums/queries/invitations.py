"""What each host has of the seats that are kept back: given to it, taken by its guests, invited but not answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from werkspur.forums.models import Event, Invitation
from werkspur.forums.queries.seats import counted
from werkspur.partners.models import Partner


@dataclass(frozen=True, kw_only=True)
class Share:
    """One row. partner None: kept seats that no host has, for what staff enters. asked: seats of open invitations."""

    partner: Partner | None
    given: int
    taken: int
    asked: int = 0

    @property
    def left(self) -> int:
        """How many of them are free."""
        return max(self.given - self.taken, 0)

    @property
    def too_many(self) -> bool:
        """Whether more are invited than can have a kept seat; the last of them would find it gone."""
        return self.asked > self.left


def shares(event: Event, *, now: datetime) -> list[Share]:
    """Return how the kept seats are shared out, a row for each host and one for the rest."""
    kept = counted(event).taking(now).filter(reserved=True)
    sent = event.invitations.filter(state=Invitation.State.SENT)
    given = {one.partner_id: one.seats for one in event.quotas.all()}
    found = []
    for host in event.hosts.order_by("order", "pk"):
        taken = _sum(kept.filter(invitation__partner=host), "size") if host.pk in given else 0
        asked = _sum(sent.filter(partner=host), "seats")
        found.append(Share(partner=host, given=given.get(host.pk, 0), taken=taken, asked=asked))
    rest = kept.filter(Q(invitation=None) | ~Q(invitation__partner__in=given))
    return [*found, Share(partner=None, given=event.reserved - sum(given.values()), taken=_sum(rest, "size"))]


def _sum(rows: Any, column: str) -> int:
    found: int = rows.aggregate(sum=Sum(column))["sum"] or 0
    return found
