"""A small world of consultations: one adviser, an office in Borna and one in Torgau, slots on a Tuesday."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from werkspur.advice import services
from werkspur.advice.models import Adviser, Booking, Offer, Place, Slot, Topic
from werkspur.partners.models import Office, Partner

#: Tuesday, 1 December 2026; nine o'clock on the wall is eight in UTC
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(hour: int, minute: int = 0, *, day: int = 1) -> datetime:
    """A moment of a December day, by the clock on the wall."""
    return datetime(2026, 12, day, hour - 1, minute, tzinfo=UTC)


@dataclass
class AdviceWorld:
    police: Partner
    adviser: Adviser
    offer: Offer
    topic: Topic
    offices: dict[str, Office] = field(default_factory=dict)
    numbers: Any = field(default_factory=count)

    def slot(self, hour: int, minute: int = 0, *, office: str = "borna", minutes: int = 60, day: int = 1) -> Slot:
        start = at(hour, minute, day=day)
        return Slot.objects.create(
            offer=self.offer, adviser=self.adviser, office=self.offices[office], start=start,
            end=start + minutes * MINUTE,
        )  # fmt: skip

    def hold(self, slot: Slot, **other: Any) -> tuple[Booking, str]:
        """Hold a slot for another company each time."""
        number = next(self.numbers)
        details = {"company_name": f"Muster {number}", "name": "Büro", "email": f"buero{number}@werkspur.example"}
        details |= other.pop("details", {})
        values = {"topic": self.topic, "details": details, "now": NOW} | other
        return services.hold_slot(slot=slot, **values)

    def book(self, slot: Slot, **other: Any) -> Booking:
        """Hold and confirm."""
        _booking, token = self.hold(slot, **other)
        return services.confirm_booking(token, now=NOW)[0]


def advice_world() -> AdviceWorld:
    police = Partner.objects.create(slug="beratung", name="Polizei", short_name="Polizei", kind=Partner.Kind.POLICE)
    offices = {}
    for key, latitude, longitude in (("borna", 51.124, 12.496), ("torgau", 51.560, 13.005)):
        office = Office.objects.create(partner=police, name=key.title(), kind=Office.Kind.REGIONAL, city=key.title())
        Place.objects.create(key=key, name=key.title(), office=office, latitude=latitude, longitude=longitude)
        offices[key] = office
    adviser = Adviser.objects.create(
        partner=police, title="Beratungsstelle", email="beratung@werkspur.example", start=Place.objects.get(key="borna")
    )
    topic = Topic.objects.create(slug="tueren", name="Türen und Tore")
    offer = Offer.objects.create(kind=Offer.Kind.OFFICE, title="Sprechtag", minutes=60, pause=0, horizon_days=90)
    offer.topics.add(topic)
    offer.advisers.add(adviser)
    return AdviceWorld(police, adviser, offer, topic, offices)
