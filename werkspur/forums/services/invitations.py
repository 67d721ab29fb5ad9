"""Hosts invite guests by mail, each within the quota of its house; the link registers on seats that are kept back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from werkspur.base.links import digest, new_token
from werkspur.base.mailboxes import mailbox_of
from werkspur.forums.models import Event, Invitation, Quota, Registration
from werkspur.forums.rules.guests import Guest
from werkspur.forums.services import conditions, letters, links, seats
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.journal.services import record
from werkspur.partners.models import Partner

State = Invitation.State
PURPOSE = "forum-invitation"


def set_quota(event: Event, *, partner: Partner, seats_given: int, by: Any) -> Quota | None:
    """Let a host give away so many of the kept seats; 0 takes the quota away.

    Raises:
        RegistrationRefused: more than are kept back, or fewer than its guests have already.
    """
    with transaction.atomic():
        event = seats.lock(event)
        others = event.quotas.exclude(partner=partner).aggregate(sum=Sum("seats"))["sum"] or 0
        given = _taken(event, partner=partner)
        if event.seats is None or others + seats_given > event.reserved:
            sentence = _("Zurückgehalten sind %(reserved)d Plätze, anderen zugesagt %(others)d.")
            raise RegistrationRefused("quota", sentence % {"reserved": event.reserved, "others": others})
        if seats_given < given:
            sentence = _("Eingeladene haben schon %(given)d davon.") % {"given": given}
            raise RegistrationRefused("quota", sentence)
        found = None
        if seats_given:
            found = Quota.objects.update_or_create(event=event, partner=partner, defaults={"seats": seats_given})[0]
        else:
            event.quotas.filter(partner=partner).delete()
        record("forums.quota_changed", by=by, object=event, details={"partner": partner.slug, "seats": seats_given})
    return found


def invite(event: Event, *, partner: Partner, guests: Sequence[Guest], by: Any, now: datetime) -> tuple[int, int]:
    """Write to guests of a host, each mailbox once per event, whoever has invited it.

    Returns:
        how many letters went out, and how many were invited or registered before.

    Raises:
        RegistrationRefused: the event is not announced, or over.
    """
    with transaction.atomic():
        event = seats.lock(event)
        conditions.check_open(event, via=Registration.Via.STAFF, now=now)
        asked = event.invitations.exclude(mailbox="").exclude(state=State.WITHDRAWN)
        known = set(asked.values_list("mailbox", flat=True))
        known |= set(event.registrations.filter(state__in=conditions.ACTIVE).values_list("mailbox", flat=True))
        fresh = [guest for guest in guests if mailbox_of(guest.email) not in known]
        again = [mailbox_of(guest.email) for guest in fresh]
        event.invitations.filter(state=State.WITHDRAWN, mailbox__in=again).delete()
        for guest in fresh:
            token = new_token()
            one = Invitation.objects.create(
                event=event, partner=partner, email=guest.email, mailbox=mailbox_of(guest.email), seats=guest.seats,
                company_name=guest.company_name, digest=digest(token, purpose=PURPOSE),
            )  # fmt: skip
            _write(one, event=event, token=token)
        if fresh:
            record("forums.invitation_sent", by=by, object=event, details={"count": len(fresh), "host": partner.slug})
    return len(fresh), len(guests) - len(fresh)


def invite_again(invitation: Invitation, *, by: Any, now: datetime) -> None:
    """Write once more with a new link; the old one dies. Raises RegistrationRefused: answered, withdrawn or over."""
    with transaction.atomic():
        event = seats.lock(invitation.event)
        one = Invitation.objects.select_related("partner").get(pk=invitation.pk)
        conditions.check_open(event, via=Registration.Via.STAFF, now=now)
        if one.state != State.SENT:
            raise RegistrationRefused("state", _("Diese Einladung ist beantwortet oder zurückgezogen."))
        token = new_token()
        one.digest = digest(token, purpose=PURPOSE)
        one.save()
        _write(one, event=event, token=token)
        record("forums.invitation_sent", by=by, object=one)


def find_invitation(token: str) -> Invitation:
    """Return the invitation of a link. Raises RegistrationRefused, with the same sentence for wrong and withdrawn."""
    rows = Invitation.objects.select_related("event__kind", "event__venue", "event__room", "partner")
    one = rows.filter(digest=digest(token[:200], purpose=PURPOSE)).exclude(state=State.WITHDRAWN).first()
    if one is None:
        raise RegistrationRefused("link", links.dead())
    return one


def decline(token: str) -> Invitation:
    """Say no; whoever changes their mind uses the same link. Raises RegistrationRefused."""
    with transaction.atomic():
        event = seats.lock(find_invitation(token).event)
        one = find_invitation(token)
        one.event = event
        if one.state == State.SENT:
            one.state = State.DECLINED
            one.save()
            record("forums.invitation_declined", by="public", object=one)
    return one


def withdraw_invitation(invitation: Invitation, *, by: Any) -> None:
    """Take an invitation back: its link dies. Raises RegistrationRefused: the guest has registered."""
    with transaction.atomic():
        seats.lock(invitation.event)
        one = Invitation.objects.get(pk=invitation.pk)
        if one.registrations.filter(state__in=conditions.ACTIVE).exists():
            raise RegistrationRefused("state", _("Dieser Gast ist angemeldet. Sagen Sie seine Anmeldung ab."))
        if one.state != State.WITHDRAWN:
            one.state = State.WITHDRAWN
            one.save()
            record("forums.invitation_withdrawn", by=by, object=one)


def _taken(event: Event, *, partner: Partner) -> int:
    """Kept seats that guests of a host have."""
    rows = event.registrations.filter(reserved=True, invitation__partner=partner, state__in=conditions.ACTIVE)
    found: int = rows.aggregate(sum=Sum("size"))["sum"] or 0
    return found


def _write(one: Invitation, *, event: Event, token: str) -> None:
    words = letters.event_values(event) | {"host": one.partner.name, "people": letters.people(one.seats)}
    letters.write_letter(
        "invited", to=one.email, kind=event.kind, values=words,
        link=letters.link_of("invited", event=event, token=token),
    )  # fmt: skip
