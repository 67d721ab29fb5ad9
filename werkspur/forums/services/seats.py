"""The seats of an event: locked, raised and lowered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkspur.base.locking import locked
from werkspur.forums.models import Event
from werkspur.forums.queries import seats as told
from werkspur.forums.services import offers
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.journal.services import record


def lock(event: Event) -> Event:
    """Return the event as it is now; nobody else changes who comes to it until the transaction ends.

    On SQLite the transaction has the whole database from its beginning (IMMEDIATE). Always the first lock of a
    transaction; registrations and the journal come after it.
    """
    return locked(Event.objects.select_related("kind", "venue", "room"), pk=event.pk)


def set_seats(event: Event, *, seats: int | None, reserved: int, by: Any, now: datetime) -> Event:
    """Change how many seats there are and how many of them are kept back; what becomes free is offered at once.

    Args:
        seats: None: not limited.

    Raises:
        RegistrationRefused: fewer than are taken or promised, or more than the room holds.
    """
    with transaction.atomic():
        event = lock(event)
        before = {"seats": event.seats, "reserved": event.reserved}
        jumps = offers.settle(event, now=now)
        _check(event, seats=seats, reserved=reserved, now=now)
        event.seats, event.reserved = seats, reserved
        event.save(update_fields=["seats", "reserved", "updated_at"])
        jumps += offers.settle(event, now=now)
        offers.tell(jumps)
        if before != {"seats": seats, "reserved": reserved}:
            details = {"before": before, "after": {"seats": seats, "reserved": reserved}}
            record("forums.seats_changed", by=by, object=event, details=details)
    return event


def _check(event: Event, *, seats: int | None, reserved: int, now: datetime) -> None:
    pool = told.pool(event, now=now)
    quotas = event.quotas.aggregate(sum=Sum("seats"))["sum"] or 0
    if seats is None:
        if reserved:
            raise RegistrationRefused(
                "seats", _("Ohne Zahl der Plätze lässt sich nichts zurückhalten."), field="reserved"
            )
        return
    if event.room is not None and event.room.seats is not None and seats > max(event.room.seats, event.seats or 0):
        sentence = _("„%(room)s“ hat %(seats)d Plätze.") % {"room": event.room.name, "seats": event.room.seats}
        raise RegistrationRefused("seats", sentence, field="seats")
    if reserved < max(pool.kept, quotas):
        sentence = _("Zurückgehalten sind mindestens %(least)d: so viele sind vergeben oder Gastgebern zugesagt.")
        raise RegistrationRefused("seats", sentence % {"least": max(pool.kept, quotas)}, field="reserved")
    if seats < reserved:
        raise RegistrationRefused("seats", _("Das sind mehr, als es Plätze gibt."), field="reserved")
    if seats < pool.general + reserved:
        raise RegistrationRefused("seats", _too_few(pool.general, reserved=reserved), field="seats")


def _too_few(general: int, *, reserved: int) -> str:
    taken = ngettext(
        "Angemeldet ist %(count)d Person. Weniger Plätze gehen nicht.",
        "Angemeldet sind %(count)d Personen. Weniger Plätze gehen nicht.",
        general,
    ) % {"count": general}
    if not reserved:
        return taken
    return taken + " " + _("Dazu kommen die zurückgehaltenen: %(count)d.") % {"count": reserved}
