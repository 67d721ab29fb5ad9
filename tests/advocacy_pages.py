"""What the tests that visit every address need of advocacy: one part for each group of pages."""

from __future__ import annotations

from typing import Any

from tests.people import People
from werkspur.advocacy.tests.world import AdvocacyWorld, advocacy_world


def advocacy_pages(people: People) -> dict[str, dict[str, Any]]:
    """Arguments of every address of advocacy, by its name."""
    world = advocacy_world()
    found: dict[str, dict[str, Any]] = {}
    for part in (demanded, addressed, delivered, filed, answered, measured, papers, public):
        found |= part(world, people)
    return found


def demanded(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def addressed(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def delivered(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def filed(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def answered(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def measured(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def papers(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}


def public(world: AdvocacyWorld, people: People) -> dict[str, dict[str, Any]]:
    return {}
