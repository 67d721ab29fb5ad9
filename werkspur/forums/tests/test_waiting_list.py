"""The waiting list: in order, party size respected, nobody skipped in silence, every jump with its reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from tests.people import make_people
from werkspur.base.calendar.wallclock import shown
from werkspur.forums import tasks
from werkspur.forums.models import Event
from werkspur.forums.queries import seats as told
from werkspur.forums.services import registrations, seats, waiting
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.tests.registered import come, letters_to, people, sign_up, state, steps, token_of
from werkspur.forums.tests.world import HOUR, NOW, START, forum_world
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return forum_world(seats=2)


@pytest.fixture
def kai(world):
    return make_people().kai


def leave(one, *, now=NOW):
    return registrations.withdraw(one, by="public", now=now)


def test_the_next_one_has_48_hours_or_half_the_time_that_is_left(world):
    first, second = come(world.event), come(world.event)
    one, two = come(world.event, "eins"), come(world.event, "zwei")
    leave(first)
    one.refresh_from_db()
    assert (one.state, one.offered_until) == ("offered", NOW + 48 * HOUR)

    late = START - 30 * HOUR
    leave(second, now=late)
    two.refresh_from_db()
    assert state(one) == "lapsed"
    assert (two.state, two.offered_until) == ("offered", late + 15 * HOUR)
    assert letters_to("eins")[-1].startswith("Ihr angebotener Platz ist weitergegeben")


def test_a_free_seat_is_kept_for_two_who_wait_first_and_the_log_says_so(world):
    """The head of the queue is never passed over in silence; one seat stays empty until there are two."""
    first, second = come(world.event), come(world.event)
    pair, single = come(world.event, "paar", size=2), come(world.event, "einzeln")
    leave(first)

    assert (state(pair), state(single)) == ("waiting", "waiting")
    assert pair.log[-1]["step"] == "gap"
    assert "1 Platz ist frei, gebraucht werden 2" in pair.log[-1]["reason"]
    assert told.left(world.event, now=NOW) == 0
    late = come(world.event, "spaeter")
    assert late.state == "waiting"

    leave(second)
    assert (state(pair), state(single)) == ("offered", "waiting")
    assert steps(pair) == ["asked", "waiting", "gap", "offered"]


def test_the_last_day_opens_the_gap_to_everybody_for_whom_it_is_enough(world):
    first, _second = come(world.event), come(world.event)
    pair, single = come(world.event, "paar", size=2), come(world.event, "einzeln")
    leave(first)
    day_before = START - 24 * HOUR
    [task] = {one.run_after for one in DBTaskResult.objects.filter(task_path__endswith="look_again")} & {day_before}
    assert task == day_before

    assert waiting.pass_on(world.event, now=day_before + HOUR) == 1
    assert (state(pair), state(single)) == ("waiting", "waiting")
    assert pair.log[-1]["step"] == "passed"
    assert "frei sind 1, gebraucht werden 2" in pair.log[-1]["reason"]
    assert steps(single)[-1] == "offered_to_all"
    assert waiting.pass_on(world.event, now=day_before + 2 * HOUR) == 0, "nobody is asked twice about the same seat"


def test_on_the_last_day_the_first_click_wins_and_the_other_goes_on_waiting(world):
    first, _second = come(world.event), come(world.event)
    one, two = come(world.event, "eins"), come(world.event, "zwei")
    late = START - 5 * HOUR
    leave(first, now=late)
    fast, slow = token_of("zwei", "platz"), token_of("eins", "platz")

    taken, manage = waiting.accept_offer(fast, now=late)
    assert (taken.pk, state(two), bool(manage)) == (two.pk, "confirmed", True)
    with pytest.raises(RegistrationRefused, match="Jemand war schneller"):
        waiting.accept_offer(slow, now=late)
    assert (state(one), steps(one)[-1]) == ("waiting", "too_late")
    assert told.taken(world.event, now=late) == 2


def test_accepted_by_link_a_second_click_finds_it_so(world):
    first, _second = come(world.event), come(world.event)
    one = come(world.event, "eins")
    leave(first)
    token = token_of("eins", "platz")
    assert waiting.accept_offer(token, now=NOW + HOUR)[0].state == "confirmed"
    again, manage = waiting.accept_offer(token, now=NOW + 2 * HOUR)

    assert (again.pk, manage, letters_to("eins").count("Sie sind angemeldet: " + world.event.title)) == (one.pk, "", 1)
    assert Entry.objects.filter(verb="forums.registration_accepted").count() == 1


def test_declined_the_next_is_asked_at_once(world):
    first, _second = come(world.event), come(world.event)
    one, two = come(world.event, "eins"), come(world.event, "zwei")
    leave(first)
    waiting.decline_offer(token_of("eins", "platz"), now=NOW + HOUR)

    assert (state(one), state(two), one.log[-1]["reason"]) == ("withdrawn", "offered", "Angebot abgelehnt")


def test_an_event_put_forward_lets_no_offer_live_longer_than_its_beginning(world):
    first, _second = come(world.event), come(world.event)
    one = come(world.event, "eins")
    leave(first)
    Event.objects.update(start=NOW + HOUR, end=NOW + 3 * HOUR)
    with pytest.raises(RegistrationRefused, match="begonnen"):
        waiting.accept_offer(token_of("eins", "platz"), now=NOW + 2 * HOUR)
    assert state(one) == "offered"


def test_too_late_for_an_offer_says_until_when_it_was(world):
    first, _second = come(world.event), come(world.event)
    come(world.event, "eins")
    leave(first)
    until = shown(NOW + 48 * HOUR)
    with pytest.raises(RegistrationRefused, match=f"galt bis .*{until:%H:%M}"):
        waiting.accept_offer(token_of("eins", "platz"), now=NOW + 49 * HOUR)


def test_who_has_not_clicked_in_the_mail_is_asked_for_nothing(world):
    first, _second = come(world.event), come(world.event)
    silent, _token = sign_up(world.event, "stumm")
    one = come(world.event, "eins")
    leave(first)

    assert (state(silent), state(one)) == ("waiting", "offered")
    waiting.pass_on(world.event, now=NOW + timedelta(days=2))
    assert state(silent) == "lapsed"


def test_raising_the_seats_asks_the_next_ones(world, kai):
    come(world.event), come(world.event)
    one, pair, last = come(world.event), come(world.event, size=2), come(world.event)
    seats.set_seats(world.event, seats=4, reserved=0, by=kai, now=NOW)

    assert (state(one), state(pair), state(last)) == ("offered", "waiting", "waiting")
    assert steps(pair)[-1] == "gap"
    assert Entry.objects.get(verb="forums.seats_changed").details["after"] == {"seats": 4, "reserved": 0}


def test_lowering_below_who_is_registered_is_refused_with_their_number(world, kai):
    come(world.event), come(world.event)
    with pytest.raises(RegistrationRefused, match="Angemeldet sind 2 Personen"):
        seats.set_seats(world.event, seats=1, reserved=0, by=kai, now=NOW)
    with pytest.raises(RegistrationRefused, match="120 Plätze"):
        seats.set_seats(world.event, seats=500, reserved=0, by=kai, now=NOW)
    assert Event.objects.get(pk=world.event.pk).seats == 2


def test_staff_decides_otherwise_and_everybody_who_waited_longer_reads_it(world, kai):
    first, _second = come(world.event), come(world.event)
    pair, single = come(world.event, size=2), come(world.event, "einzeln")
    leave(first)
    waiting.give_seat(single, reserved=False, by=kai, reason="spricht auf dem Podium", now=NOW)

    assert (state(single), state(pair)) == ("confirmed", "waiting")
    assert "spricht auf dem Podium" in pair.log[-1]["reason"]
    with pytest.raises(RegistrationRefused, match="Frei sind 0, gebraucht werden 2"):
        waiting.give_seat(pair, reserved=False, by=kai, reason="noch einer", now=NOW)


def test_a_smaller_party_may_shrink_into_the_gap(world):
    first, _second = come(world.event), come(world.event)
    pair = come(world.event, "paar", size=2)
    leave(first)
    registrations.change_registration(pair, people=people(1), details={}, by="public", now=NOW)

    assert state(pair) == "offered"


def test_a_cancelled_event_with_a_full_list_offers_nothing_any_more(world):
    first, _second = come(world.event), come(world.event)
    one = come(world.event, "eins")
    leave(first)
    Event.objects.update(state="cancelled", cancelled_at=NOW)
    with pytest.raises(RegistrationRefused, match="abgesagt"):
        waiting.accept_offer(token_of("eins", "platz"), now=NOW)
    tasks.look_again.call(world.event.pk)
    assert (state(one), waiting.pass_on_all(now=NOW + 100 * HOUR)) == ("offered", 0)
