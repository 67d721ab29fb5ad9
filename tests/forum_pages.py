"""What the tests that visit every address need of forums: one part for each group of pages."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from tests.people import People
from werkspur.base.links import digest
from werkspur.forums.models import EventSeries, Invitation, Material, Question
from werkspur.forums.services import links, mailings
from werkspur.forums.services.closing import freeze
from werkspur.forums.services.invitations import PURPOSE
from werkspur.forums.services.mailing_rules import load_rules
from werkspur.forums.tests.world import NOW, ForumWorld, forum_world

#: an event that is still to come, whatever the day of the tests
SOON = datetime.now(UTC) + timedelta(days=10)


def forum_pages(people: People, *, company: Any) -> dict[str, dict[str, Any]]:
    """Arguments of every address of forums, by its name."""
    world = forum_world()
    found: dict[str, dict[str, Any]] = {}
    for part in (planned, public, registered, letters, checked_in, asked, afterwards):
        found |= part(world, people, company)
    return found


def planned(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    """An event to come with all that is planned about it, a draft, and one of a series that is to be decided."""
    event = world.another(start=SOON, end=SOON + timedelta(hours=2))
    draft = world.another(start=SOON, end=SOON + timedelta(hours=2), state="draft", announced_at=None)
    over = world.another(start=SOON - timedelta(days=30), end=SOON - timedelta(days=29))
    item = event.agenda.create(title="Die Lage", starts=event.start)
    question = event.form_questions.create(key="essen", label="Essen Sie mit?", kind="yes_no")
    task = event.tasks.create(title="Raum anfragen", due=SOON.date())
    series = EventSeries.objects.create(
        kind=world.kind, title="Stammtisch", rule="FREQ=WEEKLY;BYDAY=TH", first=SOON.date(), last=SOON.date(),
        start=time(18),
    )  # fmt: skip
    asking = world.another(
        start=SOON, end=SOON + timedelta(hours=2), state="asking", announced_at=None, series=series, wanted=SOON.date(),
        reason="Feiertag",
    )  # fmt: skip
    here, kept = {"uid": event.uid}, {"kind": "orte"}
    of_event = ("event_overview", "event_edit", "event_agenda", "event_cancel", "event_copy", "agenda_new",
                "form_question_new", "task_add")  # fmt: skip
    found: dict[str, dict[str, Any]] = {f"forums:{name}": here for name in of_event}
    found |= {f"forums:{name}": {"uid": draft.uid} for name in ("event_announce", "event_remove")}
    found |= {"forums:event_close": {"uid": over.uid}, "forums:event_decide": {"uid": asking.uid}}
    found |= {f"forums:{name}": here | {"pk": item.pk} for name in ("agenda_edit", "agenda_remove")}
    asked = here | {"pk": question.pk}
    found |= {f"forums:{name}": asked for name in ("form_question_edit", "form_question_remove")}
    found |= {f"forums:{name}": here | {"task": task.uid} for name in ("task_check", "task_remove")}
    found |= {f"forums:{name}": kept for name in ("kept", "kept_new")}
    one = kept | {"pk": world.venue.pk}
    found |= {f"forums:{name}": one for name in ("kept_edit", "kept_whole", "kept_remove")}
    return found | {"forums:series": {"uid": series.uid}}


def public(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    slug, key = {"slug": world.event.slug}, {"key": "alle"}
    return {
        "forums:event": slug,
        "forums:event_calendar": slug,
        "forums:feed_atom": key,
        "forums:feed_calendar": key,
    }


def registered(world: ForumWorld, people: People, company: Any) -> dict[str, dict[str, Any]]:
    """Somebody registered for an event that comes, of anna's company; somebody who waits; an invitation."""
    event = world.another(start=SOON, end=SOON + timedelta(hours=2), seats=1, reserved=0)
    here = world.register(event, company=company)
    waits = world.register(event, state="waiting", waiting_since=SOON, confirmed_at=None)
    offered = world.register(event, state="offered", waiting_since=SOON, offered_until=SOON, confirmed_at=None)
    until = SOON + timedelta(days=1)
    manage, confirm, accept = (
        {"token": links.issue(one, purpose=purpose, until=until)}
        for one, purpose in ((here, links.MANAGE), (here, links.CONFIRM), (offered, links.ACCEPT))
    )
    token = "einladung-fuer-proben"
    invitation = Invitation.objects.create(
        event=event, partner=world.crafts, email="gast@werkspur.example", digest=digest(token, purpose=PURPOSE)
    )
    found: dict[str, dict[str, Any]] = {
        f"forums:{name}": manage for name in ("manage", "manage_change", "manage_withdraw")
    }
    found |= {"forums:confirm": confirm, "forums:offer_accept": accept}
    found |= {f"forums:{name}": {"token": token} for name in ("invited", "invited_decline")}
    found |= {f"forums:{name}": {"uid": here.uid} for name in ("my_registration", "my_change", "my_withdraw")}
    of_event = ("registrations", "registrations_csv", "registration_new", "seats", "invitations", "invitations_new")
    found |= {f"forums:{name}": {"uid": event.uid} for name in (*of_event, "quotas")}
    of_one = ("registration", "registration_change", "registration_withdraw", "registration_seat")
    found |= {f"forums:{name}": {"uid": waits.uid} for name in of_one}
    found |= {f"forums:{name}": {"uid": invitation.uid} for name in ("invitation_withdraw", "invitation_again")}
    return found | {f"forums:{name}": {"slug": event.slug} for name in ("register", "register_sent")}


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
