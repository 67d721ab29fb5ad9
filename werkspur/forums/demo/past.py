"""Forums that were: the last one still waits for its answers, the others are closed; of the oldest only counts stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from werkspur.base.calendar.wallclock import day_of
from werkspur.base.demonstration import Build
from werkspur.forums.demo import words
from werkspur.forums.demo.afterwards import (
    MINUTES,
    ROADS_QUESTIONS,
    VANS_QUESTIONS,
    YARDS_QUESTIONS,
    Asked,
    ask_all,
    hand_out,
    rate,
    write_minutes,
)
from werkspur.forums.demo.making import Plan, day_near, fill, fill_by_telephone, let_in, make, post, tick_off
from werkspur.forums.models import Event
from werkspur.forums.services.events import close_event
from werkspur.forums.services.retention import forget_guests

#: persons leave after so long
KEPT = timedelta(days=90)
DAY = timedelta(days=1)


def build_past(build: Build) -> None:
    """Add a forum of twelve days ago, one of nine weeks ago, two of last year; each with what came of it."""
    _closed(build, words.FIRST_MARKING, days=-390, guests=range(4, 24), result=(
        "212 Geräte aus 20 Betrieben bekamen eine Nummer. Der nächste Kennzeichnungstag geht in den Landkreis Leipzig."
    ))  # fmt: skip
    _closed(build, words.ROADS, days=-215, guests=range(8, 33), asked=ROADS_QUESTIONS, result=(
        "Vier Straßen in zwei Gewerbegebieten sind auf der Liste für neue Leuchten. Zu den Einfahrten gibt es noch "
        "keine Zuständigkeit, die Kammern fragen nach."
    ))  # fmt: skip
    _closed(build, words.YARDS, days=-63, guests=range(30), asked=YARDS_QUESTIONS, result=(
        "23 Betriebe haben sich für eine Beratung im eigenen Hof vorgemerkt. Die Polizei kommt bis Jahresende in alle. "
        "Die Checkliste für den Abendrundgang liegt bei."
    ))  # fmt: skip
    _vans(build)
    forget_guests(before=day_of(build.now - KEPT))


def _held(build: Build, plan: Plan, *, days: int, guests: range) -> Event:
    """An event that took place, with who came, its sheet and what people said of it."""
    event = make(build, plan, day=day_near(build, days))
    fill(build, event, companies=[build.companies[place] for place in guests], first=len(guests))
    fill_by_telephone(build, event)
    post(event, until=event.start)
    let_in(build, event)
    hand_out(build, event)
    rate(event)
    return event


def _closed(
    build: Build, plan: Plan, *, days: int, guests: range, result: str, asked: Sequence[Asked] = ()
) -> None:  # fmt: skip
    event = _held(build, plan, days=days, guests=guests)
    at = event.end + 20 * DAY
    ask_all(build, event, asked)
    write_minutes(build, event, MINUTES[plan.title], now=at)
    post(event, until=at)
    tick_off(build, event, until=build.now, now=at)
    close_event(event, result=result, by=build.people["kammer"], now=at)
    Event.objects.filter(pk=event.pk).update(updated_at=at)


def _vans(build: Build) -> None:
    """The last one: minutes are out, half of the questions have an answer, it is not closed yet."""
    event = _held(build, words.VANS, days=-12, guests=range(32))
    ask_all(build, event, VANS_QUESTIONS)
    write_minutes(build, event, MINUTES[words.VANS.title], now=event.end + 5 * DAY)
    tick_off(build, event, until=event.end + 10 * DAY, now=event.end + 5 * DAY)
    post(event, until=build.now)
