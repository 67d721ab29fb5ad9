"""What nobody should send, from the list of the issue: each ends in a sentence, and nothing is lost.

A double click, a confirmation after the hold, an edited address: `test_booking_pages.py`. A checklist with a loop:
`test_checklist_editor.py`. An hour that comes twice: `test_slots.py`. A large photo without a signal: tests of visits.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from werkspur.advice import services
from werkspur.advice.models import Booking, BookingLink, ConsultationDay, Offer, Slot, Topic, WaitingEntry
from werkspur.advice.rules.asking import Question
from werkspur.advice.rules.releasing import faults
from werkspur.advice.rules.scoring import Item
from werkspur.advice.tests.booked import DATA, booked, details, make_slot, send, signed_in, text
from werkspur.advice.tests.world import advice_world
from werkspur.base.models import Mail

pytestmark = pytest.mark.django_db
DAY_NEW = "/beratung/planung/sprechtage/neu/"


@pytest.fixture
def world():
    return advice_world()


def planned(world, people, **other: str) -> str:
    """The page after somebody planned a consultation day like this."""
    sent = {
        "offer": world.offer.pk, "adviser": world.adviser.pk, "office": world.offices["borna"].pk, "start": "9:00",
        "end": "12:00", "repeat": "once", "policy": "skip", "room": "Raum 7",
    }  # fmt: skip
    return text(signed_in(people.kai).post(DAY_NEW, sent | other))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"first": "17.11.2027"}, "Am 17. November 2027 ist geschlossen: Buß- und Bettag."),
        ({"first": "31.10.2028"}, "Am 31. Oktober 2028 ist geschlossen: Reformationstag."),
        ({"first": "28.03.2027", "start": "2:15", "end": "4:00"}, "wird die Uhr von 2 auf 3 Uhr vorgestellt."),
        ({"first": "28.03.2027", "start": "1:00", "end": "2:30"}, "Diese Zeit gibt es nicht."),
        ({"first": "02.01.2020"}, "Dieser Tag ist schon vorbei."),
        ({"first": "30.02.2027"}, "Datum"),
    ],
    ids=["Buß- und Bettag", "Reformationstag", "begins in the missing hour", "ends in it", "past", "no such day"],
)
def test_a_day_that_cannot_be_is_refused_with_its_reason_and_what_was_typed_stays(world, people, sent, said):
    page = planned(world, people, **sent)
    assert said in page
    assert "Raum 7" in page
    assert not ConsultationDay.objects.exists()


def test_a_slot_in_the_past_cannot_be_had_by_any_address(world):
    past = make_slot(world, start=timezone.now() - timedelta(minutes=5))
    _booking, manage = booked(world)
    visitor = Client()
    answer = visitor.post(details(past), DATA | {"topic": world.topic.pk}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[0][0].startswith("/beratung/termin/")
    moved = text(visitor.post(f"/beratung/meine/{manage}/verlegen/", {"zeit": str(past.uid)}))

    assert "Dieser Termin ist schon vorbei. Wählen Sie einen anderen." in moved
    assert Booking.objects.get().slot != past


def test_torgau_a_quarter_of_an_hour_after_borna_is_too_far(world):
    first = make_slot(world)
    booked(world, first)
    torgau = make_slot(world, start=first.end + timedelta(minutes=15), office="torgau")
    page = text(send(Client(), torgau, world, email="andere@werkspur.example"))

    assert "Dann ist der Berater zu weit entfernt. Wählen Sie eine andere Zeit." in page
    assert "Kim Muster" in page
    assert Booking.objects.count() == 1


@pytest.mark.parametrize(
    "what", ["topic of another offer", "slot of another kind", "offer that ended", "freed just now"]
)
def test_what_an_edited_address_asks_for_is_checked_by_the_rules(world, what):
    visitor, slot = Client(), make_slot(world)
    other = Topic.objects.create(slug="video", name="Video")
    if what == "topic of another offer":
        answer = send(visitor, slot, world, topic=str(other.pk))
    elif what == "slot of another kind":
        _booking, manage = booked(world, make_slot(world, hours=3))
        call = Offer.objects.create(kind=Offer.Kind.CALL, title="Telefon", minutes=30)
        Slot.objects.filter(pk=slot.pk).update(offer=call)
        answer = visitor.post(f"/beratung/meine/{manage}/verlegen/", {"zeit": str(slot.uid)})
    elif what == "offer that ended":
        Offer.objects.update(is_active=False)
        answer = send(visitor, slot, world)
    else:
        services.cancel_booking(booked(world, slot)[0], by="public")
        answer = send(visitor, slot, world, email="schnell@werkspur.example")
    before = Booking.objects.filter(slot=slot).exclude(state="cancelled")

    assert answer.status_code == 200
    assert not before.exists()


def test_a_scanner_that_opens_every_link_of_every_letter_changes_nothing(world):
    """Booked, held, moved, on the waiting list, offered: all links of all letters, with GET and with HEAD, twice."""
    booking, _manage = booked(world)
    services.rebook(booking, slot=make_slot(world, hours=2), by="public")
    send(Client(), make_slot(world, hours=4), world, email="haelt@werkspur.example")
    waits = {"company_name": "Wartet", "name": "Büro", "email": "wartet@werkspur.example"}
    services.join_waiting(offer=world.offer, topic=world.topic, details=waits)
    _entry, token = services.join_waiting(offer=world.offer, topic=world.topic, details=waits)
    services.confirm_waiting(token)
    gone = booked_for(world, make_slot(world, hours=6), "weg@werkspur.example")
    services.cancel_booking(gone, by="public")
    links = {found for mail in Mail.objects.all() for found in re.findall(r"https?://[^/\s]+(/\S+)", mail.text)}
    assert {link.split("/")[2] for link in links} >= {"bestaetigen", "meine", "warteliste"}
    assert any("/annehmen/" in link for link in links)

    def state() -> list[object]:
        return [
            *Booking.objects.order_by("pk").values_list("state", "slot"),
            *WaitingEntry.objects.order_by("pk").values_list("state", "confirmed_at", "slot"),
            *BookingLink.objects.order_by("pk").values_list("used_at", "expires_at"),
            *Slot.objects.order_by("pk").values_list("state", "offered_again_at"),
            Mail.objects.count(),
        ]

    before, scanner = state(), Client()
    for _turn in range(2):
        for link in sorted(links):
            for ask in (scanner.get, scanner.head):
                assert ask(link).status_code in (200, 302, 404), link  # an adviser's own page leads to the door
    assert state() == before


def booked_for(world, slot: Slot, email: str) -> Booking:
    _held, token = services.hold_slot(slot=slot, topic=world.topic, details=DATA | {"email": email})
    return services.confirm_booking(token)[0]


def test_a_question_without_a_weight_is_not_released():
    without = Question(item=Item(key="B1", category="B", weight=0), profiles="B")
    found = faults([without], shares={"B": 100}, advised={"B1": True}, note="Neu")
    assert [(fault.code, fault.key) for fault in found] == [("weight", "B1")]
