"""Events as staff see them: what is next, how full it is, what is missing; a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from werkspur.forums.models import AgendaItem, Event, EventTask, Material, Question, Registration
from werkspur.forums.models.events import EventQuerySet
from werkspur.forums.rules.missing import Facts, Finding, missing

State = Event.State


@dataclass(frozen=True, kw_only=True)
class Line:
    """One event in a list, with what it lacks."""

    event: Event
    findings: list[Finding]

    @property
    def urgent(self) -> list[Finding]:
        """What cannot wait."""
        return [one for one in self.findings if one.urgent]


def counted(rows: EventQuerySet, *, now: datetime, today: date) -> QuerySet[Event]:
    """Return events with what `line` needs to know; in one statement.

    people: who has a seat; waiting: who waits for one.
    """
    taking = Registration.objects.filter(event=OuterRef("pk")).taking(now)
    waits = Registration.objects.filter(event=OuterRef("pk"), state=Registration.State.WAITING)
    items = AgendaItem.objects.filter(event=OuterRef("pk"))
    outside = items.filter(Q(starts__lt=OuterRef("start")) | Q(starts__gte=OuterRef("end")))
    talks = items.filter(kind=AgendaItem.Kind.TALK, speakers=None)
    tasks = EventTask.objects.filter(event=OuterRef("pk"), done_at=None)
    questions = Question.objects.filter(event=OuterRef("pk"), answered_at=None, answer_by__lt=today)
    others = Event.objects.filter(
        room=OuterRef("room"), start__lt=OuterRef("end"), end__gt=OuterRef("start"),
        state__in=[State.DRAFT, State.ANNOUNCED],
    ).exclude(pk=OuterRef("pk"))  # fmt: skip
    return rows.select_related("kind", "venue", "room", "series").annotate(
        people=_sum(taking), waiting=_sum(waits), items=_count(items), outside=_count(outside),
        talks_open=_count(talks), tasks_open=_count(tasks), tasks_late=_count(tasks.filter(due__lt=today)),
        questions_late=_count(questions.exclude(state=Question.State.HIDDEN)),
        material_count=_count(Material.objects.filter(event=OuterRef("pk"))),
        clash=Exists(others),
    )  # fmt: skip


def _count(rows: Any) -> Any:
    """How many rows there are, as a subquery of its own, so that no join multiplies another."""
    groups = rows.order_by().values("event").annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(groups, output_field=IntegerField()), 0)


def _sum(rows: Any) -> Any:
    groups = rows.order_by().values("event").annotate(number=Sum("size")).values("number")
    return Coalesce(Subquery(groups, output_field=IntegerField()), 0)


def line(event: Any, *, now: datetime) -> Line:
    """Return an event of `counted` with what it lacks."""
    room = event.room
    facts = Facts(
        state=event.state, start=event.start, end=event.end, described=bool(event.summary or event.text),
        onsite=event.form != Event.Form.ONLINE, online=event.form != Event.Form.ONSITE,
        has_venue=event.venue_id is not None, has_room=room is not None, room_confirmed=event.room_confirmed,
        seats=event.seats, room_seats=room.seats if room else None, has_address=bool(event.online_url),
        has_contact=event.contact_id is not None, items=event.items, outside=event.outside,
        talks_open=event.talks_open, tasks_late=event.tasks_late, questions_late=event.questions_late,
        materials=event.material_count, clash=event.clash,
    )  # fmt: skip
    return Line(event=event, findings=missing(facts, now=now))


def of_event(event: Event, *, now: datetime, today: date) -> Line:
    """Return one event with what it lacks."""
    return line(counted(Event.objects.filter(pk=event.pk), now=now, today=today).get(), now=now)


def to_come(person: Any, *, now: datetime, today: date) -> QuerySet[Event]:
    """Return the events that are not over: the next one first. Cancelled ones stay until their day."""
    rows = Event.objects.visible_to(person).filter(end__gt=now).exclude(state=State.ASKING)
    return counted(rows, now=now, today=today).order_by("start", "pk")


def behind(person: Any, *, now: datetime, today: date) -> QuerySet[Event]:
    """Return the events that are over: the last one first."""
    rows = Event.objects.visible_to(person).filter(end__lte=now).exclude(state=State.ASKING)
    return counted(rows, now=now, today=today).order_by("-start", "-pk")


def to_decide(person: Any) -> QuerySet[Event]:
    """Return events of a series whose day is a holiday: somebody of a host decides."""
    rows = Event.objects.kept_by(person).filter(state=State.ASKING)
    return rows.select_related("kind", "series").order_by("start", "pk")


def lacking(person: Any, *, now: datetime, today: date) -> list[Line]:
    """Return the own events that lack something urgent: the next first, then those that are over, the last first."""
    rows = Event.objects.filter(pk__in=Event.objects.kept_by(person).values("pk"))
    late = Q(state=State.CLOSED) & (Q(tasks_late__gt=0) | Q(questions_late__gt=0))
    found = counted(rows, now=now, today=today).filter(Q(state__in=[State.DRAFT, State.ANNOUNCED]) | late)
    lines = [one for event in found.order_by("start", "pk") if (one := line(event, now=now)).urgent]
    over = [one for one in lines if one.event.end <= now]
    return [one for one in lines if one.event.end > now] + over[::-1]


def tasks_due(person: Any, *, until: date) -> QuerySet[EventTask]:
    """Return open tasks of the own events that are due until a day, the oldest first."""
    rows = EventTask.objects.filter(event__in=Event.objects.kept_by(person), done_at=None, due__lte=until)
    return rows.exclude(event__state=State.CANCELLED).select_related("event", "partner").order_by("due", "pk")
