"""Registering people for an event and the click in the mail. Each verb is one transaction under the event's lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.mailboxes import mailbox_of
from werkspur.forums.models import Event, Invitation, Registration
from werkspur.forums.rules.seats import DOUBLE_CLICK, HOLD
from werkspur.forums.services import conditions, entering, links, offers, seats
from werkspur.forums.services.changing import change_registration, withdraw
from werkspur.forums.services.letters import send_letter
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.services.seating import find_seat
from werkspur.journal.services import record

__all__ = ["change_registration", "confirm_registration", "register", "withdraw"]

State, Via = Registration.State, Registration.Via
#: whose address is known: nobody has to click in a mail
_KNOWN = (Via.COMPANY, Via.STAFF)


def register(
    *, event: Event, people: Sequence[dict[str, str]], details: dict[str, Any], company: Any = None, via: str,
    by: Any, invitation: Invitation | None = None, reserved: bool = False, now: datetime | None = None,
) -> tuple[Registration, str]:  # fmt: skip
    """Register people for an event: held until the click in the mail, certain when known, else waiting.

    An address that is registered already gets a letter with its link, and the page says nothing else than to everybody:
    nobody finds out in this way who comes.

    Args:
        people: name and function of each.
        details: company_name, email, phone, trade, region, online, access_needs, language, answers, as far as given.
        reserved: staff wants seats that are kept back.

    Returns:
        the registration and the token of its link: to confirm while it is held or unconfirmed, else to manage it; ''
        when there was one already.

    Raises:
        RegistrationRefused: not open, too many people, kept seats gone, or twice.
    """
    now = now or timezone.now()
    with transaction.atomic():
        event = seats.lock(event)
        jumps = offers.settle(event, now=now)
        conditions.check_open(event, via=via, now=now)
        conditions.check_party(event, people=people, invitation=invitation)
        conditions.check_company(event, company=company if via == Via.COMPANY else None, size=len(people))
        mailbox = mailbox_of(details["email"]) if details.get("email") else ""
        there = conditions.active_of(event, mailbox=mailbox)
        if there is not None and (known := _again(there, event=event, via=via, now=now)) is not None:
            offers.tell(jumps)
            return known, ""
        if via == Via.WEB:
            conditions.check_fair(mailbox, now=now)
        one = Registration(
            event=event, company=company, via=via, invitation=invitation, mailbox=mailbox, size=len(people),
            held_until=now + HOLD, **details,
        )  # fmt: skip
        seated = find_seat(one, kept=reserved, now=now)
        one.save()
        entering.bring(one, people)
        token, verb = _enter(one, seated=seated, trusted=_is_trusted(one), now=now)
        _answer(invitation)
        offers.tell(jumps)
        record(verb, by=by, object=one, company=company, details={"event": str(event.uid), "size": one.size})
        return one, token


def confirm_registration(token: str, *, by: Any = "public", now: datetime | None = None) -> tuple[Registration, str]:
    """Answer the click in the mail. A second click finds it done.

    Whoever clicks when the half hour is over still comes if seats are free; otherwise they wait, at the end.

    Returns:
        the registration and the token of the link to manage it, '' at the second click.

    Raises:
        RegistrationRefused: the link is wrong or too old, or the event is cancelled.
    """
    now = now or timezone.now()
    with transaction.atomic():
        link = links.find(token, purpose=links.CONFIRM, now=now)
        event = seats.lock(Event(pk=link.registration.event_id))
        one = Registration.objects.select_related("company", "invitation").get(pk=link.registration_id)
        one.event = event
        if one.email_confirmed and one.state in conditions.ACTIVE:
            return one, ""
        conditions.check_begins(event, now=now)
        jumps: list[offers.Jump] = []
        seated = one.state == State.HELD and one.held_until is not None and one.held_until > now
        if not seated:
            jumps = offers.settle(event, now=now)
            one.refresh_from_db(fields=["state", "log"])
            _must_be_waiting_for_click(one)
            seated = find_seat(one, kept=False, now=now)
        manage, verb = _enter(one, seated=seated, trusted=True, now=now)
        links.use(link, now=now)
        offers.tell(jumps)
        record(verb, by=by, object=one, company=one.company)
        return one, manage


def _enter(one: Registration, *, seated: bool, trusted: bool, now: datetime) -> tuple[str, str]:
    """Bring a registration to its first state; return the token of its link and what the journal is told."""
    if seated and trusted:
        return entering.admit(one, now=now), "forums.registration_confirmed"
    if seated:
        token = entering.hold(one, now=now)
        send_letter("confirm", registration=one, token=token)
        return token, "forums.registration_held"
    token = entering.wait(one, now=now, reason=_("ausgebucht"), asked=trusted)
    if not trusted:
        send_letter("waiting_confirm", registration=one, token=token)
    return token, "forums.registration_waiting"


def _is_trusted(one: Registration) -> bool:
    """Whether nobody has to click: staff, companies signed in, and who opened the link that we sent to this mailbox."""
    if one.via in _KNOWN:
        return True
    return one.invitation is not None and one.mailbox != "" and one.invitation.mailbox == one.mailbox


def _again(there: Registration, *, event: Event, via: str, now: datetime) -> Registration | None:
    """What to do when an address is there already: None when the new registration takes the place of the old one."""
    there.event = event
    if via != Via.WEB and via != Via.INVITED:
        sentence = _("Mit dieser E-Mail-Adresse ist schon jemand angemeldet. Ändern Sie diese Anmeldung.")
        raise RegistrationRefused("twice", sentence, field="email")
    if there.email_confirmed:
        _remind_of(there, now=now)
        return there
    if now - _asked_at(there) < DOUBLE_CLICK:
        return there
    there.state = State.LAPSED
    offers.note(there, "lapsed", now=now, reason=_("neu ausgefüllt"))
    there.save()
    links.end(there, now=now)
    return None


def _asked_at(there: Registration) -> datetime:
    """When an unconfirmed registration was sent."""
    if there.held_until is not None:
        return there.held_until - HOLD
    return there.waiting_since or there.created_at


def _remind_of(there: Registration, *, now: datetime) -> None:
    """Write once more to who is registered, with a new link; the links of older letters go on working."""
    if there.state == State.OFFERED:
        token = links.issue(there, purpose=links.ACCEPT, until=there.event.start, keep=True)
        send_letter("offered", registration=there, token=token)
        return
    token = links.manage(there)
    send_letter("waiting" if there.state == State.WAITING else "confirmed", registration=there, token=token)


def _must_be_waiting_for_click(one: Registration) -> None:
    """Refuse a link whose registration was withdrawn, or replaced by a newer one of the same address."""
    if one.state not in (State.HELD, State.LAPSED, State.WAITING):
        raise RegistrationRefused("link", links.dead())
    if one.state == State.LAPSED and conditions.active_of(one.event, mailbox=one.mailbox) is not None:
        raise RegistrationRefused("link", links.dead())


def _answer(invitation: Invitation | None) -> None:
    if invitation is not None:
        invitation.state = Invitation.State.ACCEPTED
        invitation.save(update_fields=["state", "updated_at"])
