"""What the database itself refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from werkspur.advice.models import Adviser, Booking, Offer, Place, Slot, Topic
from werkspur.partners.models import Partner

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 12, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def slot():
    police = Partner.objects.create(slug="polizei", name="Polizei", short_name="Polizei", kind=Partner.Kind.POLICE)
    place = Place.objects.create(key="leipzig", name="Leipzig")
    adviser = Adviser.objects.create(partner=police, title="Beratungsstelle", email="b@werkspur.example", start=place)
    offer = Offer.objects.create(kind=Offer.Kind.OFFICE, title="Sprechtag")
    Topic.objects.create(slug="tueren", name="Türen")
    return Slot.objects.create(offer=offer, adviser=adviser, start=NINE, end=NINE + HOUR)


def book(slot: Slot, *, state: str = "confirmed", number: int = 1, **other) -> Booking:
    values = {
        "adviser": slot.adviser, "topic": Topic.objects.get(), "company_name": "Muster", "name": "Büro",
        "email": "m@werkspur.example", "state": state, "busy_from": slot.start, "busy_to": slot.end,
        "ical_uid": f"{slot.pk}-{number}@werkspur.example",
    }  # fmt: skip
    return Booking.objects.create(slot=slot, **(values | other))


def test_one_slot_one_booking(slot):
    book(slot)
    with pytest.raises(IntegrityError), transaction.atomic():
        book(slot, number=2)


def test_a_cancelled_booking_frees_its_slot(slot):
    book(slot, state="cancelled")

    assert Slot.objects.free(NINE - HOUR).count() == 1
    assert book(slot, number=2).pk


def test_a_hold_ends_and_frees_its_slot_by_itself(slot):
    book(slot, state="held", held_until=NINE - HOUR)

    assert not Slot.objects.free(NINE - 2 * HOUR).exists()
    assert Slot.objects.free(NINE - HOUR).exists()


def test_a_freed_slot_is_offered_again_a_little_later(slot):
    slot.offered_again_at = NINE - HOUR
    slot.save()

    assert not Slot.objects.free(NINE - 2 * HOUR).exists()
    assert Slot.objects.free(NINE - HOUR).exists()


def test_postgresql_keeps_an_adviser_from_being_in_two_places(slot):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer; the service looks first")
    later = Slot.objects.create(offer=slot.offer, adviser=slot.adviser, start=NINE + HOUR, end=NINE + 2 * HOUR)
    book(slot, busy_to=NINE + HOUR + timedelta(minutes=20))

    with pytest.raises(IntegrityError), transaction.atomic():
        book(later)
