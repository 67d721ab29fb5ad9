"""Every rule for a registration, checked again when it is made: addresses and forms can be changed by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from werkspur.base.templatetags.werkspur import moment
from werkspur.forums.models import Event, Invitation, Registration
from werkspur.forums.queries import seats
from werkspur.forums.rules.seats import MOST_UNCONFIRMED_A_DAY
from werkspur.forums.services.refusals import RegistrationRefused

State, Via = Registration.State, Registration.Via
#: states that somebody may still act on
ACTIVE = (State.HELD, State.CONFIRMED, State.WAITING, State.OFFERED)


def check_open(event: Event, *, via: str, now: datetime) -> None:
    """Refuse a registration for what is cancelled, not open yet or closed. Raises RegistrationRefused.

    Staff, and guests whom a host invites, may register until it begins; afterwards guests are added at the entrance.
    """
    check_held(event)
    times = seats.window(event)
    if via in (Via.STAFF, Via.INVITED):
        over = now >= event.start
    else:
        over = times.over(now)
        if not times.begun(now) and event.opens_at is not None:
            sentence = _("Die Anmeldung beginnt am %(when)s.") % {"when": moment(event.opens_at)}
            raise RegistrationRefused("soon", sentence)
    if over:
        raise RegistrationRefused("closed", closed_sentence(event, now=now))


def check_held(event: Event) -> None:
    """Refuse anything for an event that does not take place. Raises RegistrationRefused."""
    if event.state == Event.State.CANCELLED:
        raise RegistrationRefused("cancelled", _("Diese Veranstaltung ist abgesagt."))
    if event.state != Event.State.ANNOUNCED:
        raise RegistrationRefused("closed", _("Zu dieser Veranstaltung ist keine Anmeldung möglich."))


def check_begins(event: Event, *, now: datetime) -> None:
    """Refuse anything for an event that is cancelled or has begun. Raises RegistrationRefused."""
    check_held(event)
    if now >= event.start:
        raise RegistrationRefused("closed", closed_sentence(event, now=now))


def closed_sentence(event: Event, *, now: datetime) -> str:
    """Return why nobody can register any more."""
    if event.end <= now:
        return _("Diese Veranstaltung ist vorbei.")
    if event.start <= now:
        return _("Diese Veranstaltung hat begonnen. Kommen Sie vorbei: Am Einlass sehen wir, ob noch Platz ist.")
    return _("Die Anmeldung ist geschlossen. Rufen Sie an, vielleicht ist noch etwas frei.")


def check_party(event: Event, *, people: Sequence[Any], invitation: Invitation | None = None) -> None:
    """Refuse nobody, and more people than one registration may bring. Raises RegistrationRefused."""
    most = invitation.seats if invitation is not None else event.party_most
    if not people:
        raise RegistrationRefused("party", _("Wer kommt? Mindestens ein Name fehlt noch."), field="name_1")
    if len(people) > most:
        sentence = _("Eine Anmeldung ist für höchstens %(most)d Personen.") % {"most": most}
        raise RegistrationRefused("party", sentence, field=f"name_{most + 1}")


def check_company(event: Event, *, company: Any, size: int, without: Registration | None = None) -> None:
    """Refuse more people of one company than one registration may bring. Raises RegistrationRefused."""
    if company is None:
        return
    others = Registration.objects.filter(event=event, company=company, state__in=ACTIVE, invitation=None)
    others = others.exclude(pk=without.pk) if without is not None else others
    there = others.aggregate(sum=Sum("size"))["sum"] or 0
    if there and there + size > event.party_most:
        sentence = _("Ihr Betrieb hat schon %(there)d angemeldet, höchstens %(most)d Personen sind möglich.")
        raise RegistrationRefused("twice", sentence % {"there": there, "most": event.party_most})


def check_fair(mailbox: str, *, now: datetime) -> None:
    """Refuse a mailbox that leaves many registrations without a click. Raises RegistrationRefused."""
    day = now - timedelta(days=1)
    held = Registration.objects.filter(mailbox=mailbox, email_confirmed=False, via=Via.WEB)
    held = held.filter(Q(held_until__gt=day) | Q(waiting_since__gt=day))
    if mailbox and held.count() >= MOST_UNCONFIRMED_A_DAY:
        raise RegistrationRefused("fair", _("Von dieser Adresse kamen heute viele Anmeldungen. Rufen Sie uns an."))


def active_of(event: Event, *, mailbox: str) -> Registration | None:
    """Return what a mailbox already has for an event."""
    if not mailbox:
        return None
    return Registration.objects.filter(event=event, mailbox=mailbox, state__in=ACTIVE).first()


def is_staff(by: Any) -> bool:
    """Say whether somebody acts for a host."""
    return not isinstance(by, str) and by is not None and bool(by.has_role("chamber", "police_advice"))
