"""Changing and giving back a registration; what becomes free goes to those who wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.mailboxes import mailbox_of
from werkspur.forums.models import Registration
from werkspur.forums.queries import seats as told
from werkspur.forums.services import conditions, entering, links, mailings, offers, seating, seats
from werkspur.forums.services.letters import send_letter
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.journal.services import record

State = Registration.State
#: what may be changed of a registration besides its people
CHANGEABLE = ("company_name", "trade", "region", "phone", "online", "access_needs", "language", "answers")


def change_registration(
    registration: Registration, *, people: Sequence[dict[str, str]], details: dict[str, Any], by: Any,
    reason: str = "", now: datetime | None = None,
) -> Registration:  # fmt: skip
    """Change who comes and what they need. Fewer people give their seats to those who wait.

    Args:
        people: name and function of each, all of them.
        details: of CHANGEABLE; staff also email.
        reason: stands in the letter when staff changes the number of people.

    Raises:
        RegistrationRefused: not enough seats for more people, too late, or no longer registered; then all stays as it
            was.
    """
    now = now or timezone.now()
    with transaction.atomic():
        event = seats.lock(registration.event)
        jumps = offers.settle(event, now=now)
        one = Registration.objects.select_related("company", "invitation").get(pk=registration.pk)
        one.event, staff = event, conditions.is_staff(by)
        _must_be_changeable(one, staff=staff, now=now)
        conditions.check_party(event, people=people, invitation=one.invitation)
        if not staff:
            conditions.check_company(event, company=one.company, size=len(people), without=one)
        before = (one.size, seating.needs_seat(one))
        _take_over(one, details, staff=staff, now=now)
        one.size = len(people)
        if one.state != State.WAITING:
            _check_more(one, before=before, staff=staff, now=now)
        if one.size != before[0]:
            sizes = _("Personen: %(before)d, jetzt %(after)d") % {"before": before[0], "after": one.size}
            offers.note(one, "changed", now=now, reason=sizes)
        one.save()
        entering.bring(one, people)
        _tell(one, resized=one.size != before[0], staff=staff, reason=reason)
        jumps += offers.settle(event, now=now)
        offers.tell(jumps)
        record("forums.registration_changed", by=by, object=one, company=one.company, reason=reason)
    return one


def withdraw(
    registration: Registration, *, by: Any, reason: str = "", now: datetime | None = None
) -> Registration:  # fmt: skip
    """Give a registration back or take it from somebody; its seats go to those who wait. Twice changes nothing.

    Raises RegistrationRefused: the event has begun.
    """
    now = now or timezone.now()
    with transaction.atomic():
        event = seats.lock(registration.event)
        jumps = offers.settle(event, now=now)
        one = Registration.objects.select_related("company", "invitation").get(pk=registration.pk)
        one.event, staff = event, conditions.is_staff(by)
        if one.state not in conditions.ACTIVE:
            offers.tell(jumps)
            return one
        if now >= event.start and not staff:
            raise RegistrationRefused("state", conditions.closed_sentence(event, now=now))
        one.state, one.withdrawn_at = State.WITHDRAWN, now
        one.withdrawn_by = Registration.By.STAFF if staff else Registration.By.GUEST
        offers.note(one, "withdrawn", now=now, reason=reason)
        one.save()
        links.end(one, now=now)
        mailings.take_back(one)
        if one.email_confirmed:
            send_letter("withdrawn", registration=one, values={"reason": reason if staff else ""})
        jumps += offers.settle(event, now=now)
        offers.tell(jumps)
        record("forums.registration_withdrawn", by=by, object=one, company=one.company, reason=reason)
    return one


def _must_be_changeable(one: Registration, *, staff: bool, now: datetime) -> None:
    conditions.check_held(one.event)
    if one.state not in conditions.ACTIVE:
        sentence = _("Diese Anmeldung ist %(state)s. Daran lässt sich nichts mehr ändern.")
        raise RegistrationRefused("state", sentence % {"state": one.get_state_display()})
    if now >= (one.event.end if staff else one.event.start):
        raise RegistrationRefused("closed", conditions.closed_sentence(one.event, now=now))


def _take_over(one: Registration, details: dict[str, Any], *, staff: bool, now: datetime) -> None:
    """Write the new words; letters to an address that was wrong open nothing any more."""
    for name in CHANGEABLE:
        if name in details:
            setattr(one, name, details[name])
    if staff and "email" in details and details["email"] != one.email:
        mailbox = mailbox_of(details["email"]) if details["email"] else ""
        other = conditions.active_of(one.event, mailbox=mailbox)
        if other is not None and other.pk != one.pk:
            sentence = _("Mit dieser E-Mail-Adresse ist schon jemand angemeldet.")
            raise RegistrationRefused("twice", sentence, field="email")
        one.email, one.mailbox = details["email"], mailbox
        links.end(one, now=now)


def _check_more(one: Registration, *, before: tuple[int, bool], staff: bool, now: datetime) -> None:
    """Refuse more people than there are seats. Staff may take what is kept free for the head of the queue."""
    size, needed = before
    if one.event.seats is None or not seating.needs_seat(one) or (needed and one.size <= size):
        return
    if one.reserved:
        enough = seating.has_kept(one.event, size=one.size, invitation=one.invitation, now=now, without=one)
    elif staff:
        free = told.pool(one.event, now=now, without=one).free
        enough = free is None or one.size <= free
    else:
        free = told.pool(one.event, now=now).free
        waits = told.left(one.event, now=now) == 0
        enough = free is None or (not waits and one.size - (size if needed else 0) <= free)
    if not enough:
        sentence = _("Für %(size)d Personen sind nicht genug Plätze frei. Ihre Anmeldung bleibt, wie sie ist.")
        raise RegistrationRefused("full", sentence % {"size": one.size}, field=f"name_{one.size}")


def _tell(one: Registration, *, resized: bool, staff: bool, reason: str) -> None:
    """Write to who is sure to come; with one more link, while those of older letters go on working."""
    if one.state != State.CONFIRMED:
        return
    token = links.manage(one)
    if staff and resized:
        send_letter("seats_changed", registration=one, token=token, values={"reason": reason})
    else:
        send_letter("changed", registration=one, token=token)
