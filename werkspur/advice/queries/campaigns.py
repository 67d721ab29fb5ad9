"""Campaigns: how many companies they reach, who was invited, who booked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.advice.models import Booking, Campaign, CampaignInvitation, InvitationRefusal
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.queries.areas import within
from werkspur.advice.rules.telling import K
from werkspur.partners.models import Company, Partner, Region, Role, Trade

#: bookings that count as an answer to an invitation
BOOKED = (BookingState.REQUESTED, BookingState.CONFIRMED, BookingState.DONE, BookingState.MISSED)
#: the police are told numbers in steps, so that two of them subtracted tell of nobody
STEP = 5


def partner_of(person: Any) -> Partner | None:
    """Return the partner for whom this person invites: their chamber, else their police."""
    roles = [one for one in person.current_roles if one.kind in (Role.Kind.CHAMBER, Role.Kind.POLICE_ADVICE)]
    roles.sort(key=lambda one: one.kind != Role.Kind.CHAMBER)
    return roles[0].partner if roles else None


def addressed(*, partner: Partner, trade: Trade | None = None, region: Region | None = None) -> QuerySet[Company]:
    """Return the companies that an invitation would reach: confirmed, with an address, not against it.

    A chamber reaches its own members, the police all that take part.
    """
    owners = Role.objects.current().filter(company=OuterRef("pk"), kind=Role.Kind.COMPANY_OWNER, person__is_active=True)
    refused = InvitationRefusal.objects.filter(company=OuterRef("pk"))
    found = Company.objects.filter(~Q(email="") | Exists(owners), ~Exists(refused), state=Company.State.VERIFIED)
    if partner.is_chamber:
        found = found.filter(chamber=partner)
    if trade is not None:
        found = found.filter(trade=trade)
    if region is not None:
        found = found.filter(region__in=within(region))
    return found


def to_invite(campaign: Campaign) -> QuerySet[Company]:
    """Return whom the next waves reach, those that take part the longest first."""
    there = addressed(partner=campaign.partner, trade=campaign.trade, region=campaign.region)
    invited = CampaignInvitation.objects.filter(campaign=campaign, company=OuterRef("pk"))
    return there.filter(~Exists(invited)).order_by("verified_at", "pk")


def number(count: int, *, partner: Partner) -> str:
    """Return how many companies, in words: exact for a chamber that knows its members, in steps for the police."""
    if partner.is_chamber:
        return ngettext("%(count)d Betrieb", "%(count)d Betriebe", count) % {"count": count}
    if count < K:
        return _("weniger als 5 Betriebe")
    return _("rund %(count)d Betriebe") % {"count": STEP * round(count / STEP)}


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """How far a campaign came. invited and left are words (`number`)."""

    invited: str
    left: str
    booked: int
    came: int
    waves: int
    any_left: bool


def funnel(campaign: Campaign) -> Funnel:
    """Return the numbers of a campaign as the partner whose it is may read them."""
    partner = campaign.partner
    rows = list(campaign.invitations.values_list("wave", "booking__state"))
    states = [state for _wave, state in rows]
    left = to_invite(campaign).count()
    return Funnel(
        invited=number(len(rows), partner=partner),
        left=number(left, partner=partner),
        booked=sum(state in BOOKED for state in states),
        came=states.count(BookingState.DONE),
        waves=max((wave for wave, _state in rows), default=0),
        any_left=left > 0,
    )


def invited(campaign: Campaign, *, person: Any) -> QuerySet[CampaignInvitation]:
    """Return the invitations that this person may read by name: own members, and whoever booked."""
    own = Company.objects.visible_to(person)
    bookings = Booking.objects.visible_to(person).filter(state__in=BOOKED)
    rows = CampaignInvitation.objects.filter(campaign=campaign).filter(Q(company__in=own) | Q(booking__in=bookings))
    return rows.select_related("company", "booking__slot").order_by("wave", "company__sort_key", "pk")
