"""The agenda of an event: talks, breaks and who speaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import MissingHour, shown
from werkspur.forums.models import AgendaItem, Event, Speaker
from werkspur.forums.rules import times
from werkspur.forums.services.refusals import EventRefused
from werkspur.journal.services import record

#: an event has no more items than these
MOST = 60


def keep_item(event: Event, *, item: AgendaItem | None = None, values: Mapping[str, Any], by: Any) -> AgendaItem:
    """Add an item to the agenda, or change one.

    Args:
        values: kind, title, text, room, speakers; `begins`, `ends` on the clock on the wall, `second` when an hour
            that comes twice is meant for the second time; `speaker` (role, organisation …) makes a new one.

    Raises:
        EventRefused: outside the event, an hour that is missing, or too many items.
    """
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=event.pk)
        _check_open(event)
        item = item or AgendaItem(event=event)
        _place(item, event=event, values=values)
        if item.pk is None and event.agenda.count() >= MOST:
            raise EventRefused("", _("Mehr als %(n)d Punkte hat kein Programm.") % {"n": MOST})
        for name in ("kind", "title", "text", "room"):
            if name in values:
                setattr(item, name, values[name])
        if item.room is not None and item.room.venue_id != event.venue_id:
            raise EventRefused("room", _("Diesen Raum gibt es an dem Ort nicht."))
        item.save()
        speakers = list(values.get("speakers", []))
        if values.get("speaker"):
            speakers.append(Speaker.objects.create(**values["speaker"]))
        item.speakers.set(speakers)
        record("forums.agenda_changed", by=by, object=event, details={"item": item.pk})
    return item


def remove_item(item: AgendaItem, *, by: Any) -> None:
    """Take an item off the agenda; a second click finds nothing and says nothing."""
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=item.event_id)
        _check_open(event)
        if AgendaItem.objects.filter(pk=item.pk).delete()[0]:
            record("forums.agenda_changed", by=by, object=event)


def _check_open(event: Event) -> None:
    if event.state == Event.State.CANCELLED:
        raise EventRefused("", _("Diese Veranstaltung ist abgesagt."))


def _place(item: AgendaItem, *, event: Event, values: Mapping[str, Any]) -> None:
    """Set the times; what is unchanged on the clock stays the moment that it was."""
    begins, ends = values["begins"], values.get("ends")
    if item.pk and _clock(item.starts) == begins and _clock(item.ends) == ends and "second" not in values:
        return
    try:
        item.starts, item.ends = times.placed(
            begins, ends, start=event.start, end=event.end, second=bool(values.get("second"))
        )
    except MissingHour as error:
        sentence = _("In dieser Nacht wird die Uhr um %(from)s Uhr vorgestellt, diese Uhrzeit fehlt.")
        raise EventRefused("begins", sentence % {"from": "2"}) from error
    except times.Outside as error:
        if error.args[0] == "ends" and ends is not None:
            raise EventRefused("ends", _outside(event, later=True)) from error
        raise EventRefused("begins", _outside(event)) from error


def _outside(event: Event, *, later: bool = False) -> str:
    words = {"from": f"{shown(event.start):%H:%M}", "to": f"{shown(event.end):%H:%M}"}
    if later:
        return _("Das Ende liegt nach dem Anfang und spätestens um %(to)s Uhr.") % words
    return _("Die Veranstaltung dauert von %(from)s bis %(to)s Uhr.") % words


def _clock(moment: datetime | None) -> time | None:
    return shown(moment).time().replace(tzinfo=None, fold=0) if moment else None
