"""Booking a slot: hold, confirm, rebook, cancel. Each verb is one transaction under the lock of its advisers."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Place, Slot, Topic
from werkspur.advice.models.bookings import BookingState
from werkspur.advice.rules import fair
from werkspur.advice.services import busy, links
from werkspur.advice.services.checking import check_fair, check_slot, check_topic
from werkspur.advice.services.freed import offer_freed
from werkspur.advice.services.letters import send_letter
from werkspur.advice.services.refusals import BookingRefused
from werkspur.advice.services.reminders import drop_reminders, plan_reminders
from werkspur.base import queue
from werkspur.base.mailboxes import mailbox_of
from werkspur.journal.services import record

__all__ = [
    "BookingRefused",
    "accept_booking",
    "book_slot",
    "cancel_booking",
    "confirm_booking",
    "hold_slot",
    "mark_booking",
    "rebook",
]


def hold_slot(
    *, slot: Slot, topic: Topic, details: dict[str, Any], place: Place | None = None, company: Any = None,
    via: str = Booking.Via.WEB, by: Any = "public", promised: bool = False, now: datetime | None = None,
) -> tuple[Booking, str]:  # fmt: skip
    """Hold a slot for fifteen minutes, until the click in the mail.

    Args:
        details: company_name, name, email, and if given phone, address, message, trade, urgent.
        place: where a visit is, for travel; slots in an office are there.
        promised: the slot was kept for exactly this person, by the waiting list.

    Returns:
        the booking and the token of the link that confirms it.

    Raises:
        BookingRefused: somebody was faster, or a rule of the offer speaks against it.
    """
    now = now or timezone.now()
    with transaction.atomic():
        slot = _fresh(slot, now=now)
        where = _place(slot, place)
        check_topic(topic, offer=slot.offer)
        check_fair(email=details["email"], company=company, now=now)
        check_slot(slot, place=where, now=now, staff=promised or via == Booking.Via.STAFF)
        booking = Booking(
            slot=slot, adviser=slot.adviser, topic=topic, company=company, place=where, via=via,
            state=BookingState.HELD, held_until=now + fair.HOLD, ical_uid=_ical_uid(),
            mailbox=mailbox_of(details["email"]), **details,
        )  # fmt: skip
        busy.settle(booking, slot=slot, place=where, now=now)
        _save(booking)
        token = links.issue(booking, purpose=links.CONFIRM, until=now + fair.HOLD)
        if via == Booking.Via.WEB and not promised:
            send_letter("confirm", booking=booking, token=token)
            _watch(booking)
        record("advice.booking_held", by=by, object=booking, company=company, details={"slot": str(slot.uid)})
        return booking, token


def book_slot(*, slot: Slot, topic: Topic, now: datetime | None = None, **other: Any) -> Booking:
    """Book for somebody whose address is known already: signed in, on the telephone, or from the waiting list.

    Args: as `hold_slot`. Raises BookingRefused.
    """
    now = now or timezone.now()
    with transaction.atomic():
        _held, token = hold_slot(slot=slot, topic=topic, now=now, **other)
        return confirm_booking(token, by=other.get("by", "public"), now=now)[0]


def confirm_booking(token: str, *, by: Any = "public", now: datetime | None = None) -> tuple[Booking, str]:
    """Answer the click in the mail: the booking is certain, or asked of staff. A second click finds it so.

    Returns:
        the booking and the token of the link to change or cancel it, '' at the second click.

    Raises:
        BookingRefused: the link is wrong, used for something else or too old.
    """
    now = now or timezone.now()
    with transaction.atomic():
        link = links.find(token, purpose=links.CONFIRM, now=now)
        booking = Booking.objects.select_related("slot__offer", "adviser").get(links=link)
        busy.lock([booking.adviser], now=now)
        booking.refresh_from_db(fields=["state", "held_until"])
        link.refresh_from_db(fields=["used_at"])
        if link.used_at and booking.state in (BookingState.REQUESTED, BookingState.CONFIRMED):
            return booking, ""
        if booking.state != BookingState.HELD:
            raise BookingRefused("link", links.dead())
        asks = booking.slot.offer.by_staff and booking.via != Booking.Via.STAFF and not booking.slot.by_hand
        booking.state = BookingState.REQUESTED if asks else BookingState.CONFIRMED
        booking.held_until, booking.confirmed_at = None, now
        booking.save()
        links.use(link, now=now)
        manage = links.issue(booking, purpose=links.MANAGE, until=booking.slot.end)
        send_letter("requested" if asks else "confirmed", booking=booking, token=manage)
        plan_reminders(booking, now=now)
        record("advice.booking_confirmed", by=by, object=booking, company=booking.company)
        return booking, manage


def accept_booking(booking: Booking, *, by: Any, now: datetime | None = None) -> Booking:
    """Staff says yes to what was asked for, after looking again. A second click changes nothing.

    Raises BookingRefused: the slot is over, was closed, or cannot be reached any more.
    """
    now = now or timezone.now()
    with transaction.atomic():
        busy.lock([booking.adviser], now=now)
        found = Booking.objects.select_related("slot__offer", "slot__office__partner", "adviser__start", "place")
        booking = found.get(pk=booking.pk)
        if booking.state == BookingState.CONFIRMED:
            return booking
        _must_be(booking, BookingState.REQUESTED)
        check_slot(booking.slot, place=booking.place, now=now, without=booking, staff=True)
        booking.state = BookingState.CONFIRMED
        booking.save()
        _tell("confirmed", booking)
        plan_reminders(booking, now=now)
        record("advice.booking_accepted", by=by, object=booking, company=booking.company)
    return booking


def rebook(booking: Booking, *, slot: Slot, by: Any, reason: str = "", now: datetime | None = None) -> Booking:
    """Move a booking to another slot, with the same invitation: the old one is free again.

    reason: stands in the letter. Raises BookingRefused.
    """
    now = now or timezone.now()
    with transaction.atomic():
        busy.lock([booking.adviser, slot.adviser], now=now)
        booking = Booking.objects.select_related("slot__offer", "adviser", "place").get(pk=booking.pk)
        _must_be(booking, BookingState.REQUESTED, BookingState.CONFIRMED)
        if booking.slot_id == slot.pk:
            return booking
        slot = _fresh(slot, now=now)
        where = _place(slot, booking.place)
        check_slot(slot, place=where, now=now, without=booking, staff=_is_staff(by))
        old = booking.slot
        booking.slot, booking.adviser, booking.place = slot, slot.adviser, where
        booking.moved_from, booking.ical_sequence = old.start, booking.ical_sequence + 1
        booking.reason = reason
        busy.settle(booking, slot=slot, place=where, now=now)
        _save(booking)
        _leave(old, now=now)
        links.prolong(booking, until=slot.end)
        _tell("moved", booking, left=old)
        plan_reminders(booking, now=now, moved=True)
        record("advice.booking_moved", by=by, object=booking, company=booking.company, reason=reason)
    return booking


def cancel_booking(booking: Booking, *, by: Any, reason: str = "", now: datetime | None = None) -> Booking:
    """Cancel; the slot goes to the waiting list, and after ten minutes to everybody. A second click changes nothing.

    Raises BookingRefused: the appointment is over.
    """
    now = now or timezone.now()
    with transaction.atomic():
        busy.lock([booking.adviser], now=now)
        booking = Booking.objects.select_related("slot__offer", "slot__office__partner").get(pk=booking.pk)
        if booking.state == BookingState.CANCELLED:
            return booking
        was_held = booking.state == BookingState.HELD
        _must_be(booking, BookingState.HELD, BookingState.REQUESTED, BookingState.CONFIRMED)
        booking.state, booking.cancelled_at, booking.reason = BookingState.CANCELLED, now, reason
        booking.cancelled_by = Booking.By.STAFF if _is_staff(by) else Booking.By.COMPANY
        booking.held_until, booking.ical_sequence = None, booking.ical_sequence + 1
        booking.save()
        _leave(booking.slot, now=now)
        links.end(booking, now=now)
        if not was_held:
            send_letter("cancelled", booking=booking)
        drop_reminders(booking, now=now)
        record("advice.booking_cancelled", by=by, object=booking, company=booking.company, reason=reason)
    return booking


def mark_booking(booking: Booking, *, came: bool, by: Any, now: datetime | None = None) -> Booking:
    """Note after the appointment whether somebody came. Raises BookingRefused before it has begun."""
    now = now or timezone.now()
    with transaction.atomic():
        booking = Booking.objects.select_for_update().get(pk=booking.pk)
        _must_be(booking, BookingState.CONFIRMED, BookingState.DONE, BookingState.MISSED)
        if booking.slot.start > now:
            raise BookingRefused("state", _("Der Termin hat noch nicht begonnen."))
        booking.state = BookingState.DONE if came else BookingState.MISSED
        booking.save()
        if came:
            plan_reminders(booking, now=now)
        else:
            drop_reminders(booking, now=now)
        verb = "advice.booking_done" if came else "advice.booking_missed"
        record(verb, by=by, object=booking, company=booking.company)
    return booking


def _fresh(slot: Slot, *, now: datetime) -> Slot:
    """Return the slot as it is once its adviser is locked."""
    busy.lock([slot.adviser], now=now)
    return Slot.objects.select_related("offer", "adviser__start", "office__place", "office__partner").get(pk=slot.pk)


def _place(slot: Slot, wished: Place | None) -> Place | None:
    if slot.office_id is not None:
        return getattr(slot.office, "place", None)
    return wished if slot.offer.kind == slot.offer.Kind.VISIT else None


def _save(booking: Booking) -> None:
    """Save, and say it as a person would when the database finds that somebody was faster."""
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError as error:
        raise BookingRefused("taken", _("Dieser Termin ist nicht mehr frei. Wählen Sie einen anderen.")) from error


def _watch(booking: Booking) -> None:
    """Look again when the hold is over, so that those who wait do not wait for the night."""
    from werkspur.advice.tasks import end_hold

    queue.enqueue(end_hold.using(run_after=booking.held_until), booking.adviser_id)


def _leave(slot: Slot, *, now: datetime) -> None:
    busy.close_gap(slot, now=now)
    Slot.objects.filter(pk=slot.pk).update(offered_again_at=now + fair.AGAIN_AFTER)
    offer_freed(slot, now=now)


def _tell(code: str, booking: Booking, *, left: Slot | None = None) -> None:
    """Write a letter with one more link to the booking; the links of older letters go on working."""
    token = links.issue(booking, purpose=links.MANAGE, until=booking.slot.end, keep=True)
    send_letter(code, booking=booking, token=token, left=left)


def _must_be(booking: Booking, *states: str) -> None:
    if booking.state not in states:
        sentence = _("Dieser Termin ist %(state)s. Daran lässt sich nichts mehr ändern.")
        raise BookingRefused("state", sentence % {"state": booking.get_state_display()})


def _is_staff(by: Any) -> bool:
    return not isinstance(by, str) and bool(by.has_role("chamber", "police_advice"))


def _ical_uid() -> str:
    return f"{uuid.uuid4()}@{settings.SITE_ADDRESS.split('//')[-1].split('/')[0].split(':')[0]}"
