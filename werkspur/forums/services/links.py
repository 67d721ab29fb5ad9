"""Links of registrations: issued once, found by digest, dead when over. Wrong and expired get the same answer."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from werkspur.base.links import digest, new_token
from werkspur.forums.models import Registration, RegistrationLink
from werkspur.forums.rules.seats import LINK_AFTER
from werkspur.forums.services.refusals import RegistrationRefused

Purpose = RegistrationLink.Purpose
CONFIRM, MANAGE, ACCEPT, FEEDBACK = Purpose.CONFIRM, Purpose.MANAGE, Purpose.ACCEPT, Purpose.FEEDBACK


def dead() -> str:
    """Return the one sentence for every link that does not open anything."""
    return _("Dieser Link gilt nicht mehr. Melden Sie sich neu an, oder rufen Sie uns an.")


def issue(registration: Registration, *, purpose: str, until: datetime, keep: bool = False) -> str:
    """Make a link and return its token; older links of the same purpose die unless they are kept."""
    if not keep:
        RegistrationLink.objects.filter(registration=registration, purpose=purpose, used_at=None).delete()
    token = new_token()
    RegistrationLink.objects.create(
        registration=registration, purpose=purpose, digest=digest(token, purpose=f"forum-{purpose}"), expires_at=until
    )
    return token


def manage(registration: Registration) -> str:
    """Make one more link to look at a registration, change it and give it back; those of older letters go on working.

    It works longer than the event, for materials and the certificate, and so also when the event is put off.
    """
    return issue(registration, purpose=MANAGE, until=registration.event.end + LINK_AFTER, keep=True)


def find(token: str, *, purpose: str, now: datetime) -> RegistrationLink:
    """Return the link of a token. Raises RegistrationRefused, with the same sentence for a wrong and an expired one."""
    digested = digest(token[:200], purpose=f"forum-{purpose}")
    link = RegistrationLink.objects.filter(digest=digested, expires_at__gt=now).first()
    if link is None:
        raise RegistrationRefused("link", dead())
    return link


def use(link: RegistrationLink, *, now: datetime) -> None:
    """Note that a link has done what it is for."""
    RegistrationLink.objects.filter(pk=link.pk).update(used_at=now)


def end(registration: Registration, *, now: datetime, purpose: str = "") -> None:
    """Let the links of a registration die, all or those of one purpose."""
    found = RegistrationLink.objects.filter(registration=registration, expires_at__gt=now)
    (found.filter(purpose=purpose) if purpose else found).update(expires_at=now)
