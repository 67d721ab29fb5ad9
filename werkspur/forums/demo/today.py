"""A forum of this evening, so that somebody can stand at the door with a telephone."""

from __future__ import annotations

from datetime import timedelta

from werkspur.base.calendar.wallclock import day_of
from werkspur.base.demonstration import Build
from werkspur.forums.demo import words
from werkspur.forums.demo.making import fill, let_in, make, post
from werkspur.forums.models import Event
from werkspur.forums.services.checkin import add_door


def build_today(build: Build) -> Event:
    """Add it with two doors and guests; those who would have come by now are in."""
    event = make(build, words.SHOPS, day=day_of(build.now))
    fill(build, event, companies=build.companies[2:30])
    by = build.people["kammer"]
    doors = [add_door(event=event, name=name, by=by) for name in ("Haupteingang", "Hof")]
    post(event, until=min(build.now, event.start))
    if build.now > event.start - timedelta(minutes=30):
        let_in(build, event, door=doors[0], until=build.now)
    return event
