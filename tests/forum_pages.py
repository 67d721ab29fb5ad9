"""What the tests that visit every address need of forums: one part for each group of pages."""

from __future__ import annotations

from typing import Any

from tests.people import People
from werkspur.forums.tests.world import ForumWorld, forum_world


def forum_pages(people: People, *, company: Any) -> dict[str, dict[str, Any]]:
    """Arguments of every address of forums, by its name."""
    world = forum_world()
    found: dict[str, dict[str, Any]] = {}
    for part in (planned, public, registered, letters, checked_in, asked, afterwards):
        found |= part(world, people, company)
    return found


def planned(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    return {}


def public(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    slug, key = {"slug": world.event.slug}, {"key": "alle"}
    return {
        "forums:event": slug,
        "forums:event_calendar": slug,
        "forums:feed_atom": key,
        "forums:feed_calendar": key,
    }


def registered(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    return {}


def letters(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    return {}


def checked_in(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    """An event with a door, at which nobody stands yet."""
    uid = {"uid": world.event.uid}
    found: dict[str, dict[str, Any]] = dict.fromkeys(
        ("forums:checkin", "forums:checkin_doors", "forums:checkin_package", "forums:checkin_sync"), uid
    )
    door = world.event.doors.create(name="Hof")
    return found | {"forums:checkin_walk_in": uid, "forums:checkin_door_remove": uid | {"pk": door.pk}}


def asked(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    return {}


def afterwards(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    return {}
