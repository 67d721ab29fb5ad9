"""A new event, and what has to fit together in every event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import day_of
from werkspur.forums.models import Event
from werkspur.forums.rules import slugs
from werkspur.forums.services.refusals import EventRefused
from werkspur.forums.services.tasks import plan_tasks
from werkspur.journal.services import record
from werkspur.partners.services.companies import UMLAUTS

#: kept beside the row
MANY = ("hosts", "regions")


def create_event(*, values: Mapping[str, Any], by: Any, now: datetime | None = None) -> Event:
    """Make an event as a draft, with the tasks of its kind.

    Args:
        values: fields of the model, with `hosts` and `regions` as rows. A missing `slug` is made of the title.

    Raises:
        EventRefused: something does not fit together.
    """
    now = now or timezone.now()
    with transaction.atomic():
        event = made(values)
        record("forums.event_created", by=by, object=event)
    return event


def made(values: Mapping[str, Any]) -> Event:
    """Save a draft with its tasks, in the caller's transaction. Raises EventRefused."""
    hosts, regions = list(values.get("hosts", [])), list(values.get("regions", []))
    event = Event(**{name: value for name, value in values.items() if name not in MANY})
    event.slug = event.slug or free_slug(event.title, start=event.start)
    check(event, hosts=hosts)
    event.save(force_insert=True)
    event.hosts.set(hosts)
    event.regions.set(regions)
    plan_tasks(event)
    return event


def free_slug(title: str, *, start: datetime) -> str:
    """Return the address that an event gets."""
    return slugs.free(
        slugify(title.translate(UMLAUTS)),
        day=day_of(start),
        taken=lambda slug: Event.objects.filter(slug=slug).exists(),
    )


def check(event: Event, *, hosts: Iterable[Any] | None = None) -> None:
    """Say what does not fit together, at its field. Raises EventRefused."""
    if hosts is not None and not list(hosts):
        raise EventRefused("hosts", _("Wer lädt ein? Ein Gastgeber gehört dazu."))
    if event.end <= event.start:
        raise EventRefused("ends", _("Das Ende liegt nicht nach dem Beginn."))
    if event.form == Event.Form.ONLINE:
        event.venue, event.room, event.room_confirmed = None, None, False
    if event.room is not None and event.room.venue_id != event.venue_id:
        raise EventRefused("room", _("Diesen Raum gibt es an dem Ort nicht."))
    if event.room is None:
        event.room_confirmed = False
    if event.reserved and event.seats is None:
        raise EventRefused("seats", _("Plätze zurückhalten lässt sich nur, wo sie gezählt sind."))
    if event.seats is not None and event.reserved > event.seats:
        raise EventRefused("reserved", _("Es gibt nur %(n)d Plätze.") % {"n": event.seats})
    _check_window(event)


def _check_window(event: Event) -> None:
    if event.closes_at is not None and event.closes_at > event.end:
        raise EventRefused("closes_at", _("Dann ist die Veranstaltung schon vorbei."))
    if event.opens_at is None:
        return
    if event.opens_at >= (event.closes_at or event.start):
        raise EventRefused("opens_at", _("Die Anmeldung beginnt nicht, bevor sie endet."))
