"""Booking for those signed in: a company at once, staff on the telephone, and what staff decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from werkspur.advice.models import Booking, Slot
from werkspur.advice.tests.booked import booked, make_slot, send, signed_in, text
from werkspur.advice.tests.world import advice_world
from werkspur.base.models import Mail
from werkspur.partners.models import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return advice_world()


def test_a_company_books_at_once_and_sees_only_its_own(world, people):
    anna, clara = signed_in(people.anna), signed_in(people.clara)
    send(anna, make_slot(world), world, email="fremd@werkspur.example")

    booking = Booking.objects.get()
    assert (booking.state, booking.via, booking.email) == ("confirmed", "company", people.anna.email)
    assert booking.company == Company.objects.get(pk=people.anna.company_ids[0])
    assert booking.company_name in text(anna.get("/beratung/buchungen/"))
    assert booking.company_name not in text(clara.get("/beratung/buchungen/"))
    assert clara.get(f"/beratung/buchungen/{booking.uid}/").status_code == 404
    anna.post(f"/beratung/buchungen/{booking.uid}/absagen/")
    booking.refresh_from_db()
    assert (booking.state, booking.cancelled_by) == ("cancelled", "company")


def test_staff_books_by_telephone_within_the_notice_and_without_the_click(world, people):
    soon = make_slot(world, start=timezone.now() + timedelta(hours=3))
    send(signed_in(people.kai), soon, world)

    booking = Booking.objects.get()
    assert (booking.state, booking.via) == ("confirmed", "staff")
    assert Mail.objects.get(to=booking.email).subject == "Ihr Beratungstermin steht fest"


def test_staff_accepts_or_refuses_what_was_asked_for(world, people):
    world.offer.by_staff = True
    world.offer.save()
    yes, no = booked(world)[0], booked(world, make_slot(world, hours=3))[0]
    peter = signed_in(people.peter)
    for _click in range(2):
        peter.post(f"/beratung/buchungen/{yes.uid}/annehmen/")
    assert "Diese Angabe fehlt noch." in text(peter.post(f"/beratung/buchungen/{no.uid}/absagen/"))
    peter.post(f"/beratung/buchungen/{no.uid}/absagen/", {"reason": "Dann ist Fortbildung"})

    for one, state in ((yes, "confirmed"), (no, "cancelled")):
        one.refresh_from_db()
        assert one.state == state
    assert Mail.objects.filter(subject="Ihr Beratungstermin steht fest").count() == 1
    assert "Dann ist Fortbildung" in Mail.objects.get(subject="Ihr Beratungstermin ist abgesagt").text


def test_accepted_too_late_is_refused_with_a_sentence(world, people):
    world.offer.by_staff = True
    world.offer.save()
    booking = booked(world)[0]
    Slot.objects.filter(pk=booking.slot_id).update(state=Slot.State.CLOSED)
    page = signed_in(people.kai).post(f"/beratung/buchungen/{booking.uid}/annehmen/", follow=True)

    assert "nicht mehr frei" in text(page)
    booking.refresh_from_db()
    assert booking.state == "requested"


def test_staff_notes_who_came(world, people):
    slot = make_slot(world)
    booking = booked(world, slot)[0]
    kai = signed_in(people.kai)
    kai.post(f"/beratung/buchungen/{booking.uid}/ergebnis/", {"kam": "nein"})
    booking.refresh_from_db()
    assert booking.state == "confirmed"

    past = timezone.now() - timedelta(hours=2)
    Slot.objects.filter(pk=slot.pk).update(start=past, end=past + timedelta(hours=1))
    kai.post(f"/beratung/buchungen/{booking.uid}/ergebnis/", {"kam": "nein"})
    booking.refresh_from_db()
    assert booking.state == "missed"


def test_the_overview_says_what_waits_and_what_comes(world, people):
    assert "Termin wählen" in text(signed_in(people.anna).get("/uebersicht/"))
    world.offer.by_staff = True
    world.offer.save()
    send(signed_in(people.anna), make_slot(world), world)

    assert "Termin ansehen" in text(signed_in(people.anna).get("/uebersicht/"))
    assert "1 wartet auf Ihre Antwort." in text(signed_in(people.kai).get("/uebersicht/"))
    assert "wartet auf Ihre Antwort" not in text(signed_in(people.paula).get("/uebersicht/"))
