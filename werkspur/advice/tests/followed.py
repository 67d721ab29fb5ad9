"""Visits that have ended, for tests of what follows: made by the adviser peter for anna's company."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from PIL.Image import Image as Picture

from tests.people import People
from werkspur.advice.models import Adviser, Offer, Recommendation, Visit
from werkspur.advice.services.first_versions import load_checklists
from werkspur.advice.services.visits import finish_visit, keep_photo, start_visit, sync_visit
from werkspur.advice.tests.world import AdviceWorld, advice_world
from werkspur.partners.models import Company, Office

#: a missing knock-out that is expensive, something begun, something free, something fulfilled, two without a value
ANSWERS: dict[str, Any] = {"B1": 0, "B3": 1, "B7": 0, "B2": 3, "B6": "nz", "L4": "ng"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def company_of(people: People) -> Company:
    return Company.objects.get(pk=people.anna.company_ids[0])


def visit_world(people: People) -> AdviceWorld:
    """The small world with peter as its adviser, and the checklists; the one that is there already."""
    load_checklists()
    there = Adviser.objects.first()
    world = _world_of(there) if there else advice_world()
    world.adviser.person = people.peter
    world.adviser.save()
    return world


def _world_of(adviser: Adviser) -> AdviceWorld:
    offer = Offer.objects.filter(advisers=adviser).order_by("pk")[0]
    offices = {office.city.lower(): office for office in Office.objects.filter(partner=adviser.partner)}
    return AdviceWorld(adviser.partner, adviser, offer, offer.topics.all()[0], offices)


def started(people: People, world: AdviceWorld | None = None, *, hour: int = 9, profiles: str = "W") -> Visit:
    """A visit of a booked slot that has not begun."""
    world = world or visit_world(people)
    booking = world.book(world.slot(hour))
    booking.company = company_of(people)
    booking.save()
    return start_visit(booking=booking, by=people.peter, profiles=profiles)


def answer(visit: Visit, answers: Mapping[str, Any], *, by: Any, notes: Mapping[str, str] | None = None,
           signature: Any = None, notes_of: Mapping[str, str] | None = None) -> None:  # fmt: skip
    """Note answers as one tablet does. notes_of: key of an item → its note."""
    now = timezone.now().isoformat()
    changes = [
        {"item": key, "answer": value, "note": (notes_of or {}).get(key, ""), "base": 0, "changed_at": now}
        for key, value in answers.items()
    ]
    told = {"device": str(uuid4()), "changes": changes, "settle": [], "signature": signature,
            "notes": {"base": 0, "changed_at": now} | dict(notes) if notes else None}  # fmt: skip
    assert sync_visit(visit=visit, told=told, by=by) == []


def finished(people: People, world: AdviceWorld | None = None, *, answers: Mapping[str, Any] = ANSWERS,
             days_ago: int = 0, **other: Any) -> Visit:  # fmt: skip
    """A visit that has ended, some days ago."""
    visit = started(people, world, hour=other.pop("hour", 9), profiles=other.pop("profiles", "W"))
    answer(visit, answers, by=people.peter, **other)
    visit = finish_visit(visit=visit, by=people.peter)
    if days_ago:
        Visit.objects.filter(pk=visit.pk).update(finished_at=timezone.now() - timedelta(days=days_ago))
        visit.refresh_from_db()
    return visit


def task_of(visit: Visit, key: str) -> Recommendation:
    return visit.recommendations.select_related("visit__company", "visit__adviser", "item").get(item__key=key)


def jpeg(size: tuple[int, int] = (640, 480), *, noisy: bool = False) -> bytes:
    """A photo; noisy: one that does not get small."""
    memory = io.BytesIO()
    picture: Picture = Image.effect_noise(size, 90).convert("RGB") if noisy else Image.new("RGB", size, "silver")
    exif = Image.Exif()
    exif[0x010F] = "Kamera Muster"
    picture.save(memory, "JPEG", quality=90, exif=exif)
    return memory.getvalue()


def photograph(visit: Visit, *, by: Any, item: str = "B1", caption: str = "", strokes: Any = (), **other: Any) -> None:
    upload = SimpleUploadedFile("foto.jpg", jpeg(**other))
    keep_photo(visit=visit, uid=uuid4(), by=by, upload=upload, item=item, caption=caption, strokes=list(strokes))
