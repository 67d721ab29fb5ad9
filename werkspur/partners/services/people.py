"""What somebody does with their own account, and what is deleted when its time is over."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import transaction

from werkspur.journal.services import record
from werkspur.partners.models import Invitation, Person


@transaction.atomic
def rename(person: Person, *, name: str, by: Person) -> Person:
    """Change the name others see."""
    if person.name != name:
        person.name = name
        person.save(update_fields=["name"])
        record("partners.person_renamed", by=by, object=person)
    return person


@transaction.atomic
def erase(person: Person, *, by: Person | str) -> Person:
    """Make a person unrecognisable: no name, no address, no role, no way in. The row stays for what refers to it."""
    address = person.email
    Invitation.objects.filter(email__iexact=address).delete()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    AccessAttempt.objects.filter(username__iexact=address).delete()
    person.roles.all().delete()
    person.email, person.name, person.is_active = f"geloescht-{person.pk}@werkspur.invalid", "", False
    person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.save()
    person.forget_roles()
    record("partners.person_erased", by=by, object=person)
    return person


@transaction.atomic
def open_administration(person: Person, *, allowed: bool, by: Person | str) -> Person:
    """Let somebody into the administration pages, or no longer."""
    person.is_staff = person.is_superuser = allowed
    person.save(update_fields=["is_staff", "is_superuser"])
    record("partners.administration_opened" if allowed else "partners.administration_closed", by=by, object=person)
    return person


def forget_invitations(before: date) -> int:
    """Delete invitations that ended before that day; answers how many."""
    return Invitation.objects.filter(expires_at__date__lt=before).delete()[0]


def forget_attempts(before: date) -> int:
    """Delete failed sign-ins before that day; answers how many."""
    return int(AccessAttempt.objects.filter(attempt_time__date__lt=before).delete()[0])


def forget_unconfirmed(before: date) -> int:
    """Delete accounts made before that day whose address was never confirmed and that hold no role."""
    people = Person.objects.filter(date_joined__date__lt=before, roles__isnull=True, is_staff=False, is_active=True)
    unconfirmed = people.exclude(emailaddress__verified=True)
    number = unconfirmed.count()
    unconfirmed.delete()
    return number


def forget_sessions(before: date) -> int:
    """Delete sessions that ended before that day, with the network address and browser noted for them."""
    ended = Session.objects.filter(expire_date__date__lt=before).delete()[0]
    left = UserSession.objects.filter(last_seen_at__date__lt=before)
    left.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended
