"""Many people register at the same moment, each with their own connection: never more than there are seats.

The first test takes lock and transaction away and sees one seat given twice: so the others would see it if something
were wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext, suppress
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Sum

from tests import racing
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import seats as told
from werkspur.forums.services import registrations, seats, waiting
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.tests.registered import come, people, sign_up, token_of
from werkspur.forums.tests.world import NOW, START, ForumWorld, forum_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.usefixtures("impatient")]

MANY = 100
SEATS = 40


@pytest.fixture
def world() -> ForumWorld:
    return forum_world(seats=SEATS)


def together(*actions: Callable[[], str]) -> Counter[str]:
    """Do everything at once; how often each outcome was met: what was answered, or the code of the refusal."""
    return Counter(racing.together(*actions, refused=RegistrationRefused))


def guest(event: Event, number: int, *, size: int = 1) -> Callable[[], str]:
    details = {"company_name": f"Muster {number}", "email": f"rennen{number}@werkspur.example"}

    def act() -> str:
        values = {"people": people(size), "details": details, "via": "web", "by": "public"}
        return registrations.register(event=event, now=NOW, **values)[0].state

    return act


def test_without_protection_the_last_seat_is_given_twice(world, monkeypatch):
    """Neither lock nor transaction; and whoever has looked waits until the other has looked too."""
    event = world.another(seats=1)
    both, look = Barrier(2), told.left

    def looked(*args: Any, **values: Any) -> int | None:
        found = look(*args, **values)
        with suppress(BrokenBarrierError):
            both.wait(timeout=20)
        return found

    monkeypatch.setattr(seats, "lock", lambda event: Event.objects.get(pk=event.pk))
    monkeypatch.setattr(registrations, "transaction", SimpleNamespace(atomic=nullcontext))
    monkeypatch.setattr(told, "left", looked)
    met = together(guest(event, 1), guest(event, 2))

    assert met == {"held": 2}
    assert told.taken(event, now=NOW) == 2 > 1


def test_a_hundred_at_once_never_get_more_than_there_are_seats(world):
    met = together(*(guest(world.event, number) for number in range(MANY)))

    assert met == {"held": SEATS, "waiting": MANY - SEATS}
    assert told.taken(world.event, now=NOW) == SEATS


def test_parties_of_different_sizes_never_oversell(world):
    event = world.another(seats=20)
    together(*(guest(event, number, size=number % 3 + 1) for number in range(30)))

    taking = Registration.objects.filter(event=event).taking(NOW).aggregate(sum=Sum("size"))["sum"]
    assert 18 <= taking <= 20


def test_one_double_click_confirms_once(world):
    one, token = sign_up(world.event, "doppelt")
    met = together(*[lambda: registrations.confirm_registration(token, now=NOW)[0].state] * 8)

    assert met == {"confirmed": 8}
    one.refresh_from_db()
    assert [entry["step"] for entry in one.log] == ["held", "confirmed"]


def test_two_who_give_back_and_two_who_take_do_not_wait_for_each_other(world):
    """On the last day the first click wins: of three who click for two seats, two have them."""
    event = world.another(seats=2)
    there = [come(event, f"da{number}") for number in range(2)]
    waits = [come(event, f"wartet{number}") for number in range(3)]
    late = START - (START - NOW) / 200
    met = together(*(lambda one=one: registrations.withdraw(one, by="public", now=late).state for one in there))
    assert met == {"withdrawn": 2}

    tokens = [token_of(f"wartet{number}", "platz") for number in range(3)]
    met = together(*(lambda token=token: waiting.accept_offer(token, now=late)[0].state for token in tokens))
    assert met == {"confirmed": 2, "taken": 1}
    assert told.taken(event, now=late) == 2
    assert len(waits) == 3
