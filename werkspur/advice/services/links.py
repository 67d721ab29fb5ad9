"""Links of bookings: issued once, found by digest, dead when used or over. Wrong and expired get the same answer."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, BookingLink, WaitingEntry
from werkspur.advice.services.refusals import BookingRefused
from werkspur.base.links import digest, new_token

CONFIRM, MANAGE, ACCEPT = BookingLink.Purpose.CONFIRM, BookingLink.Purpose.MANAGE, BookingLink.Purpose.ACCEPT


def dead() -> str:
    """Return the one sentence for every link that does not open anything."""
    return _("Dieser Link gilt nicht mehr. Buchen Sie einen neuen Termin, oder rufen Sie uns an.")


def issue(booking: Booking, *, purpose: str, until: datetime, keep: bool = False) -> str:
    """Make a link and return its token; older links of the same purpose die unless they are kept."""
    if not keep:
        BookingLink.objects.filter(booking=booking, purpose=purpose, used_at=None).delete()
    token = new_token()
    BookingLink.objects.create(
        booking=booking, purpose=purpose, digest=digest(token, purpose=purpose), expires_at=until
    )
    return token


def issue_waiting(entry: WaitingEntry, *, purpose: str, until: datetime) -> str:
    """Make a link for somebody who waits and return its token; older ones of the same purpose die."""
    BookingLink.objects.filter(waiting=entry, purpose=purpose).delete()
    token = new_token()
    BookingLink.objects.create(
        waiting=entry, purpose=purpose, digest=digest(token, purpose=f"waiting-{purpose}"), expires_at=until
    )
    return token


def find_waiting(token: str, *, purpose: str, now: datetime) -> BookingLink:
    """Return the link of somebody who waits. Raises BookingRefused, with the same sentence for wrong and expired."""
    digested = digest(token[:200], purpose=f"waiting-{purpose}")
    link = BookingLink.objects.filter(digest=digested, waiting__isnull=False, expires_at__gt=now).first()
    if link is None:
        raise BookingRefused("link", dead())
    return link


def find(token: str, *, purpose: str, now: datetime) -> BookingLink:
    """Return the link of a token. Raises BookingRefused, with the same sentence for a wrong and an expired one."""
    link = BookingLink.objects.filter(
        digest=digest(token[:200], purpose=purpose), booking__isnull=False, expires_at__gt=now
    ).first()
    if link is None:
        raise BookingRefused("link", dead())
    return link


def use(link: BookingLink, *, now: datetime) -> None:
    """Note that a link has done what it is for."""
    BookingLink.objects.filter(pk=link.pk).update(used_at=now)


def prolong(booking: Booking, *, until: datetime) -> None:
    """Let the link to change a booking live until its new time."""
    BookingLink.objects.filter(booking=booking, purpose=MANAGE).update(expires_at=until)


def end(booking: Booking, *, now: datetime) -> None:
    """Let all links of a booking die."""
    BookingLink.objects.filter(booking=booking, expires_at__gt=now).update(expires_at=now)
