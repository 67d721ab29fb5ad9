"""This app's share of the demonstration partnership: demands on every way they can go. All of it is made up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from werkspur.advocacy.demo.bodies import build_bodies
from werkspur.advocacy.demo.making import Office, age
from werkspur.advocacy.demo.papers import build_papers
from werkspur.advocacy.demo.stories import build_stories
from werkspur.base.demonstration import Build
from werkspur.partners.models import Region

PEOPLE, PARTNERS = ("kammer", "ihk", "beratung"), ("ihk", "hwk", "pd")


def build_advocacy(build: Build) -> Any:
    """Add all of it; nothing where the partners or their staff are missing."""
    if not all(login in build.people for login in PEOPLE) or not all(slug in build.partners for slug in PARTNERS):
        return []
    chamber, other, police = (build.people[login] for login in PEOPLE)
    with override("de"):
        bodies = build_bodies({one.key: one for one in Region.objects.all()})
        office = Office(build=build, chamber=chamber, other=other, police=police, bodies=bodies)
        demands = build_stories(office)
        build_papers(office, **demands)
        age(now=build.now)
    return None
