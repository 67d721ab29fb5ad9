"""Two visits of the demonstration: one held and ended a week ago, one prepared for today."""

from __future__ import annotations

import io
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from werkspur.advice.models import Adviser, Booking, Offer, Place, Slot, Visit
from werkspur.advice.services import visits as services
from werkspur.base.calendar.wallclock import day_of, span_of
from werkspur.base.demonstration import Build
from werkspur.partners.models import Company

DEVICE = uuid.UUID("5f0c4b3a-9d11-4000-8000-000000000001")
PHOTO = uuid.UUID("5f0c4b3a-9d11-4000-8000-000000000002")
#: item, answer, note; made up
NOTED: tuple[tuple[str, int | str, str], ...] = (
    ("A1", 2, ""), ("A3", 3, ""), ("A4", 0, "Zwei Leitern lehnen hinter der Halle, jeder kommt damit aufs Dach."),
    ("A5", 1, "Die Anlieferung liegt hinter Paletten."),
    ("B1", 2, "Tür von 2019, Nachweis liegt vor."), ("B2", 0, "Nebentür zum Hof: einfaches Schloss, kein Beschlag."),
    ("B3", 2, ""), ("B4", 3, ""), ("B5", "nz", ""), ("B7", 1, "Abends wird die Hoftür oft nur zugezogen."),
    ("C1", 3, ""), ("C3", 2, ""), ("C5", 1, "Lichtkuppel über dem Lager ohne Gitter."),
    ("D2", 0, "Wer welchen Schlüssel hat, weiß nur der Chef."), ("D4", 3, ""), ("E1", 2, ""), ("E2", 1, ""),
    ("F1", "ng", "Unterlagen der Meldeanlage lagen nicht vor."),
    ("I1", 3, "Liste ist in Werkspur."), ("I2", 2, ""), ("I5", 0, "Akkus bleiben über Nacht im Regal."), ("L2", 1, ""),
)  # fmt: skip
NOTES = {
    "text": "Rundgang mit der Leitung, eine Stunde. Größte Lücke ist die Nebentür zum Hof.",
    "present": "Leitung der Dachdeckerei, Beratungsstelle Leipzig",
    "feeling": "Morgens geht niemand gern allein ins Lager.",
}


def build_visits(build: Build) -> None:
    """Add both; nothing where the advisers are missing."""
    person = build.people.get("beratung")
    adviser = Adviser.objects.filter(person=person).first() if person else None
    if adviser is None or len(build.companies) < 2:
        return
    day = span_of(day_of(build.now))[0]
    held = booked_visit(adviser, build.companies[0], start=day - timedelta(days=7) + timedelta(hours=10))
    visit = services.start_visit(booking=held, by=person, profiles="WHF")
    _walk(visit, by=person, at=held.slot.start)
    services.finish_visit(visit=visit, by=person)
    Visit.objects.filter(pk=visit.pk).update(started_at=held.slot.start, finished_at=held.slot.end)
    today = booked_visit(adviser, build.companies[1], start=day + timedelta(hours=14))
    services.start_visit(booking=today, by=person, profiles="BW")


def booked_visit(adviser: Adviser, company: Company, *, start: datetime) -> Booking:
    """A confirmed visit on site; its slot lies outside the plans, as one agreed on the telephone does."""
    offer = Offer.objects.filter(kind=Offer.Kind.VISIT, urgent=False, is_active=True).order_by("order")[0]
    end = start + timedelta(minutes=offer.minutes)
    slot = Slot.objects.create(offer=offer, adviser=adviser, start=start, end=end, state=Slot.State.CLOSED)
    booking = Booking(
        slot=slot, adviser=adviser, topic=offer.topics.all()[0], company=company, company_name=company.name,
        name="Leitung", email="betrieb@werkspur.example", phone=company.phone, trade=company.trade,
        address=f"{company.street}, {company.postcode} {company.city}", place=_place(company), via=Booking.Via.STAFF,
        state=Booking.State.CONFIRMED, confirmed_at=start - timedelta(days=14), busy_from=start, busy_to=end,
        ical_uid=f"{uuid.uuid4()}@werkspur.example",
    )  # fmt: skip
    booking.save()
    return booking


def _place(company: Company) -> Place | None:
    return Place.objects.filter(office=None, name=company.city).first()


def _walk(visit: Visit, *, by: Any, at: datetime) -> None:
    def moment(minutes: int) -> str:
        return (at + timedelta(minutes=minutes)).isoformat()

    changes = [
        {"item": item, "answer": answer, "note": note, "base": 0, "changed_at": moment(place)}
        for place, (item, answer, note) in enumerate(NOTED, start=1)
    ]
    signature = {"name": "Leitung Dachdeckerei Muster", "strokes": _scrawl(), "at": moment(60)}
    told = {
        "device": str(DEVICE), "changes": changes, "signature": signature,
        "notes": NOTES | {"base": 0, "changed_at": at.isoformat()},
    }  # fmt: skip
    services.sync_visit(visit=visit, told=told, by=by)
    services.keep_photo(
        visit=visit, uid=PHOTO, by=by, upload=ContentFile(_picture(), name="foto.jpg"), item="B2",
        caption="Nebentür zum Hof", strokes=[{"points": _circle(), "width": 0.008}],
    )  # fmt: skip


def _picture() -> bytes:
    """A drawn door, so that nobody takes it for a real one."""
    picture = Image.new("RGB", (1200, 900), "#c9c4bb")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 760, 1200, 900), fill="#8d8880")
    pen.rectangle((430, 160, 790, 770), fill="#5a6b78", outline="#2f3a42", width=14)
    pen.rectangle((490, 230, 730, 400), fill="#9fb4c2")
    pen.ellipse((720, 470, 756, 506), fill="#e6e1d6")
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=85)
    return memory.getvalue()


def _circle() -> list[list[float]]:
    ring = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7), (1, 0))
    return [[0.615 + 0.06 * across, 0.54 + 0.08 * down] for across, down in ring]


def _scrawl() -> list[dict[str, Any]]:
    return [{"points": [[0.1, 0.6], [0.2, 0.3], [0.25, 0.7], [0.4, 0.4], [0.5, 0.6], [0.8, 0.5]], "width": 0.008}]
