"""The waiting list: a freed slot is kept for the next one, then for the one after, then it is everybody's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from werkspur.advice import services
from werkspur.advice.models import Slot, WaitingEntry
from werkspur.advice.rules.queue import Waiting, chosen
from werkspur.advice.services import BookingRefused, waiting
from werkspur.advice.tests.letters import token_of
from werkspur.advice.tests.world import MINUTE, NOW, advice_world, at
from werkspur.base.calendar.waiting import answer_until
from werkspur.base.models import Mail
from werkspur.journal.models import Entry

HOUR = timedelta(hours=1)
START = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "given"), [(200, 48), (96, 48), (60, 30), (24, 12), (23, None), (1, None)], ids=lambda hours: f"{hours} h"
)
def test_time_to_answer_is_48_hours_or_half_of_what_is_left(left, given):
    until = answer_until(START, now=START - left * HOUR)
    assert until == (START - left * HOUR + given * HOUR if given else None)


def test_the_first_that_fits_is_asked_and_with_little_time_everybody():
    rows = [
        Waiting(number=1, office=7), Waiting(number=2, not_before=date(2026, 12, 2)), Waiting(number=3, office=5),
        Waiting(number=4, not_after=date(2026, 11, 30)), Waiting(number=5),
    ]  # fmt: skip
    day = date(2026, 12, 1)

    assert chosen(rows, office=5, day=day, until=START) == [3]
    assert chosen(rows, office=5, day=day, until=None) == [3, 5]
    assert chosen([], office=5, day=day, until=None) == []


@pytest.fixture
def world(db):
    return advice_world()


def wait(world, name: str = "eins", *, office: str = "borna", **other) -> WaitingEntry:
    """Somebody on the list, confirmed."""
    details = {"company_name": name, "name": "Büro", "email": f"{name}@werkspur.example"} | other
    entry, token = services.join_waiting(
        offer=world.offer, topic=world.topic, office=world.offices[office], details=details, now=NOW
    )
    services.confirm_waiting(token, now=NOW)
    entry.refresh_from_db()
    return entry


def state(entry: WaitingEntry) -> str:
    entry.refresh_from_db()
    return entry.state


def freed(world, slot: Slot | None = None, *, now=NOW) -> Slot:
    """A slot that was booked and is cancelled."""
    slot = slot or world.slot(10)
    booking = world.book(slot)
    services.cancel_booking(booking, by="public", now=now)
    slot.refresh_from_db()
    return slot


def test_who_has_not_clicked_in_the_mail_does_not_wait(world):
    details = {"company_name": "Stumm", "name": "Büro", "email": "stumm@werkspur.example"}
    services.join_waiting(offer=world.offer, topic=world.topic, details=details, now=NOW)
    slot = freed(world)

    assert WaitingEntry.objects.get().state == "waiting"
    assert slot.offered_again_at == NOW + 10 * MINUTE


def test_a_freed_slot_is_kept_for_the_first_for_48_hours(world):
    first, second = wait(world, "eins"), wait(world, "zwei")
    slot = freed(world)

    assert (state(first), state(second)) == ("offered", "waiting")
    assert (first.slot, first.offered_until) == (slot, NOW + 48 * HOUR)
    assert not Slot.objects.free(NOW + 47 * HOUR).exists()
    assert Mail.objects.filter(to="eins@werkspur.example", subject__contains="frei geworden").exists()


def test_accepted_by_link_it_is_booked_at_once_and_a_second_click_is_dead(world):
    entry = wait(world)
    slot = freed(world)
    token = token_of("eins@werkspur.example", "annehmen")
    booking = services.accept_offer(token, now=NOW + HOUR)

    assert (booking.slot, booking.state, state(entry)) == (slot, "confirmed", "accepted")
    with pytest.raises(BookingRefused):
        services.accept_offer(token, now=NOW + HOUR)
    assert Entry.objects.filter(verb="advice.waiting_accepted").exists()


def test_without_an_answer_the_next_is_asked_and_then_the_slot_is_everybodys(world):
    first, second = wait(world, "eins"), wait(world, "zwei")
    slot = freed(world)

    assert waiting.pass_on(slot, now=NOW + 47 * HOUR) == 0
    assert waiting.pass_on(slot, now=NOW + 48 * HOUR) == 1
    assert (state(first), state(second)) == ("expired", "offered")
    assert waiting.pass_on_all(now=NOW + 96 * HOUR) == 0
    assert state(second) == "expired"
    assert Slot.objects.free(NOW + 96 * HOUR).get() == slot


def test_leaving_gives_the_slot_to_the_next_at_once(world):
    first, second = wait(world, "eins"), wait(world, "zwei")
    freed(world)
    services.leave_waiting(token_of("eins@werkspur.example", "verlassen"), now=NOW + HOUR)

    assert (state(first), state(second)) == ("withdrawn", "offered")
    assert [step["step"] for step in first.log] == ["joined", "confirmed", "offered", "withdrawn"]


def test_with_less_than_a_day_left_the_first_click_wins(world):
    world.offer.notice_hours = 0
    world.offer.save()
    first, second = wait(world, "eins"), wait(world, "zwei")
    late = at(10) - 5 * HOUR
    freed(world, now=late)
    one, two = (token_of(f"{name}@werkspur.example", "annehmen") for name in ("eins", "zwei"))

    booking = services.accept_offer(two, now=late + MINUTE)
    assert (booking.email, state(second)) == ("zwei@werkspur.example", "accepted")
    with pytest.raises(BookingRefused) as refused:
        services.accept_offer(one, now=late + 2 * MINUTE)
    assert refused.value.code == "taken"
    assert state(first) == "waiting"
    assert first.log[-1]["step"] == "too_late"


def test_nobody_is_asked_about_another_office_or_another_day(world):
    away = wait(world, "torgau", office="torgau")
    later = wait(world, "spaeter", not_before=date(2026, 12, 2))
    freed(world)

    assert (state(away), state(later)) == ("waiting", "waiting")


def test_a_moved_booking_frees_its_old_slot_for_the_list(world):
    entry = wait(world)
    booking = world.book(world.slot(10))
    old = booking.slot
    services.rebook(booking, slot=world.slot(14), by="public", now=NOW)

    assert (state(entry), entry.slot) == ("offered", old)


def test_one_address_does_not_fill_the_list(world):
    for _turn in range(3):
        wait(world)
    with pytest.raises(BookingRefused, match="schon auf der Warteliste"):
        wait(world)
