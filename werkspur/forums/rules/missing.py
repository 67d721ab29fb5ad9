"""What an event still lacks, and from when on that is urgent. Without Django: facts in, findings out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: invitations need their time: a forum that is announced later than this stays empty
ANNOUNCE = timedelta(days=42)
ROOM = timedelta(days=28)
AGENDA = timedelta(days=28)
ADDRESS = timedelta(days=7)
#: after the event
MATERIALS = timedelta(days=7)
CLOSE = timedelta(days=30)


class Gap(StrEnum):
    """One thing that is missing, in the order in which it is told."""

    DECIDE = "decide"
    SUMMARY = "summary"
    VENUE = "venue"
    CLASH = "clash"
    ROOM = "room"
    ROOM_UNCONFIRMED = "room_unconfirmed"
    ROOM_SMALL = "room_small"
    AGENDA = "agenda"
    AGENDA_OUTSIDE = "agenda_outside"
    SPEAKERS = "speakers"
    ADDRESS = "address"
    CONTACT = "contact"
    ANNOUNCE = "announce"
    TASKS = "tasks"
    QUESTIONS = "questions"
    MATERIALS = "materials"
    CLOSE = "close"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of an event.

    state             draft, asking, announced, cancelled, closed
    onsite, online    where it takes place; both for a mixed one
    seats, room_seats None: not limited, not counted
    items, outside    items on the agenda; those not within the event
    talks_open        talks without anybody who speaks
    tasks_late        open tasks whose day is over
    questions_late    questions of the audience whose answer is overdue
    clash             another event is in the same room at the same time
    """

    state: str
    start: datetime
    end: datetime
    described: bool
    onsite: bool
    online: bool
    has_venue: bool
    has_room: bool
    room_confirmed: bool
    seats: int | None
    room_seats: int | None
    has_address: bool
    has_contact: bool
    items: int = 0
    outside: int = 0
    talks_open: int = 0
    tasks_late: int = 0
    questions_late: int = 0
    materials: int = 0
    clash: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One gap. urgent: its time has come."""

    gap: Gap
    urgent: bool
    count: int = 0


def missing(facts: Facts, *, now: datetime) -> list[Finding]:
    """Return what an event lacks, the urgent first. Nothing of one that is cancelled."""
    if facts.state == "cancelled":
        return []
    if facts.state == "closed":
        found = _late(facts)
    elif facts.end <= now:
        found = _after(facts, now=now)
    else:
        found = _before(facts, now=now)
    order = list(Gap)
    return sorted(found, key=lambda one: (not one.urgent, order.index(one.gap)))


def _before(facts: Facts, *, now: datetime) -> list[Finding]:
    left = facts.start - now
    announced = facts.state == "announced"
    found = [
        (facts.state == "asking", Gap.DECIDE, True, 0),
        (not facts.described, Gap.SUMMARY, announced or left < ANNOUNCE, 0),
        (facts.clash, Gap.CLASH, True, 0),
        (not facts.items, Gap.AGENDA, left < AGENDA, 0),
        (facts.outside > 0, Gap.AGENDA_OUTSIDE, True, facts.outside),
        (facts.talks_open > 0, Gap.SPEAKERS, left < AGENDA, facts.talks_open),
        (facts.online and not facts.has_address, Gap.ADDRESS, left < ADDRESS, 0),
        (not facts.has_contact, Gap.CONTACT, False, 0),
        (facts.state == "draft", Gap.ANNOUNCE, left < ANNOUNCE, 0),
    ]
    return [*_room(facts, left=left), *_kept(found), *_late(facts)]


def _room(facts: Facts, *, left: timedelta) -> list[Finding]:
    if not facts.onsite:
        return []
    small = facts.seats is not None and facts.room_seats is not None and facts.seats > facts.room_seats
    return _kept(
        [
            (not facts.has_venue, Gap.VENUE, left < ANNOUNCE, 0),
            (facts.has_venue and not facts.has_room, Gap.ROOM, left < ROOM, 0),
            (facts.has_room and not facts.room_confirmed, Gap.ROOM_UNCONFIRMED, left < ROOM, 0),
            (facts.has_room and small, Gap.ROOM_SMALL, True, facts.room_seats or 0),
        ]
    )


def _after(facts: Facts, *, now: datetime) -> list[Finding]:
    if facts.state != "announced":
        return []
    since = now - facts.end
    found = [
        (not facts.materials, Gap.MATERIALS, since > MATERIALS, 0),
        (True, Gap.CLOSE, since > CLOSE, 0),
    ]
    return [*_kept(found), *_late(facts)]


def _late(facts: Facts) -> list[Finding]:
    return _kept(
        [
            (facts.tasks_late > 0, Gap.TASKS, True, facts.tasks_late),
            (facts.questions_late > 0, Gap.QUESTIONS, True, facts.questions_late),
        ]
    )


def _kept(rows: list[tuple[bool, Gap, bool, int]]) -> list[Finding]:
    return [Finding(gap=gap, urgent=urgent, count=count) for applies, gap, urgent, count in rows if applies]
