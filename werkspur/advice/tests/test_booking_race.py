"""Many people book at the same moment, each with their own connection: one wins.

The first tests take the locks and the constraints away and see two winners: so the others would see it if something
were wrong.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from tests import racing
from werkspur.advice import services
from werkspur.advice.models import Booking, Slot
from werkspur.advice.services import BookingRefused, bookings, busy
from werkspur.advice.tests.world import MINUTE, NOW, AdviceWorld, advice_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("impatient")]

MANY = 50
NAMES = ("advice_booking_one", "advice_booking_adviser_is_free")


@pytest.fixture
def world() -> AdviceWorld:
    return advice_world()


def together(*actions: Callable[[], Any]) -> Counter[str]:
    """Do everything at once; how often each outcome was met: "won", or the code of the refusal."""

    def won(action: Callable[[], Any]) -> Callable[[], str]:
        return lambda: (action(), "won")[1]

    return Counter(racing.together(*map(won, actions), refused=BookingRefused))


def booker(world: AdviceWorld, slot: Slot) -> Callable[[], Any]:
    """Somebody else each time."""
    number = next(world.numbers)
    details = {"company_name": f"Muster {number}", "name": "Büro", "email": f"buero{number}@werkspur.example"}
    return lambda: services.hold_slot(slot=slot, topic=world.topic, details=details, now=NOW)


def taking() -> int:
    return Booking.objects.taking(NOW).count()


@contextmanager
def unprotected(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither locks nor transactions nor constraints; and whoever has looked waits until the other has looked too."""
    both, check = Barrier(2), bookings.check_slot

    def looked(*args: Any, **values: Any) -> None:
        check(*args, **values)
        try:
            both.wait(timeout=20)
        except BrokenBarrierError:
            return

    with without_constraints(), monkeypatch.context() as patch:
        patch.setattr(busy, "lock", lambda advisers, *, now: None)
        patch.setattr(bookings, "transaction", SimpleNamespace(atomic=nullcontext))
        patch.setattr(bookings, "check_slot", looked)
        yield


@contextmanager
def without_constraints() -> Iterator[None]:
    one = next(each for each in Booking._meta.constraints if each.name == "advice_booking_one")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Booking, one)
        if connection.vendor == "postgresql":
            editor.execute(f"ALTER TABLE advice_booking DROP CONSTRAINT {NAMES[1]}")
    try:
        yield
    finally:
        Booking.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Booking, one)
            if connection.vendor == "postgresql":
                editor.execute(
                    f"ALTER TABLE advice_booking ADD CONSTRAINT {NAMES[1]} EXCLUDE USING gist"
                    " (adviser_id WITH =, tstzrange(busy_from, busy_to) WITH &&)"
                    " WHERE (state IN ('held', 'requested', 'confirmed', 'done', 'missed'))"
                )


def test_without_protection_two_get_the_same_slot(world, monkeypatch):
    slot = world.slot(10)
    with unprotected(monkeypatch):
        met = together(booker(world, slot), booker(world, slot))
        assert (met["won"], taking()) == (2, 2)


def test_without_protection_an_adviser_is_in_two_offices_at_once(world, monkeypatch):
    borna, torgau = world.slot(10), world.slot(10, 30, office="torgau")
    with unprotected(monkeypatch):
        assert together(booker(world, borna), booker(world, torgau))["won"] == 2


def test_one_of_fifty_gets_the_slot(world):
    slot = world.slot(10)
    met = together(*(booker(world, slot) for _ in range(MANY)))

    assert met == {"won": 1, "taken": MANY - 1}
    assert taking() == 1


def test_an_adviser_is_in_one_office_at_a_time(world):
    slots = [world.slot(10), world.slot(10, 30, office="torgau")]
    met = together(*(booker(world, slots[turn % 2]) for turn in range(20)))

    assert met["won"] == 1
    assert set(met) <= {"won", "taken", "place"}
    assert taking() == 1


def test_the_database_alone_lets_one_win_when_nobody_locks(world, monkeypatch):
    """The last barrier: a constraint that holds even if somebody forgets the lock."""
    monkeypatch.setattr(busy, "lock", lambda advisers, *, now: None)
    slot = world.slot(10)
    met = together(*(booker(world, slot) for _ in range(10)))

    assert (met["won"], taking()) == (1, 1)


def test_confirmed_at_the_last_moment_or_expired_but_never_both(world):
    for turn in range(6):
        slot = world.slot(8 + turn)
        _booking, token = world.hold(slot)
        late = NOW + 15 * MINUTE
        number = next(world.numbers)
        details = {"company_name": "Zweite", "name": "Büro", "email": f"zweite{number}@werkspur.example"}

        def confirm(token: str = token, late: Any = late) -> None:
            time.sleep(0.002)
            services.confirm_booking(token, now=late - timedelta(seconds=1))

        def take(slot: Slot = slot, details: Any = details, late: Any = late) -> None:
            services.hold_slot(slot=slot, topic=world.topic, details=details, now=late + timedelta(seconds=1))

        met = together(confirm, take)
        assert met["won"] == 1
        assert Booking.objects.filter(slot=slot).taking(late).count() == 1


def test_one_double_click_confirms_once(world):
    _booking, token = world.hold(world.slot(10))
    met = together(*[lambda: services.confirm_booking(token, now=NOW)] * 8)

    assert met == {"won": 8}
    assert Booking.objects.get().state == "confirmed"


def test_two_who_swap_their_slots_do_not_wait_for_each_other(world):
    first, second = world.book(world.slot(8)), world.book(world.slot(14))
    early, late = world.slot(9), world.slot(15)
    met = together(
        lambda: services.rebook(first, slot=late, by="public", now=NOW),
        lambda: services.rebook(second, slot=early, by="public", now=NOW),
    )

    assert met == {"won": 2}
