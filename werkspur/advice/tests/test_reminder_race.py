"""Several workers at the same reminder, each with its own connection: one letter.

The first test takes the claim away and sees several: so the other would see it if something were wrong.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.racing import together
from werkspur.advice import services
from werkspur.advice.models import Booking, Reminder, ReminderRule
from werkspur.advice.services import reminders
from werkspur.advice.tests.world import NOW, advice_world, at
from werkspur.base.models import Mail

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4
DUE = at(9) - timedelta(hours=47)


@pytest.fixture
def booking() -> Booking:
    ReminderRule.objects.all().delete()
    ReminderRule.objects.create(code="remind_48", letter="remind_48", hours=-48)
    world = advice_world()
    return world.book(world.slot(9))


def work() -> list[Any]:
    number = Reminder.objects.get().pk
    return together(*[lambda: reminders.send_one(number, now=DUE)] * WORKERS)


def letters(booking: Booking) -> int:
    return Mail.objects.filter(thread=reminders.thread_of(booking), state="queued").count()


def test_without_the_claim_every_worker_writes(booking, monkeypatch):
    monkeypatch.setattr(reminders, "_claim", lambda number, *, now: True)
    work()
    assert letters(booking) == WORKERS


def test_one_of_several_workers_writes(booking):
    assert sorted(work()) == [False] * (WORKERS - 1) + [True]
    assert letters(booking) == 1


def test_cancelled_while_a_worker_writes_nothing_stays_in_the_outbox(booking):
    number = Reminder.objects.get().pk
    together(
        lambda: reminders.send_one(number, now=DUE), lambda: services.cancel_booking(booking, by="public", now=NOW)
    )
    assert letters(booking) == 0
