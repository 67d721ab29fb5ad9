"""This app's share of the demonstration partnership: forums that were, one of today, and those to come. Made up."""

from __future__ import annotations

from typing import Any

from werkspur.base.demonstration import Build
from werkspur.forums.demo.coming import build_coming
from werkspur.forums.demo.past import build_past
from werkspur.forums.demo.places import build_places, build_speakers
from werkspur.forums.demo.today import build_today

NEEDED = ("ihk", "hwk", "pd")


def build_forums(build: Build) -> Any:
    """Add all of it; nothing where the partners, their staff or the companies are missing."""
    by = build.people.get("kammer")
    if by is None or len(build.companies) < 33 or not all(slug in build.partners for slug in NEEDED):
        return []
    build_places(build)
    build_speakers(build)
    build_past(build)
    build_today(build)
    build_coming(build)
    return None
