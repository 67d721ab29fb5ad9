"""A day of visits in one place, made from a proposal with one click: hours, slots, a timed offer to each who waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advice.models import DayChange, Slot, WaitingEntry
from werkspur.advice.queries.tours import Proposal, proposals
from werkspur.advice.rules.tours import Stop
from werkspur.advice.services import busy, planning
from werkspur.advice.services.freed import lock_list, offer_to
from werkspur.advice.services.refusals import PlanRefused
from werkspur.base.calendar.waiting import answer_until
from werkspur.base.calendar.wallclock import day_of, shown
from werkspur.journal.services import record


def plan_tour(key: str, *, by: Any, now: datetime | None = None) -> Proposal:
    """Make what was proposed: the adviser's hours are kept for it, everybody who waits is offered their time.

    What has a time already keeps it. Times nobody takes go to the next who wait, then to everybody.

    Args:
        key: of the proposal (`queries.tours.Proposal.key`), as the planner saw it.

    Raises:
        PlanRefused: something has changed since, so that this is not proposed any more.
    """
    now = now or timezone.now()
    with transaction.atomic():
        tour = _found(key, now=now)
        busy.lock([tour.adviser], now=now)
        lock_list(tour.offer.pk)
        tour = _found(key, now=now)
        Slot.objects.filter(bookings__in=[one.booking for one in tour.visits if one.booking]).update(by_hand=True)
        for entry, stop in tour.entries:
            _offer(entry, tour=tour, stop=stop, now=now)
        change = DayChange(
            adviser=tour.adviser, day=tour.day, away=True, start=shown(tour.tour.leaves).time(),
            end=_end(tour), public_reason=_("Beratungstag in %(place)s") % {"place": tour.place},
        )  # fmt: skip
        planning.keep(change, by=by)
        details = {"day": tour.day.isoformat(), "offered": len(tour.entries), "visits": len(tour.visits)}
        record("advice.tour_planned", by=by, object=change, details=details)
    return tour


def _found(key: str, *, now: datetime) -> Proposal:
    found = next((one for one in proposals(now=now) if one.key == key), None)
    if found is None:
        raise PlanRefused("", _("Dieser Vorschlag gilt nicht mehr, inzwischen hat sich etwas geändert."))
    return found


def _end(tour: Proposal) -> Any:
    """When the adviser is back, by the clock on the wall; never beyond the day."""
    back = min(tour.tour.back, tour.tour.stops[-1].end + timedelta(hours=4))
    return shown(back).time() if day_of(back) == tour.day else shown(tour.tour.stops[-1].end).time()


def _offer(entry: WaitingEntry, *, tour: Proposal, stop: Stop, now: datetime) -> None:
    """Make the slot of one visit, or take the one the plan has there, and ask who waits for it."""
    values = {"end": stop.end, "office": None, "day": None, "state": Slot.State.OPEN, "by_hand": True}
    slot, _new = Slot.objects.update_or_create(
        offer=tour.offer, adviser=tour.adviser, start=stop.start, defaults=values
    )
    until = answer_until(slot.start, now=now)
    offer_to(entry, slot=slot, until=until, now=now, reason=_("Beratungstag in der Nähe"))
