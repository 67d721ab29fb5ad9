"""A slot that was left: the next one on the waiting list is asked, then the one after, until somebody has it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from werkspur.advice.models import Booking, Slot, WaitingEntry
from werkspur.advice.queries import diary
from werkspur.advice.rules import queue as rule
from werkspur.advice.services import links
from werkspur.advice.services.letters import send_waiting_letter
from werkspur.base import queue
from werkspur.base.calendar.waiting import answer_until
from werkspur.base.calendar.wallclock import day_of
from werkspur.journal.services import record

WAITING, OFFERED = WaitingEntry.State.WAITING, WaitingEntry.State.OFFERED


def offer_freed(slot: Slot, *, now: datetime) -> int:
    """Ask the next one who waits for such a slot, in the caller's transaction and under its lock.

    The slot is kept from everybody else until the answer is due. Less than a day before it begins all who wait are
    asked, and nobody has it for themselves.

    Returns:
        how many were asked.
    """
    if slot.start <= now or slot.state != Slot.State.OPEN or Booking.objects.filter(slot=slot).taking(now).exists():
        return 0
    until = answer_until(slot.start, now=now)
    lock_list(slot.offer_id)
    people = {one.pk: one for one in _waiting(slot) if _reaches(slot, one, now=now)}
    rows = [
        rule.Waiting(number=one.pk, office=one.office_id, not_before=one.not_before, not_after=one.not_after)
        for one in people.values()
    ]
    asked = rule.chosen(rows, office=slot.office_id, day=day_of(slot.start), until=until)
    for number in asked:
        offer_to(people[number], slot=slot, until=until, now=now)
    return len(asked)


def offer_to(entry: WaitingEntry, *, slot: Slot, until: datetime | None, now: datetime, reason: str = "") -> None:
    """Ask one who waits, in the caller's transaction and under its lock. until None: the first click wins."""
    if until is not None:
        from werkspur.advice.tasks import pass_on

        Slot.objects.filter(pk=slot.pk).update(offered_again_at=until)
        queue.enqueue(pass_on.using(run_after=until), slot.pk)
    reason = reason or (_("alle auf einmal, weniger als 24 Stunden") if until is None else _("an der Reihe"))
    _ask(entry, slot=slot, until=until, now=now, reason=reason)


def _reaches(slot: Slot, entry: WaitingEntry, *, now: datetime) -> bool:
    """Whether the adviser can be where the entry's company is; what is in an office is there."""
    if slot.office_id is not None or entry.place is None:
        return True
    return diary.is_reachable(slot, place=entry.place, now=now)


def lock_list(offer: int) -> None:
    """Let nobody else change who waits for an offer until the transaction ends."""
    entries = WaitingEntry.objects.select_for_update().filter(offer=offer, state__in=[WAITING, OFFERED])
    list(entries.order_by("created_at", "id").values_list("pk"))


def note(entry: WaitingEntry, step: str, *, now: datetime, reason: str = "") -> None:
    """Add a step to the log of an entry; the caller saves it."""
    entry.log = [*entry.log, {"at": now.isoformat(timespec="seconds"), "step": step, "reason": reason}]


def _waiting(slot: Slot) -> Any:
    """Those who have confirmed, are not asked about another slot, and have not let this one pass."""
    return (
        WaitingEntry.objects.filter(offer=slot.offer_id, state=WAITING, confirmed_at__isnull=False)
        .exclude(slot=slot)
        .select_related("offer", "office", "place")
        .order_by("created_at", "id")
    )


def _ask(entry: WaitingEntry, *, slot: Slot, until: datetime | None, now: datetime, reason: str) -> None:
    entry.slot, entry.offered_until = slot, until or slot.start
    entry.state = WAITING if until is None else OFFERED
    note(entry, "offered", now=now, reason=reason)
    entry.save()
    token = links.issue_waiting(entry, purpose=links.ACCEPT, until=entry.offered_until)
    send_waiting_letter("offered_to_all" if until is None else "offered", entry=entry, token=token)
    record("advice.waiting_offered", by="system", object=entry, company=entry.company, reason=reason)
