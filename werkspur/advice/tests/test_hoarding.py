"""Fair use: one mailbox is one, however it is spelt, and who collects under several addresses is shown to staff."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkspur.advice.models import Booking
from werkspur.advice.rules.hoarding import Heap, Taken, heaps
from werkspur.advice.services import BookingRefused
from werkspur.advice.tests.booked import booked, make_slot, signed_in, text
from werkspur.advice.tests.world import advice_world
from werkspur.base.mailboxes import mailbox


@pytest.mark.parametrize(
    "spelling",
    ["kim@werkspur.example", "KIM@Werkspur.Example", "kim+1@werkspur.example", " kim+a+b@werkspur.example "],
)
def test_capitals_and_what_follows_a_plus_make_no_other_mailbox(spelling):
    assert mailbox(spelling) == "kim@werkspur.example"


@given(st.emails())
def test_a_mailbox_of_a_mailbox_is_itself(address):
    assert mailbox(mailbox(address)) == mailbox(address)


def taken(*rows: tuple[str, str, str]) -> list[Taken]:
    return [Taken(number=at, name=name, phone=phone, mailbox=box) for at, (name, phone, box) in enumerate(rows)]


def test_three_of_one_name_or_number_under_several_addresses_are_a_heap():
    same = taken(("Muster-Bau GmbH", "", "a"), ("muster bau gmbh", "", "b"), ("MUSTERBAU GMBH", "", "a"))
    phone = taken(("Eins", "0341 12345-6", "a"), ("Zwei", "+49 (0)341 123456", "b"), ("Drei", "0049341/123456", "c"))
    assert heaps(same) == [Heap("name", (0, 1, 2))]
    assert heaps(phone) == [Heap("phone", (0, 1, 2))]


def test_one_address_or_two_appointments_or_no_number_are_none():
    assert heaps(taken(("Muster", "", "a"), ("Muster", "", "a"), ("Muster", "", "a"))) == []
    assert heaps(taken(("Muster", "", "a"), ("Muster", "", "b"))) == []
    assert heaps(taken(("Eins", "110", "a"), ("Zwei", "110", "b"), ("Drei", "110", "c"))) == []
    assert heaps(taken(("🔧", "", "a"), ("🚪", "", "b"), ("…", "", "c"))) == []


def test_the_same_under_name_and_number_is_told_once():
    assert len(heaps(taken(*[("Muster", "0341 123456", box) for box in "abc"]))) == 1


@pytest.mark.django_db
def test_a_plus_does_not_help_against_the_limit():
    world = advice_world()
    for hour, spelling in ((9, "eine+1@werkspur.example"), (10, "Eine+2@werkspur.example")):
        world.book(world.slot(hour), details={"email": spelling})
    with pytest.raises(BookingRefused) as refused:
        world.hold(world.slot(12), details={"email": "eine@werkspur.example"})
    assert refused.value.code == "fair"


@pytest.mark.django_db
def test_staff_sees_the_heap_and_decides_itself(people):
    world = advice_world()
    for number in range(3):
        booking, _token = booked(world, make_slot(world, hours=number))
        Booking.objects.filter(pk=booking.pk).update(
            company_name="Sammler GmbH", mailbox=str(number), email=f"{number}@werkspur.example"
        )
    page = text(signed_in(people.kai).get("/beratung/buchungen/"))

    assert "Viele Termine, mehrere Adressen" in page
    assert page.count("Sammler GmbH") >= 7  # the heading, its three lines and the list of all
    assert "mehrere Adressen" not in text(signed_in(people.anna).get("/beratung/buchungen/"))
    assert Booking.objects.filter(state="confirmed").count() == 3
