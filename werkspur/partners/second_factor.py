"""Whether somebody has, and needs, a second factor: an authenticator app or a passkey."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings

from werkspur.partners.models import Person

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_set_up(person: Person) -> bool:
    """Whether `person` has a second factor; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=person, type__in=KINDS).exists())


def is_missing(person: Person) -> bool:
    """Whether `person` must have a second factor and has none yet."""
    return person.needs_second_factor and not is_set_up(person)


def is_demanded(person: Person) -> bool:
    """Whether `person` gets no further without a second factor; demonstration mode demands none."""
    return not settings.DEMO and is_missing(person)
