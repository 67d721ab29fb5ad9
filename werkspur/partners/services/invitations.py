"""Inviting people by link, taking them in, removing them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from werkspur.base import limits
from werkspur.journal.services import record
from werkspur.partners.errors import (
    AlreadyInside,
    InvitationOver,
    LastOwner,
    NotAllowed,
    OtherAddress,
    TooManyInvitations,
)
from werkspur.partners.models import Company, Invitation, Partner, Person, Role
from werkspur.partners.services import letters

VALID_FOR = timedelta(days=14)
TOKEN_BYTES = 32
MOST_AN_HOUR = 20


@transaction.atomic
def invite_colleague(company: Company, *, email: str, kind: str, by: Person) -> Invitation:
    """Invite somebody into a company; the link goes to that address only, so that it proves the mailbox.

    Raises:
        NotAllowed: `by` does not lead the company, or `kind` is no role in a company.
        AlreadyInside: the address belongs to a colleague.
        TooManyInvitations: more than `MOST_AN_HOUR`; anybody can sign up a company, and no letters shall be spread so.
    """
    if not by.owns(company) or kind not in Role.COMPANY:
        raise NotAllowed
    if not limits.allow(f"invite:{company.pk}", limit=MOST_AN_HOUR, seconds=3600):
        raise TooManyInvitations
    if company.roles.current().filter(person__email__iexact=email).exists():
        raise AlreadyInside
    invitation, token = _invite(email, kind=kind, company=company, partner=None, by=by)
    letters.invited(invitation, token=token)
    return invitation


@transaction.atomic
def invite_staff(email: str, *, kind: str, partner: Partner | None, by: Any) -> str:
    """Invite somebody into a partner's staff; answers the token, for the operator's command.

    Raises:
        NotAllowed: role and partner do not fit.
        AlreadyInside: the person holds this role.
    """
    if not fits(kind, partner=partner):
        raise NotAllowed
    if Role.objects.current().filter(person__email__iexact=email, kind=kind, partner=partner).exists():
        raise AlreadyInside
    invitation, token = _invite(email, kind=kind, company=None, partner=partner, by=by)
    letters.invited(invitation, token=token)
    return token


def fits(kind: str, *, partner: Partner | None) -> bool:
    """Whether a role can be held for this partner: chamber staff at chambers, police at the police."""
    if kind == Role.Kind.CHAMBER:
        return partner is not None and partner.is_chamber
    if kind in {Role.Kind.POLICE_TRACING, Role.Kind.POLICE_ADVICE}:
        return partner is not None and partner.kind == Partner.Kind.POLICE
    return kind in {Role.Kind.DATA_PROTECTION, Role.Kind.OPERATOR}


def _invite(
    email: str, *, kind: str, company: Company | None, partner: Partner | None, by: Any
) -> tuple[Invitation, str]:
    """A new invitation and its token; an earlier open one for the same place ends."""
    email, token, now = email.strip().lower(), secrets.token_urlsafe(TOKEN_BYTES), timezone.now()
    earlier = Invitation.objects.open().filter(email=email, company=company, partner=partner, kind=kind)
    earlier.update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        email=email,
        kind=kind,
        company=company,
        partner=partner,
        token_hash=digest(token),
        invited_by=by if isinstance(by, Person) else None,
        expires_at=now + VALID_FOR,
    )
    record("partners.person_invited", by=by, object=invitation, company=company, details={"role": kind})
    return invitation, token


def digest(token: str) -> str:
    """What is stored of a token: its SHA-256, hexadecimal. The token has 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_invitation(token: str) -> Invitation:
    """The open invitation behind a link.

    Raises:
        InvitationOver: unknown, used, withdrawn or expired; the answer is the same for all.
    """
    found = Invitation.objects.open().filter(token_hash=digest(token)).select_related("company", "partner").first()
    if found is None or (found.company and found.company.state == Company.State.CLOSED):
        raise InvitationOver
    return found


@transaction.atomic
def accept_invitation(token: str, *, by: Person) -> Role:
    """Take the offered role. A second click answers InvitationOver, never a second role.

    Raises:
        InvitationOver: see `find_invitation`.
        OtherAddress: `by` signs in with another address.
    """
    Invitation.objects.select_for_update().filter(token_hash=digest(token)).first()
    invitation = find_invitation(token)
    if invitation.email != by.email.lower():
        raise OtherAddress
    role, _new = Role.objects.get_or_create(
        person=by, kind=invitation.kind, company=invitation.company, partner=invitation.partner, valid_to=None
    )
    invitation.accepted_at = timezone.now()
    invitation.save()
    by.forget_roles()
    record(
        "partners.invitation_accepted", by=by, object=invitation, company=invitation.company,
        details={"role": invitation.kind},
    )  # fmt: skip
    return role


@transaction.atomic
def register_invited(token: str, *, name: str, password: str) -> Person:
    """Make an account for the invited address, confirmed because the link went there, and accept.

    Raises:
        InvitationOver: see `find_invitation`, or somebody has an account with this address.
    """
    invitation = find_invitation(token)
    if Person.objects.filter(email__iexact=invitation.email).exists():
        raise InvitationOver
    person = Person.objects.create_user(invitation.email, password, name=name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    record("partners.person_registered", by=person, object=person)
    accept_invitation(token, by=person)
    return person


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person) -> Invitation:
    """Make a link worthless.

    Raises:
        NotAllowed: `by` does not lead the company.
        InvitationOver: it was used or withdrawn before.
    """
    if invitation.company is None or not by.owns(invitation.company):
        raise NotAllowed
    if not Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        raise InvitationOver
    record("partners.invitation_withdrawn", by=by, object=invitation, company=invitation.company)
    return invitation


@transaction.atomic
def remove_colleague(role: Role, *, by: Person) -> None:
    """End a role in a company at once. The journal keeps that it was held.

    Raises:
        NotAllowed: `by` does not lead the company.
        LastOwner: nobody would lead it any more.
    """
    company = role.company
    if company is None or not (by.owns(company) or role.person_id == by.pk):
        raise NotAllowed
    Company.objects.select_for_update().get(pk=company.pk)
    owners = company.roles.current().filter(kind=Role.Kind.COMPANY_OWNER)
    if role.kind == Role.Kind.COMPANY_OWNER and not owners.exclude(pk=role.pk).exists():
        raise LastOwner
    record("partners.role_ended", by=by, object=role.person, company=company, details={"role": role.kind})
    role.delete()
    by.forget_roles()


@transaction.atomic
def grant(person: Person, *, kind: str, partner: Partner | None, by: Any) -> Role:
    """Give a partner's role to somebody.

    Raises:
        NotAllowed: role and partner do not fit.
    """
    if not fits(kind, partner=partner):
        raise NotAllowed
    role, new = Role.objects.get_or_create(person=person, kind=kind, company=None, partner=partner, valid_to=None)
    person.forget_roles()
    if new:
        record("partners.role_granted", by=by, object=person, details={"role": kind})
    return role


@transaction.atomic
def revoke(person: Person, *, kind: str, by: Any) -> int:
    """Take a partner's role from somebody; answers how many ended."""
    ended, _rows = person.roles.filter(kind=kind, company=None).delete()
    person.forget_roles()
    if ended:
        record("partners.role_ended", by=by, object=person, details={"role": kind})
    return ended
