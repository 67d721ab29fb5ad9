"""A new event like an old one: everything but the people, and what came of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkspur.base.calendar.wallclock import MissingHour, day_of, shown
from werkspur.forums.models import AgendaItem, Door, Event, FormQuestion, Quota
from werkspur.forums.rules import times
from werkspur.forums.services.events.making import made
from werkspur.forums.services.refusals import EventRefused
from werkspur.journal.services import record
from werkspur.partners import rules

#: what an evening is; its state, its times and what came of it are its own
KEPT = (
    "kind", "title", "summary", "text", "audience", "form", "venue", "room", "seats", "reserved", "party_most",
    "contact", "asking",
)  # fmt: skip


def copy_event(
    event: Event, *, day: date, title: str = "", by: Any, now: datetime | None = None
) -> Event:  # fmt: skip
    """Make a draft like an event on another day, at the same time on the clock on the wall.

    With it come agenda and speakers, questions of the form, quotas and doors; not: registrations, invitations,
    questions of the audience, materials, minutes, result, the confirmation of the room and the address online.

    Raises:
        EventRefused: the day is over, or the clock is put forward over the time.
    """
    now = now or timezone.now()
    if day < day_of(now):
        raise EventRefused("day", _("Das liegt in der Vergangenheit."))
    start, end = _times(event, day=day)
    values = {name: getattr(event, name) for name in KEPT}
    values |= {"title": rules.tidy(title) or event.title, "start": start, "end": end}
    values |= {"hosts": event.hosts.all(), "regions": event.regions.all()}
    if event.closes_at is not None:
        values["closes_at"] = event.closes_at + (start - event.start)
    with transaction.atomic():
        copy = made(values)
        _copy_agenda(event, copy, by=start - event.start)
        _copy_form(event, copy)
        Quota.objects.bulk_create(
            [Quota(event=copy, partner=one.partner, seats=one.seats) for one in event.quotas.all()]
        )
        Door.objects.bulk_create([Door(event=copy, name=one.name) for one in event.doors.all()])
        record("forums.event_copied", by=by, object=copy, details={"from": str(event.uid)})
    return copy


def _times(event: Event, *, day: date) -> tuple[datetime, datetime]:
    begins, ends = (shown(moment).time().replace(tzinfo=None, fold=0) for moment in (event.start, event.end))
    try:
        return times.span(day, begins=begins, ends=ends)
    except MissingHour as error:
        raise EventRefused("day", _("In dieser Nacht wird die Uhr vorgestellt, der Beginn fehlt.")) from error
    except times.TooLong:
        start = times.span(day, begins=begins, ends=begins)[0]
        return start, start + (event.end - event.start)


def _copy_agenda(event: Event, copy: Event, *, by: timedelta) -> None:
    for item in event.agenda.prefetch_related("speakers"):
        made = AgendaItem.objects.create(
            event=copy, starts=item.starts + by, ends=item.ends + by if item.ends else None, kind=item.kind,
            title=item.title, text=item.text, room=item.room,
        )  # fmt: skip
        made.speakers.set(item.speakers.all())


def _copy_form(event: Event, copy: Event) -> None:
    """Copy the questions of the form; a condition points to the copy of its question."""
    made: dict[int, FormQuestion] = {}
    questions = list(event.form_questions.all())
    for one in questions:
        made[one.pk] = FormQuestion.objects.create(
            event=copy, key=one.key, label=one.label, kind=one.kind, choices=one.choices, required=one.required,
            equals=one.equals, order=one.order,
        )  # fmt: skip
    for one in questions:
        if one.asked_if_id in made:
            made[one.pk].asked_if = made[one.asked_if_id]
            made[one.pk].save()
