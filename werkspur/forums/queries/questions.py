"""Questions of the audience: what everybody sees, and what staff have to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkspur.base.bausteine import Draft
from werkspur.base.calendar.wallclock import day_of
from werkspur.forums.models import Event, Question
from werkspur.partners.models import Partner, Person, Role

State = Question.State
#: so long after its end an event still takes questions
AFTER = timedelta(days=14)
#: questions beside an event's page
FEW = 3
#: part of an address → state, label: the tabs of moderation
TABS = (
    ("zu-sichten", State.NEW, gettext_lazy("Zu sichten")),
    ("offen", State.SHOWN, gettext_lazy("Offen")),
    ("beantwortet", State.ANSWERED, gettext_lazy("Beantwortet")),
    ("ausgeblendet", State.HIDDEN, gettext_lazy("Ausgeblendet")),
)


@dataclass(frozen=True)
class Teaser:
    """Questions on the page of an event. open: new ones are taken; top: those that most want answered."""

    open: bool
    count: int
    top: list[Question]


def takes_questions(event: Event, *, now: datetime) -> bool:
    """Say whether somebody may ask now: once it is announced, until two weeks after its end."""
    return event.asking and event.state == Event.State.ANNOUNCED and now <= event.end + AFTER


def teaser(event: Event, *, now: datetime) -> Teaser:
    """Return what the page of an event shows of its questions (template forums/questions/teaser.html)."""
    shown = shown_of(event)
    return Teaser(takes_questions(event, now=now), shown.count(), list(shown[:FEW]))


def shown_of(event: Event) -> QuerySet[Question]:
    """The questions that everybody may read, those that most want answered first."""
    return Question.objects.shown().filter(event=event).select_related("owner")


def tabs(event: Event) -> list[tuple[str, str, str, int]]:
    """Return the states of an event's questions as (part of an address, state, label, how many)."""
    states = list(Question.objects.filter(event=event).values_list("state", flat=True))
    return [(slug, state, str(label), states.count(state)) for slug, state, label in TABS]


def waiting(person: Any) -> QuerySet[Question]:
    """Everything that a person's events still have to look at or to answer: overdue first, then by day."""
    found = Question.objects.kept_by(person).filter(state__in=[State.NEW, State.SHOWN])
    return found.select_related("event", "owner", "owner_person").order_by("answer_by", "-votes", "created_at", "id")


def of_person(person: Any) -> QuerySet[Question]:
    """The questions of a person's events that this person or the own partner is to answer, or nobody yet."""
    partners = [role.partner_id for role in person.current_roles if role.partner_id]
    mine = Q(owner_person=person) | Q(owner_person=None, owner__in=partners) | Q(owner=None)
    return waiting(person).filter(mine)


def overdue(rows: Iterable[Question], *, today: date) -> list[Question]:
    """Those whose answer was promised for a day that is over."""
    return [one for one in rows if one.answer_by is not None and one.answer_by < today]


def owners(*, today: date) -> QuerySet[Partner]:
    """Who may answer: every partner of today."""
    found: QuerySet[Partner] = Partner.objects.valid_on(today)
    return found


def colleagues(*, today: date) -> QuerySet[Person]:
    """Staff of partners who may have a question: those with a role there today."""
    roles = Role.objects.current().filter(kind__in=(Role.Kind.CHAMBER, Role.Kind.POLICE_ADVICE))
    return Person.objects.filter(pk__in=roles.values("person"), is_active=True).order_by("name", "pk")


def drafts() -> Iterable[Draft]:
    """Questions meant for politics or administration, as drafts for the demands of the chambers."""
    rows = Question.objects.shown().filter(political=True).select_related("event").order_by("created_at", "id")
    for one in rows:
        day = day_of(one.event.start)
        yield Draft(
            key=f"forums.question.{one.uid}",
            title=one.text if len(one.text) <= 120 else f"{one.text[:119].rstrip()}…",
            text=one.text + (f"\n\n{_('Antwort im Forum:')} {one.answer}" if one.answer else ""),
            source=_("Frage aus dem Publikum: %(event)s, %(day)s")
            % {"event": one.event.title, "day": f"{day:%d.%m.%Y}"},
            url=f"{reverse('forums:questions', args=[one.event.slug])}#frage-{one.uid}",
            taken=day_of(one.created_at),
        )
