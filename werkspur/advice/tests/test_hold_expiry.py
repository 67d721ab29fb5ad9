"""A hold that nobody confirms: those who wait learn of it when it is over, not in the night."""

from __future__ import annotations

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from werkspur.advice import services, tasks
from werkspur.advice.baustein import baustein
from werkspur.advice.models import Booking, Slot, WaitingEntry
from werkspur.advice.services import BookingRefused, busy
from werkspur.advice.tests.booked import DATA, make_slot
from werkspur.advice.tests.world import MINUTE, NOW, advice_world
from werkspur.base import queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advice_world()


def waits(world, name: str = "wartet") -> WaitingEntry:
    details = {"company_name": name, "name": "Büro", "email": f"{name}@werkspur.example"}
    entry, token = services.join_waiting(offer=world.offer, topic=world.topic, details=details)
    services.confirm_waiting(token)
    return entry


def test_every_hold_is_looked_at_again_when_it_is_over_and_one_that_was_kept_in_a_call_is_not(world):
    held, _token = services.hold_slot(slot=make_slot(world), topic=world.topic, details=DATA)
    [task] = DBTaskResult.objects.all()
    assert (task.run_after, task.args_kwargs["args"]) == (held.held_until, [world.adviser.pk])

    services.book_slot(slot=make_slot(world, hours=2), topic=world.topic, details=DATA, via=Booking.Via.STAFF)
    assert DBTaskResult.objects.count() == 1


def test_when_it_is_over_the_next_on_the_list_is_asked(world):
    entry = waits(world)
    held, _token = services.hold_slot(slot=make_slot(world), topic=world.topic, details=DATA)
    queue.work_off()
    assert WaitingEntry.objects.get().state == "waiting"

    Booking.objects.update(held_until=timezone.now() - MINUTE)
    tasks.end_hold.call(world.adviser.pk)
    entry.refresh_from_db()
    held.refresh_from_db()
    assert (held.state, entry.state, entry.slot) == ("expired", "offered", held.slot)
    assert not Slot.objects.free(timezone.now()).exists()
    tasks.end_hold.call(world.adviser.pk)
    assert WaitingEntry.objects.get().log[-1]["step"] == "offered"


def test_who_comes_at_that_very_moment_does_not_pass_the_list(world):
    details = {"company_name": "Wartet", "name": "Büro", "email": "wartet@werkspur.example"}
    entry, token = services.join_waiting(offer=world.offer, topic=world.topic, details=details, now=NOW)
    services.confirm_waiting(token, now=NOW)
    slot = world.slot(10)
    world.hold(slot)
    late = NOW + 16 * MINUTE
    with pytest.raises(BookingRefused) as refused:
        world.hold(slot, now=late)

    assert refused.value.code == "taken"
    assert busy.expire_holds(now=late) == 1
    entry.refresh_from_db()
    assert (entry.state, entry.slot) == ("offered", slot)


def test_a_lost_task_is_made_up_for_in_the_night(world):
    entry = waits(world)
    services.hold_slot(slot=make_slot(world), topic=world.topic, details=DATA)
    DBTaskResult.objects.all().delete()
    Booking.objects.update(held_until=timezone.now() - MINUTE)
    for duty in baustein.nightly():
        duty.run()

    entry.refresh_from_db()
    assert entry.state == "offered"
    assert Booking.objects.get().state == "expired"


def test_the_next_booking_of_the_adviser_begins_its_way_where_the_one_before_the_hold_is(world):
    world.hold(world.slot(9, office="torgau"))
    after = world.book(world.slot(13, office="torgau"))
    assert after.busy_from == after.slot.start

    world.book(world.slot(8), now=NOW + 16 * MINUTE)
    after.refresh_from_db()
    assert after.busy_from < after.slot.start
