"""A slot is held, confirmed, moved, cancelled; nobody gets what somebody has."""

from __future__ import annotations

from datetime import timedelta

import pytest

from werkspur.advice import services
from werkspur.advice.models import Booking, Slot, TravelTime
from werkspur.advice.services import BookingRefused
from werkspur.advice.tests.world import MINUTE, NOW, advice_world, at
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advice_world()


def refused(action, *args, **values) -> str:
    with pytest.raises(BookingRefused) as caught:
        action(*args, **values)
    return caught.value.code


def test_from_hold_to_confirmed(world):
    slot = world.slot(10)
    booking, token = world.hold(slot)

    assert (booking.state, booking.held_until) == ("held", NOW + 15 * MINUTE)
    assert not Slot.objects.free(NOW).exists()

    confirmed, manage = services.confirm_booking(token, now=NOW + MINUTE)
    assert (confirmed.state, confirmed.confirmed_at) == ("confirmed", NOW + MINUTE)
    assert len(manage) == 32
    assert [entry.verb for entry in Entry.objects.order_by("number")][-2:] == [
        "advice.booking_held", "advice.booking_confirmed",
    ]  # fmt: skip


def test_an_offer_that_staff_confirms_is_only_asked_for(world):
    world.offer.by_staff = True
    world.offer.save()

    assert world.book(world.slot(10)).state == "requested"


def test_a_second_click_finds_it_confirmed(world):
    _booking, token = world.hold(world.slot(10))
    services.confirm_booking(token, now=NOW)

    again, manage = services.confirm_booking(token, now=NOW + MINUTE)
    assert (again.state, manage) == ("confirmed", "")


def test_a_link_dies_with_its_hold_and_a_wrong_one_gets_the_same_answer(world):
    _booking, token = world.hold(world.slot(10))

    with pytest.raises(BookingRefused) as late:
        services.confirm_booking(token, now=NOW + 15 * MINUTE)
    with pytest.raises(BookingRefused) as wrong:
        services.confirm_booking("x" * 32, now=NOW)
    assert str(late.value) == str(wrong.value)


def test_an_expired_hold_gives_its_slot_to_the_next(world):
    slot = world.slot(10)
    late, token = world.hold(slot)

    assert refused(world.hold, slot) == "taken"
    world.hold(slot, now=NOW + 16 * MINUTE)
    late.refresh_from_db()
    assert late.state == "expired"
    assert refused(services.confirm_booking, token, now=NOW + 14 * MINUTE) == "link"


def test_the_past_the_notice_and_the_horizon(world):
    slot = world.slot(10)

    assert refused(world.hold, slot, now=at(10, 1)) == "past"
    assert refused(world.hold, slot, now=at(10) - timedelta(hours=23)) == "past"
    assert refused(world.hold, slot, now=at(10) - timedelta(days=91)) == "past"
    assert world.hold(slot, now=at(10) - timedelta(hours=23), via="staff")


def test_from_borna_until_eleven_to_torgau_at_a_quarter_past_is_refused(world):
    world.book(world.slot(10))
    early, late = world.slot(11, 15, office="torgau"), world.slot(13, office="torgau")

    assert refused(world.hold, early) == "place"
    assert world.hold(late)


def test_between_two_bookings_only_what_lies_on_the_way(world):
    world.book(world.slot(8))
    world.book(world.slot(13, office="torgau"))

    assert refused(world.hold, world.slot(11, 30)) == "place"  # Torgau at one is too far from Borna until half past
    near = world.hold(world.slot(11, 45, office="torgau"))[0]
    last = Booking.objects.order_by("slot__start").last()
    assert near.busy_from < near.slot.start
    assert last.busy_from == last.slot.start  # its way is walked already


def test_minutes_by_hand_decide(world):
    world.book(world.slot(10))
    slot = world.slot(11, 15, office="torgau")
    places = {office.place.key: office.place for office in world.offices.values()}
    TravelTime.objects.create(origin=places["torgau"], target=places["borna"], minutes=15)

    assert world.hold(slot)


def test_the_day_is_full(world):
    world.adviser.most_a_day = 1
    world.adviser.save()
    world.book(world.slot(10))

    assert refused(world.hold, world.slot(12)) == "day_full"
    assert world.hold(world.slot(12, day=2))


def test_one_address_has_two_appointments_at_most(world):
    same = {"email": "eine@werkspur.example"}
    for hour in (9, 10):
        world.book(world.slot(hour), details=same)

    assert refused(world.hold, world.slot(12), details={"email": "EINE@werkspur.example"}) == "fair"


def test_who_holds_and_never_confirms_is_stopped(world):
    same = {"email": "eine@werkspur.example"}
    slot = world.slot(10)
    for turn in range(6):
        world.hold(slot, details=same, now=NOW + turn * 16 * MINUTE)
    Booking.objects.update(created_at=NOW)

    assert refused(world.hold, slot, details=same, now=NOW + 100 * MINUTE) == "fair"


def test_a_topic_that_is_not_offered(world):
    world.offer.topics.clear()

    assert refused(world.hold, world.slot(10)) == "topic"


def test_cancelled_twice_is_cancelled_once_and_the_slot_waits_ten_minutes(world):
    booking = world.book(world.slot(10))
    cancelled = services.cancel_booking(booking, by="public", reason="Baustelle", now=NOW)
    again = services.cancel_booking(booking, by="public", now=NOW + MINUTE)

    assert (cancelled.state, cancelled.ical_sequence, again.ical_sequence) == ("cancelled", 1, 1)
    assert cancelled.cancelled_by == "company"
    assert not Slot.objects.free(NOW + 9 * MINUTE).exists()
    assert Slot.objects.free(NOW + 10 * MINUTE).exists()


def test_moved_it_keeps_its_invitation_and_frees_the_old_slot(world):
    booking = world.book(world.slot(10))
    uid, old = booking.ical_uid, booking.slot
    moved = services.rebook(booking, slot=world.slot(14), by="public", now=NOW)

    assert (moved.ical_uid, moved.ical_sequence, moved.moved_from) == (uid, 1, at(10))
    assert Slot.objects.free(NOW + 10 * MINUTE).get() == old
    assert services.rebook(moved, slot=moved.slot, by="public", now=NOW).ical_sequence == 1


def test_moving_to_a_taken_slot_leaves_all_as_it_was(world):
    world.book(world.slot(14))
    booking = world.book(world.slot(10))

    assert refused(services.rebook, booking, slot=Slot.objects.get(start=at(14)), by="public", now=NOW) == "taken"
    booking.refresh_from_db()
    assert (booking.slot.start, booking.ical_sequence) == (at(10), 0)


def test_what_is_over_is_not_moved_any_more(world):
    booking = world.book(world.slot(10))

    assert refused(services.mark_booking, booking, came=True, by="adviser", now=at(9)) == "state"
    assert services.mark_booking(booking, came=False, by="adviser", now=at(11)).state == "missed"
    assert refused(services.cancel_booking, booking, by="public", now=at(11)) == "state"
