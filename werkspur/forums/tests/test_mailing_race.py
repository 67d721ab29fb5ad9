"""Several workers at the same mailing, each with its own connection: one letter to each registration.

The first test takes the receipts away and sees letters twice: so the other would see it if something were wrong.
"""

from __future__ import annotations

from threading import Barrier, local
from typing import Any

import pytest
from django.db import transaction

from tests.racing import together
from werkspur.base.models import Mail
from werkspur.forums.models import Event, Mailing
from werkspur.forums.services import mailings
from werkspur.forums.services.mailings import sending
from werkspur.forums.tests.world import NOW, forum_world

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, PEOPLE = 3, 8


@pytest.fixture
def event(monkeypatch) -> Event:
    """A change to be told to eight registrations, two in a portion."""
    monkeypatch.setattr(sending, "PORTION", 2)
    world = forum_world()
    for _number in range(PEOPLE):
        world.register()
    mailings.tell_change(world.event, changes=["Neuer Raum: Saal 2"], by="system", now=NOW)
    return world.event


def work(monkeypatch: Any) -> list[Any]:
    """Let every worker write a portion before any of them goes on: so they are at it at once for sure."""
    number, met, begun = Mailing.objects.get().pk, Barrier(WORKERS), local()
    send = sending._send_portion

    def portion(number: int, **other: Any) -> set[int]:
        found = send(number, **other)
        if not getattr(begun, "met", False):
            begun.met = True
            met.wait(timeout=60)
        return found

    monkeypatch.setattr(sending, "_send_portion", portion)
    return together(*[lambda: mailings.send_mailing(number, now=NOW)] * WORKERS)


def waiting() -> list[str]:
    return list(Mail.objects.filter(state="queued").values_list("to", flat=True))


def test_without_receipts_the_workers_write_to_the_same_people(event, monkeypatch):
    monkeypatch.setattr(sending, "_note", lambda mailing, registration, *, now: None)
    work(monkeypatch)
    assert len(waiting()) > PEOPLE


def test_of_several_workers_each_writes_to_others(event, monkeypatch):
    assert sum(work(monkeypatch)) == PEOPLE
    assert len(waiting()) == len(set(waiting())) == PEOPLE
    assert Mailing.objects.get().state == "sent"


def test_cancelled_while_a_worker_writes_everybody_reads_of_the_cancellation_last(event):
    def cancel() -> None:

        with transaction.atomic():
            held = Event.objects.select_for_update().get(pk=event.pk)
            held.state = Event.State.CANCELLED
            held.save()
            mailings.tell_cancellation(held, now=NOW)

    number = Mailing.objects.get().pk
    together(lambda: mailings.send_mailing(number, now=NOW), cancel)
    mailings.send_due(NOW)
    for address in set(waiting()):
        assert Mail.objects.filter(to=address).order_by("pk").last().subject.startswith("Abgesagt")
    assert len(set(waiting())) == PEOPLE
    assert set(Mailing.objects.values_list("letter", "state")) <= {
        ("event_changed", "sent"), ("event_changed", "dropped"), ("cancelled_event", "sent"),
    }  # fmt: skip
