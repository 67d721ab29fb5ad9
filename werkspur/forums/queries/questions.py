"""Questions of the audience: what everybody sees, and what staff have to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from werkspur.forums.models import Event, Question

#: so long after its end an event still takes questions
AFTER = timedelta(days=14)
#: questions beside an event's page
FEW = 3


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
    shown = event.questions.shown()  # type: ignore[attr-defined]
    return Teaser(takes_questions(event, now=now), shown.count(), list(shown[:FEW]))
