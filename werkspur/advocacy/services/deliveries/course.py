"""What becomes of a delivery: it arrives, comes back, is taken back, gets more time, is answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.advocacy.models import Delivery
from werkspur.advocacy.rules.wording import is_said
from werkspur.advocacy.services import deadlines, demands, indexing
from werkspur.advocacy.services.refusals import AdvocacyRefused
from werkspur.base.templatetags.werkspur import day as shown
from werkspur.journal.services import record
from werkspur.partners.rules import tidy

#: a letter that takes longer is another letter
LONGEST_WAY = timedelta(days=60)
#: nobody grants more at once
LONGEST_EXTENSION = timedelta(days=3 * 366)
REASON = 300


def note_arrival(delivery: Delivery, *, arrived: date, by: Any, now: datetime) -> Delivery:
    """Say when it arrived; the deadline is computed anew from that day. The same day again changes nothing.

    Raises:
        AdvocacyRefused: before it was sent, long after, or nothing waits any more.
    """
    with transaction.atomic():
        held = _sent(delivery)
        if held.arrived == arrived:
            return held
        check_arrival(arrived, day=held.day or arrived)
        held.arrived = arrived
        deadlines.set_due(held)
        return _save(held, by=by, now=now, verb="advocacy.delivery_arrived", details={"arrived": arrived.isoformat()})


def extend_delivery(delivery: Delivery, *, due: date, reason: str, by: Any, now: datetime) -> Delivery:
    """Agree upon a later day; the computed one stays to be read beside it (§ 190 BGB).

    Raises:
        AdvocacyRefused: no reason, no later day, or nothing waits any more.
    """
    reason, today = tidy(reason)[:REASON], timezone.localdate(now)
    if not is_said(reason):
        raise AdvocacyRefused("reason", _("Der Grund fehlt. Ohne ihn ist die Verlängerung nicht nachzuvollziehen."))
    with transaction.atomic():
        held = _sent(delivery)
        if held.settled_on is not None:
            raise AdvocacyRefused("", _("Die Antwort ist da. Es gibt nichts zu verlängern."))
        if held.extensions and held.extensions[-1]["due"] == due.isoformat():
            return held
        earliest = held.due or held.arrived or held.day
        if earliest and due <= earliest:
            raise AdvocacyRefused("due", _("Der neue Tag liegt nach dem %(day)s.") % {"day": shown(earliest)})
        if due > today + LONGEST_EXTENSION:
            raise AdvocacyRefused("due", _("Höchstens drei Jahre."))
        held.extensions = [*held.extensions, {"due": due.isoformat(), "on": today.isoformat(), "reason": reason}]
        held.due = due
        return _save(held, by=by, now=now, verb="advocacy.delivery_extended", details={"due": due.isoformat()})


def return_delivery(delivery: Delivery, *, reason: str, by: Any, now: datetime) -> Delivery:
    """Note that it came back: nobody answers what never arrived. Raises AdvocacyRefused."""
    return _end(delivery, state=Delivery.State.RETURNED, reason=reason, by=by, now=now)


def withdraw_delivery(delivery: Delivery, *, reason: str, by: Any, now: datetime) -> Delivery:
    """Take back what has gone out; the letter stays to be read. Raises AdvocacyRefused."""
    return _end(delivery, state=Delivery.State.WITHDRAWN, reason=reason, by=by, now=now)


def settle(delivery: Delivery, *, on: date | None) -> None:
    """End the waiting on the day of an answer, or begin it again with None. The caller holds the demand's lock."""
    delivery.settled_on = on
    delivery.save(update_fields=["settled_on", "updated_at"])


def check_arrival(arrived: date, *, day: date) -> None:
    """Raise AdvocacyRefused where nothing that went out on a day can have arrived on the other."""
    if arrived < day:
        raise AdvocacyRefused("arrived", _("Vor dem %(day)s kann es nicht angekommen sein.") % {"day": shown(day)})
    if arrived > day + LONGEST_WAY:
        latest = shown(day + LONGEST_WAY)
        raise AdvocacyRefused("arrived", _("Später als am %(day)s kommt kein Brief an.") % {"day": latest})


def _end(delivery: Delivery, *, state: str, reason: str, by: Any, now: datetime) -> Delivery:
    reason = tidy(reason)[:REASON]
    if not is_said(reason):
        raise AdvocacyRefused("reason", _("Der Grund fehlt."))
    with transaction.atomic():
        demands.lock(delivery.demand)
        held = Delivery.objects.get(pk=delivery.pk)
        if held.state == state:
            return held
        if held.state != Delivery.State.SENT:
            raise AdvocacyRefused("", _("Das geht nur mit dem, was zugestellt ist."))
        if held.replies.exists():
            raise AdvocacyRefused("", _("Darauf gibt es schon eine Antwort. Die Zustellung bleibt."))
        held.state, held.ended_reason = state, reason
        if state == Delivery.State.WITHDRAWN:
            _hide(held)
        return _save(held, by=by, now=now, verb=f"advocacy.delivery_{state}", details={})


def _hide(held: Delivery) -> None:
    """Nobody outside reads a letter that was taken back."""
    file, held.public, held.public_document = held.public_document, False, None
    held.save()
    indexing.file_anew(file)


def _sent(delivery: Delivery) -> Delivery:
    """Return the row under the demand's lock. Raises AdvocacyRefused when it is not out."""
    demands.lock(delivery.demand)
    held = Delivery.objects.select_related("rule").get(pk=delivery.pk)
    if held.state != Delivery.State.SENT:
        raise AdvocacyRefused("", _("Das geht nur mit dem, was zugestellt ist."))
    return held


def _save(held: Delivery, *, by: Any, now: datetime, verb: str, details: dict[str, Any]) -> Delivery:
    held.save()
    demands.moved(held.demand, on=timezone.localdate(now))
    record(verb, by=by, object=held, details=details)
    return held
