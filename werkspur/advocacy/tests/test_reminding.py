"""What is due rises by itself: each stage is told once, to who is responsible."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.people import People
from werkspur.advocacy.models import Commitment, Contact
from werkspur.advocacy.queries.due import due_things
from werkspur.advocacy.rules.arrival import suggested
from werkspur.advocacy.rules.reminding import stage
from werkspur.advocacy.services.reminding import remind
from werkspur.advocacy.tests.world import NOW, TODAY, AdvocacyWorld, advocacy_world
from werkspur.base.models import Mail

DUE = date(2027, 1, 4)


def night(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "told"),
    [(-8, ""), (-7, "soon"), (0, "soon"), (1, "over"), (29, "over"), (30, "long1"), (59, "long1"), (365, "long12")],
)
def test_the_stages(days: int, told: str) -> None:
    assert stage(DUE, today=DUE + timedelta(days=days)) == told


@pytest.mark.parametrize(
    ("way", "day", "arrives"),
    [
        ("post", date(2026, 11, 16), date(2026, 11, 20)),  # Buß- und Bettag is no working day
        ("post", date(2026, 12, 23), date(2026, 12, 29)),
        ("mail", date(2026, 11, 20), date(2026, 11, 20)),
        ("fax", date(2026, 11, 21), date(2026, 11, 23)),
        ("session", date(2026, 11, 22), date(2026, 11, 22)),
    ],
)
def test_when_it_has_probably_arrived(way: str, day: date, arrives: date) -> None:
    assert suggested(way, day=day).day == arrives


@pytest.mark.django_db
def test_each_stage_is_told_once(people: People) -> None:
    world = advocacy_world()
    world.delivered(world.released(responsible=people.kai))
    counts = []
    for day in (DUE - timedelta(days=8), DUE - timedelta(days=7), DUE, DUE + timedelta(days=1), DUE + timedelta(days=2),
                DUE + timedelta(days=31), DUE + timedelta(days=40)):  # fmt: skip
        remind(now=night(day))
        counts.append(Mail.objects.filter(to=people.kai.email).count())

    assert counts == [0, 1, 1, 2, 2, 3, 3]
    assert "Überfällig seit 04.01.2027" in Mail.objects.first().text  # type: ignore[union-attr]
    assert Mail.objects.count() == 3


@pytest.mark.django_db
def test_without_a_responsible_person_the_whole_chamber_is_told(people: People) -> None:
    world = advocacy_world()
    delivery = world.delivered()
    delivery.demand.responsible = people.otto  # who is of no chamber any more
    delivery.demand.save()

    remind(now=night(DUE + timedelta(days=1)))

    assert [mail.to for mail in Mail.objects.all()] == [people.kai.email]


@pytest.mark.django_db
def test_answers_promises_and_follow_ups_are_due_for_the_own_chamber(people: People) -> None:
    world = advocacy_world()
    delivery = world.delivered()
    _own(world, people)
    Commitment.objects.create(
        demand=delivery.demand, addressee=world.council, wording="Wir rüsten um.", day=TODAY, due=date(2027, 1, 2),
        measure="Alle Wege sind hell.", source="Brief",
    )  # fmt: skip

    things = due_things(people.kai, today=date(2027, 1, 3))

    assert [(one.thing, one.is_over) for one in things] == [
        ("contact", True),
        ("commitment", True),
        ("delivery", False),
    ]
    assert [one.thing for one in due_things(world.mia, today=date(2027, 1, 3))] == ["commitment", "delivery"]
    assert len(due_things(world.mia, today=date(2027, 1, 3), everybody=True)) == 3
    for nobody in (people.peter, people.anna, people.otto):
        assert due_things(nobody, today=date(2027, 1, 3), everybody=True) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "rested_at"), [("refused", ""), ("resting", "delivered")])
def test_nobody_is_reminded_of_what_has_ended(people: People, status: str, rested_at: str) -> None:
    delivery = advocacy_world().delivered()
    demand = delivery.demand
    demand.status, demand.rested_at = status, rested_at
    demand.save()

    assert remind(now=night(DUE + timedelta(days=1))) == 0


def _own(world: AdvocacyWorld, people: People) -> Contact:
    return Contact.objects.create(
        partner=world.crafts, addressee=world.council, start=NOW, subject="Licht", follow_up=date(2027, 1, 1),
        responsible=people.kai,
    )  # fmt: skip
