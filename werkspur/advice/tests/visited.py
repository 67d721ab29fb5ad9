"""A visit to answer: peter advises, anna's company is visited, devices send what they noted."""

from __future__ import annotations

import io
import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.people import People
from werkspur.advice.models import Adviser, Booking, Offer, Slot, Visit
from werkspur.advice.services import visits as services
from werkspur.advice.services.first_versions import load_checklists
from werkspur.advice.tests.world import AdviceWorld, advice_world
from werkspur.partners.models import Company

BEGIN = datetime(2026, 12, 1, 9, tzinfo=UTC)


@dataclass
class Device:
    """A tablet: its number, and a clock that goes on with every change."""

    uid: str = field(default_factory=lambda: str(uuid.uuid4()))
    clock: Any = field(default_factory=lambda: count(1))

    def change(self, item: str, answer: Any = None, note: str = "", *, base: int = 0) -> dict[str, Any]:
        at = BEGIN + timedelta(seconds=next(self.clock))
        return {"item": item, "answer": answer, "note": note, "base": base, "changed_at": at.isoformat()}

    def batch(self, *changes: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"device": self.uid, "changes": list(changes)} | more


def company_of(person: Any) -> Company:
    return Company.objects.get(pk=person.company_ids[0])


def adviser_of(people: People, world: AdviceWorld) -> Adviser:
    world.adviser.person = people.peter
    world.adviser.save()
    return world.adviser


def booked_today(
    people: People, world: AdviceWorld, *, company: Company | None, minutes: int = -60, **details: Any
) -> Booking:
    """A confirmed booking with peter; `minutes` from now its slot begins, in the first hour of a day with the day."""
    now = timezone.now()
    start = now + timedelta(minutes=minutes)
    if -720 < minutes < 0:
        start = max(start, timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0))
    slot = Slot.objects.create(
        offer=world.offer, adviser=adviser_of(people, world), office=world.offices["borna"], start=start,
        end=start + timedelta(minutes=20),
    )  # fmt: skip
    values = {"company_name": "Muster am Telefon", "name": "Büro", "email": "buero@werkspur.example"} | details
    return Booking.objects.create(
        slot=slot, adviser=slot.adviser, topic=world.topic, company=company, state=Booking.State.CONFIRMED,
        busy_from=slot.start, busy_to=slot.end, ical_uid=str(uuid.uuid4()), **values,
    )  # fmt: skip


def make_visit(people: People, *, profiles: str = "WB", world: AdviceWorld | None = None) -> Visit:
    """A visit of anna's company by peter."""
    load_checklists()
    world = world or advice_world()
    world.offer.kind = Offer.Kind.VISIT
    world.offer.save()
    booking = booked_today(people, world, company=company_of(people.anna))
    return services.start_visit(booking=booking, by=people.peter, profiles=profiles)


def small(visit: Visit) -> AdviceWorld:
    """The world that a visit was made in."""
    assert visit.booking is not None
    slot = visit.booking.slot
    return AdviceWorld(visit.adviser.partner, visit.adviser, slot.offer, visit.booking.topic, {"borna": slot.office})


def sync(visit: Visit, batch: dict[str, Any], *, by: Any = None) -> Any:
    return services.sync_visit(visit=visit, told=batch, by=by or visit.adviser.person)


def send(client: Client, visit: Visit, batch: Any) -> Any:
    return client.post(f"/beratung/besuche/{visit.uid}/abgleich", json.dumps(batch), "application/json")


def jpeg(*, size: tuple[int, int] = (640, 480), exif: bytes = b"") -> SimpleUploadedFile:
    memory = io.BytesIO()
    Image.new("RGB", size, "silver").save(memory, "JPEG", **({"exif": exif} if exif else {}))
    return SimpleUploadedFile("foto.jpg", memory.getvalue(), "image/jpeg")
