"""What an event lacks, and when that becomes urgent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from werkspur.forums.rules.missing import Facts, Gap, missing

START = datetime(2026, 12, 17, 17, tzinfo=UTC)
DAY = timedelta(days=1)
WHOLE = Facts(
    state="announced", start=START, end=START + DAY / 12, described=True, onsite=True, online=False, has_venue=True,
    has_room=True, room_confirmed=True, seats=100, room_seats=120, has_address=False, has_contact=True, items=3,
    materials=1,
)  # fmt: skip


def gaps(*, days_before: float, **facts):
    return [(one.gap, one.urgent) for one in missing(replace(WHOLE, **facts), now=START - days_before * DAY)]


def test_nothing_is_missing_when_all_is_there():
    assert gaps(days_before=1) == []


@pytest.mark.parametrize(
    ("facts", "gap", "urgent_from"),
    [
        ({"items": 0}, Gap.AGENDA, 28),
        ({"room_confirmed": False}, Gap.ROOM_UNCONFIRMED, 28),
        ({"has_room": False, "room_confirmed": False, "room_seats": None}, Gap.ROOM, 28),
        ({"talks_open": 1}, Gap.SPEAKERS, 28),
        ({"state": "draft"}, Gap.ANNOUNCE, 42),
        ({"online": True}, Gap.ADDRESS, 7),
    ],
)
def test_a_gap_becomes_urgent_when_its_time_has_come(facts, gap, urgent_from):
    assert gaps(days_before=urgent_from + 1, **facts) == [(gap, False)]
    assert gaps(days_before=urgent_from - 1, **facts) == [(gap, True)]


def test_what_contradicts_itself_is_urgent_at_once():
    assert gaps(days_before=200, seats=150, clash=True, outside=1, tasks_late=1) == [
        (Gap.CLASH, True), (Gap.ROOM_SMALL, True), (Gap.AGENDA_OUTSIDE, True), (Gap.TASKS, True),
    ]  # fmt: skip


def test_afterwards_materials_and_the_result_are_missing():
    assert gaps(days_before=-1, materials=0) == [(Gap.MATERIALS, False), (Gap.CLOSE, False)]
    assert gaps(days_before=-8, materials=0) == [(Gap.MATERIALS, True), (Gap.CLOSE, False)]
    assert gaps(days_before=-31) == [(Gap.CLOSE, True)]
    assert gaps(days_before=-31, state="closed", questions_late=2) == [(Gap.QUESTIONS, True)]


def test_a_cancelled_event_lacks_nothing_and_one_online_no_room():
    assert gaps(days_before=5, state="cancelled", items=0) == []
    assert gaps(days_before=5, onsite=False, has_venue=False, has_room=False, room_confirmed=False) == []
