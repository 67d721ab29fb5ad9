"""What tests of the pages need: slots more than a week ahead, forms that are sent, text without line breaks."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import Client
from django.utils import timezone

from werkspur.advice import services
from werkspur.advice.models import Booking, Slot

DATA = {"company_name": "Muster GmbH", "name": "Kim Muster", "email": "kim@werkspur.example", "phone": ""}


def tuesday() -> datetime:
    """Nine o'clock UTC on a Tuesday more than a week ahead."""
    day = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=8)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def make_slot(world, *, hours: int = 0, start: datetime | None = None, office: str = "borna") -> Slot:
    start = start or tuesday() + timedelta(hours=hours)
    return Slot.objects.create(
        offer=world.offer, adviser=world.adviser, office=world.offices[office], start=start,
        end=start + timedelta(hours=1),
    )  # fmt: skip


def details(slot: Slot) -> str:
    return f"/beratung/termin/angaben/?zeit={slot.uid}&thema=tueren"


def send(client: Client, slot: Slot, world, **other: str):
    return client.post(details(slot), DATA | {"topic": world.topic.pk} | other)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def booked(world, slot: Slot | None = None) -> tuple[Booking, str]:
    """A confirmed booking and the token of its link."""
    _held, token = services.hold_slot(slot=slot or make_slot(world), topic=world.topic, details=DATA)
    return services.confirm_booking(token)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
