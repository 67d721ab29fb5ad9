"""The waiting list: join, confirm, accept what was offered, leave. Every step is in the entry's log and the journal."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, BookingLink, Offer, Slot, Topic, WaitingEntry
from werkspur.advice.rules import fair
from werkspur.advice.services import busy, links
from werkspur.advice.services.bookings import book_slot
from werkspur.advice.services.checking import check_topic
from werkspur.advice.services.freed import lock_list, note, offer_freed
from werkspur.advice.services.letters import send_waiting_letter, write_letter
from werkspur.advice.services.refusals import BookingRefused
from werkspur.journal.services import record
from werkspur.partners.models import Office

State = WaitingEntry.State
#: how long the link in the first letter works
CONFIRM_WITHIN = timedelta(days=2)
#: how long somebody waits when they name no last day; the link to leave works as long
WAITS = timedelta(days=365)


def join_waiting(
    *, offer: Offer, topic: Topic, details: dict[str, Any], office: Office | None = None, company: Any = None,
    by: Any = "public", now: datetime | None = None,
) -> tuple[WaitingEntry, str]:  # fmt: skip
    """Put somebody on the waiting list; they count once they have clicked in the mail.

    Args:
        details: company_name, name, email, and if given phone, not_before, not_after.
        office: where; None: anywhere.

    Returns:
        the entry and the token of the link that confirms it.

    Raises:
        BookingRefused: the topic is not offered, or this address waits often enough.
    """
    now = now or timezone.now()
    check_topic(topic, offer=offer)
    there = WaitingEntry.objects.filter(email__iexact=details["email"], state__in=[State.WAITING, State.OFFERED])
    if there.count() >= fair.MOST_OF_COMPANY:
        raise BookingRefused("fair", _("Diese Adresse steht schon auf der Warteliste. Wir schreiben Ihnen."))
    with transaction.atomic():
        entry = WaitingEntry(offer=offer, topic=topic, office=office, company=company, **details)
        note(entry, "joined", now=now)
        entry.save()
        token = links.issue_waiting(entry, purpose=links.CONFIRM, until=now + CONFIRM_WITHIN)
        send_waiting_letter("waiting_confirm", entry=entry, token=token)
        record("advice.waiting_joined", by=by, object=entry, company=company)
    return entry, token


def confirm_waiting(token: str, *, now: datetime | None = None) -> tuple[WaitingEntry, str]:
    """Answer the click in the mail: now they wait. A second click changes nothing.

    Returns:
        the entry and the token of the link to leave, '' at the second click.

    Raises:
        BookingRefused: the link is wrong or too old.
    """
    now = now or timezone.now()
    with transaction.atomic():
        link = links.find_waiting(token, purpose=links.CONFIRM, now=now)
        entry = _entry(link, now=now)
        if entry.confirmed_at is not None or entry.state != State.WAITING:
            return entry, ""
        entry.confirmed_at = now
        note(entry, "confirmed", now=now)
        entry.save()
        links.use(link, now=now)
        leave = links.issue_waiting(entry, purpose=links.MANAGE, until=now + WAITS)
        send_waiting_letter("waiting", entry=entry, token=leave)
        record("advice.waiting_confirmed", by="public", object=entry, company=entry.company)
        return entry, leave


def leave_waiting(token: str, *, now: datetime | None = None) -> WaitingEntry:
    """Leave the waiting list by link; a slot that was kept goes to the next one. Raises BookingRefused."""
    now = now or timezone.now()
    with transaction.atomic():
        entry = _entry(links.find_waiting(token, purpose=links.MANAGE, now=now), now=now)
        if entry.state not in (State.WAITING, State.OFFERED):
            return entry
        kept = entry.slot if entry.state == State.OFFERED else None
        _end(entry, State.WITHDRAWN, now=now, by="public")
        if kept is not None:
            _give_on(kept, now=now)
    return entry


def remove_waiting(entry: WaitingEntry, *, by: Any, reason: str, now: datetime | None = None) -> WaitingEntry:
    """Take somebody off the list and tell them why; a kept slot goes to the next one. Twice changes nothing."""
    now = now or timezone.now()
    with transaction.atomic():
        if entry.slot is not None:
            busy.lock([entry.slot.adviser], now=now)
        lock_list(entry.offer_id)
        found = WaitingEntry.objects.select_related("offer", "office", "slot__offer", "slot__adviser").get(pk=entry.pk)
        if found.state not in (State.WAITING, State.OFFERED):
            return found
        kept = found.slot if found.state == State.OFFERED else None
        _end(found, State.WITHDRAWN, now=now, by=by, reason=reason)
        if found.confirmed_at is not None:
            place = found.office.city if found.office else str(found.offer.get_kind_display())
            values = {"offer": found.offer.title, "where": place, "reason": reason}
            write_letter("waiting_removed", to=found.email, values=values, link=reverse("advice:overview"))
        if kept is not None:
            _give_on(kept, now=now)
    return found


def accept_offer(token: str, *, now: datetime | None = None) -> Booking:
    """Take the slot that was offered; it is booked at once.

    Raises BookingRefused: the link is dead, or somebody was faster; then they go on waiting.
    """
    now = now or timezone.now()
    link = links.find_waiting(token, purpose=links.ACCEPT, now=now)
    try:
        with transaction.atomic():
            return _accept(link, now=now)
    except BookingRefused as refusal:
        _go_on(link, now=now, reason=str(refusal))
        raise


def pass_on(slot: Slot, *, now: datetime | None = None) -> int:
    """Let an offer of this slot that nobody answered lapse, and ask the next one. Answers how many were asked."""
    now = now or timezone.now()
    with transaction.atomic():
        busy.lock([slot.adviser], now=now)
        lock_list(slot.offer_id)
        slot = Slot.objects.select_related("offer", "adviser", "office__partner").get(pk=slot.pk)
        late = WaitingEntry.objects.filter(slot=slot, state=State.OFFERED, offered_until__lte=now)
        entries = list(late.select_related("offer", "office"))
        for entry in entries:
            _end(entry, State.EXPIRED, now=now, by="system", reason=_("keine Antwort"))
        return offer_freed(slot, now=now) if entries else 0


def pass_on_all(*, now: datetime | None = None) -> int:
    """Pass on every slot whose offer has lapsed: the nightly duty, should a task have been lost."""
    now = now or timezone.now()
    late = Slot.objects.filter(offered_to__state=State.OFFERED, offered_to__offered_until__lte=now)
    return sum(pass_on(slot, now=now) for slot in late.select_related("adviser").distinct())


def _accept(link: BookingLink, *, now: datetime) -> Booking:
    entry = _entry(link, now=now)
    if entry.slot is None or entry.state not in (State.WAITING, State.OFFERED):
        raise BookingRefused("link", links.dead())
    slot = entry.slot
    details = {
        "company_name": entry.company_name,
        "name": entry.name,
        "email": entry.email,
        "phone": entry.phone,
        "address": entry.address,
    }
    booking = book_slot(
        slot=slot, topic=entry.topic, details=details, place=entry.place, company=entry.company, by="public",
        promised=True, now=now,
    )  # fmt: skip
    entry.state, entry.offered_until = State.ACCEPTED, None
    note(entry, "accepted", now=now)
    entry.save()
    links.use(link, now=now)
    Slot.objects.filter(pk=slot.pk).update(offered_again_at=None)
    record("advice.waiting_accepted", by="public", object=entry, company=entry.company)
    return booking


def _go_on(link: BookingLink, *, now: datetime, reason: str) -> None:
    """Back to waiting with the place in the list they had; what was offered is gone."""
    with transaction.atomic():
        entry = _entry(link, now=now)
        if entry.state not in (State.WAITING, State.OFFERED) or entry.slot is None:
            return
        entry.state, entry.offered_until = State.WAITING, None
        note(entry, "too_late", now=now, reason=reason)
        entry.save()
        BookingLink.objects.filter(pk=link.pk).update(expires_at=now)


def _end(entry: WaitingEntry, state: str, *, now: datetime, by: Any, reason: str = "") -> None:
    entry.state, entry.offered_until = state, None
    note(entry, state, now=now, reason=reason)
    entry.save()
    BookingLink.objects.filter(waiting=entry, purpose=links.ACCEPT).update(expires_at=now)
    record(f"advice.waiting_{state}", by=by, object=entry, company=entry.company, reason=reason)


def _give_on(slot: Slot, *, now: datetime) -> None:
    Slot.objects.filter(pk=slot.pk).update(offered_again_at=now + fair.AGAIN_AFTER)
    offer_freed(slot, now=now)


def _entry(link: BookingLink, *, now: datetime) -> WaitingEntry:
    """The entry of a link, locked so that two clicks follow one another.

    Always first the adviser, then the list, then the journal: so nobody waits for somebody who waits for them.
    """
    plain = WaitingEntry.objects.select_related("slot__adviser").get(links=link)
    if plain.slot is not None:
        busy.lock([plain.slot.adviser], now=now)
    lock_list(plain.offer_id)
    found = WaitingEntry.objects.select_related(
        "offer", "office__partner", "place", "topic", "slot__offer", "slot__adviser", "slot__office__partner"
    )
    return found.get(links=link)
