"""What the tests that visit every address need of forums: one part for each group of pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.people import People
from werkspur.forums.models import Material, Question
from werkspur.forums.services import links, mailings
from werkspur.forums.services.closing import freeze
from werkspur.forums.services.mailing_rules import load_rules
from werkspur.forums.tests.world import NOW, ForumWorld, forum_world


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
    """Letters planned about the event, one of them about to go out; tickets by link and by staff."""
    load_rules()
    mailings.plan_mailings(world.event, now=NOW)
    registration = world.register()
    token = {"token": links.issue(registration, purpose=links.MANAGE, until=datetime.now(UTC) + timedelta(days=1))}
    code, uid = {"code": "reminder"}, {"uid": world.event.uid}
    by_code = ("letter", "letter_preview", "letter_reset", "mailing_rule")
    found: dict[str, dict[str, Any]] = {f"forums:{name}": code for name in by_code}
    found |= {f"forums:{name}": uid for name in ("mailings", "labels", "badges", "signs")}
    found |= {f"forums:{name}": token for name in ("ticket", "certificate")}
    of_one = {"uid": registration.uid}
    found |= {f"forums:{name}": of_one for name in ("registration_ticket", "registration_certificate")}
    return found | {"forums:mailing": uid | {"pk": world.event.mailings.get(key="reminder").pk}}


def checked_in(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    """An event with a door, at which nobody stands yet."""
    uid = {"uid": world.event.uid}
    found: dict[str, dict[str, Any]] = dict.fromkeys(
        ("forums:checkin", "forums:checkin_doors", "forums:checkin_package", "forums:checkin_sync"), uid
    )
    door = world.event.doors.create(name="Hof")
    return found | {"forums:checkin_walk_in": uid, "forums:checkin_door_remove": uid | {"pk": door.pk}}


def asked(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    """A question that everybody reads."""
    question = Question.objects.create(event=world.event, text="Was kostet ein Ortungssender?", state="shown")
    slug, one = {"slug": world.event.slug}, {"uid": question.uid}
    found: dict[str, dict[str, Any]] = {f"forums:{name}": one for name in ("question_edit", "question_hide")}
    found |= {"forums:questions": slug, "forums:questions_wall": slug, "forums:question_vote": slug | one}
    return found | {"forums:question_show": one, "forums:questions_moderate": {"uid": world.event.uid}}


def afterwards(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    """An event with a decision and an address as material; one that was closed, for its report."""
    uid = {"uid": world.event.uid}
    material = Material.objects.create(event=world.event, title="Merkblatt", address="https://werkspur.example/")
    decision = world.event.decisions.create(text="Ein Merkblatt schreiben", day=NOW.date())
    closed = world.another(state="closed", closed_at=NOW)
    freeze(closed, now=NOW)
    until = datetime.now(UTC) + timedelta(days=1)
    token = {"token": links.issue(world.register(), purpose=links.FEEDBACK, until=until)}
    found: dict[str, dict[str, Any]] = dict.fromkeys(
        ("forums:closing", "forums:minutes", "forums:minutes_release", "forums:materials"), uid
    )
    found |= {f"forums:{name}": {"uid": material.uid} for name in ("material", "material_edit", "material_remove")}
    found |= {"forums:decision_remove": uid | {"pk": decision.pk}, "forums:feedback": token}
    return found | {"forums:report": {"uid": closed.uid}}
