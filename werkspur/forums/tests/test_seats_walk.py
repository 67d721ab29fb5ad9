"""Whatever people and hosts do, in whatever order: no seat is given twice, and nobody passes the head of the queue."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime

import pytest
from django.db.models import Sum

from tests.people import make_people
from werkspur.forums.models import Event, Registration
from werkspur.forums.queries import seats as told
from werkspur.forums.services import registrations, seats, waiting
from werkspur.forums.services.refusals import RegistrationRefused
from werkspur.forums.tests.registered import come, people, sign_up, token_of
from werkspur.forums.tests.world import HOUR, NOW, START, forum_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STEPS = 30


@pytest.mark.parametrize("seed", range(2))
def test_a_walk_of_random_steps_never_oversells_and_never_overtakes(seed):
    choose = random.Random(seed)
    event, kai = forum_world(seats=6, reserved=1).event, make_people().kai
    now = NOW
    for number in range(STEPS):
        now += HOUR * choose.choice([0, 0, 1, 5, 20])
        if now >= START - 2 * HOUR:
            break
        with suppress(RegistrationRefused):  # a refusal is an answer; what counts is what is true afterwards
            step(choose, event=event, name=f"walk{seed}x{number}", kai=kai, now=now)
        holds(event, now=now)


def step(choose: random.Random, *, event: Event, name: str, kai: object, now: datetime) -> None:
    """One thing that somebody does."""
    open_ones = list(event.registrations.filter(state__in=["confirmed", "waiting", "offered", "held"]))
    one = choose.choice(open_ones) if open_ones else None
    what = choose.choice(["come", "come", "come", "sign", "leave", "change", "accept", "seats", "wait", "staff"])
    if what == "come":
        come(event, name, size=choose.randint(1, 3), now=now)
    elif what == "sign":
        sign_up(event, name, size=choose.randint(1, 2), now=now)
    elif what == "staff":
        come(event, name, via="staff", by=kai, reserved=choose.random() < 0.5, now=now)
    elif what == "seats":
        seats.set_seats(event, seats=choose.randint(3, 9), reserved=choose.randint(0, 2), by=kai, now=now)
    elif what == "leave" and one:
        registrations.withdraw(one, by="public", now=now)
    elif what == "change" and one:
        registrations.change_registration(one, people=people(choose.randint(1, 3)), details={}, by="public", now=now)
    elif what == "accept" and one and one.state == "offered":
        waiting.accept_offer(token_of(one.email.partition("@")[0], "platz"), now=now)
    else:
        waiting.pass_on(event, now=now)


def holds(event: Event, *, now: datetime) -> None:
    """What is true after every step."""
    fresh = Event.objects.get(pk=event.pk)
    taking = Registration.objects.filter(event=event).taking(now)
    by_kind = {kind: taking.filter(reserved=kind).aggregate(sum=Sum("size"))["sum"] or 0 for kind in (True, False)}
    assert by_kind[False] <= fresh.seats - fresh.reserved
    assert by_kind[True] <= fresh.reserved
    assert all(one.participants.count() == one.size for one in event.registrations.all())
    head = told.queue(fresh).first()
    asked = event.registrations.filter(state="offered", offered_until__gt=now)
    if head is not None:
        assert not asked.filter(waiting_since__gt=head.waiting_since).exists()
