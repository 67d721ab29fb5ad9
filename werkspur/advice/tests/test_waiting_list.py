"""Staff's view of the waiting list: who waits for what, since when, and taking somebody off it."""

from __future__ import annotations

import pytest

from werkspur.advice.models import WaitingEntry
from werkspur.advice.services import cancel_booking, confirm_waiting, join_waiting
from werkspur.advice.services.waiting import remove_waiting
from werkspur.advice.tests.booked import booked, make_slot, signed_in, text
from werkspur.advice.tests.world import advice_world
from werkspur.base.models import Mail
from werkspur.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advice_world()


def join(world, number: int, *, confirmed: bool = True) -> WaitingEntry:
    details = {"company_name": f"Muster {number}", "name": "Büro", "email": f"w{number}@werkspur.example"}
    entry, token = join_waiting(offer=world.offer, topic=world.topic, office=world.offices["borna"], details=details)
    if confirmed:
        confirm_waiting(token)
    return entry


def test_staff_reads_who_waits_for_what_and_nobody_else(world, people):
    join(world, 1)
    join(world, 2, confirmed=False)
    for person in (people.kai, people.peter):
        seen = text(signed_in(person).get("/beratung/wartende/"))
        assert "Muster 1" in seen
        assert "Borna" in seen
        assert "noch nicht bestätigt" in seen
    assert signed_in(people.anna).get("/beratung/wartende/").status_code == 403


def test_somebody_taken_off_the_list_is_told_why_and_an_unconfirmed_address_gets_no_letter(world, people):
    one, other, kai = join(world, 1), join(world, 2, confirmed=False), signed_in(people.kai)
    Mail.objects.all().delete()
    page = f"/beratung/wartende/{one.uid}/entfernen/"
    assert "Diese Angabe fehlt noch." in text(kai.post(page))
    assert kai.post(page, {"reason": "Das Büro schließt"}).status_code == 302
    assert kai.post(page, {"reason": "Das Büro schließt"}).status_code == 404
    kai.post(f"/beratung/wartende/{other.uid}/entfernen/", {"reason": "Doppelt"})

    letter = Mail.objects.get()
    assert letter.to == "w1@werkspur.example"
    assert "Das Büro schließt" in letter.text
    assert set(WaitingEntry.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert Entry.objects.filter(verb="advice.waiting_withdrawn", reason="Das Büro schließt").count() == 1


def test_a_slot_kept_for_somebody_taken_off_goes_to_the_next_one(world, people):
    booking = booked(world, make_slot(world))[0]
    first, second = join(world, 1), join(world, 2)
    cancel_booking(booking, by=people.kai)
    first.refresh_from_db()
    assert first.state == "offered"
    for _click in range(2):
        remove_waiting(first, by=people.kai, reason="Abgesprochen")
    second.refresh_from_db()
    assert (second.state, second.slot) == ("offered", booking.slot)
