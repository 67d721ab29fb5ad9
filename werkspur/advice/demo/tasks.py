"""What follows the visits of the demonstration: an earlier visit to compare with, tasks in every state."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from werkspur.advice.demo.visits import booked_visit
from werkspur.advice.models import Adviser, Recommendation, Visit
from werkspur.advice.services import proofs, tasks
from werkspur.advice.services import visits as services
from werkspur.base.calendar.wallclock import day_of, span_of
from werkspur.base.demonstration import Build

DEVICE = uuid.UUID("5f0c4b3a-9d11-4000-8000-000000000003")
#: what the visit of the year before found; made up
EARLIER = {
    "A1": 1, "A3": 2, "A4": 0, "A5": 1, "B1": 0, "B2": 0, "B3": 1, "B4": 3, "B7": 2, "C1": 2, "C3": 2, "D2": 0, "D4": 1,
    "E1": 2, "I1": 0, "I2": 0, "I5": 0, "L2": 1,
}  # fmt: skip
#: of the newest visit: item, days from today until it is due, who sees to it
PLANNED = (("A4", -2, "Lager"), ("B2", 40, "Leitung"), ("B7", 5, "Wer zuletzt geht"), ("I5", 20, "Werkstattleitung"))


def build_earlier_visit(build: Build) -> None:
    """A visit to the first company a year before; must come before the newer one, which carries its tasks on."""
    person = build.people.get("beratung")
    adviser = Adviser.objects.filter(person=person).first() if person else None
    if adviser is None or not build.companies:
        return
    start = span_of(day_of(build.now) - timedelta(days=380))[0] + timedelta(hours=10)
    visit = services.start_visit(
        booking=booked_visit(adviser, build.companies[0], start=start), by=person, profiles="WHF"
    )  # fmt: skip
    changes = [
        {"item": item, "answer": answer, "note": "", "base": 0, "changed_at": start.isoformat()}
        for item, answer in EARLIER.items()
    ]
    services.sync_visit(visit=visit, told={"device": str(DEVICE), "changes": changes}, by=person)
    services.finish_visit(visit=visit, by=person)
    Visit.objects.filter(pk=visit.pk).update(started_at=start, finished_at=start + timedelta(hours=1))


def build_tasks(build: Build) -> None:
    """Dates for some tasks of the newest visit, one reported with a photo, one asked back, one done, one declined."""
    company, adviser = build.people.get("betrieb"), build.people.get("beratung")
    visit = Visit.objects.filter(adviser__person=adviser, state=Visit.State.FINISHED).order_by("-finished_at").first()
    if company is None or visit is None:
        return
    today = day_of(build.now)
    for item, days, responsible in PLANNED:
        tasks.plan_task(_of(visit, item), due=today + timedelta(days=days), responsible=responsible, by=company)
    upload = ContentFile(_picture(), name="schloss.jpg")
    tasks.report_task(_of(visit, "I5"), text="Schrank steht und ist verankert.", by=company,
                      handed=proofs.prepare_proof(upload))  # fmt: skip
    tasks.report_task(_of(visit, "D2"), text="Schlüsselbuch angelegt.", by=company)
    tasks.ask_back(_of(visit, "D2"), sentence="Sind die alten Schlüssel eingesammelt und gezählt?", by=adviser)
    tasks.report_task(_of(visit, "L2"), text="Liste hängt an der Hoftür, seit Montag mit Unterschrift.", by=company)
    tasks.accept_task(_of(visit, "L2"), by=adviser)
    tasks.decline_task(_of(visit, "C5"), reason="Das Dach wird im Frühjahr erneuert.", by=company)


def _of(visit: Visit, item: str) -> Recommendation:
    found = visit.recommendations.select_related("visit__company", "visit__adviser", "item")
    task: Recommendation = found.get(item__key=item)
    return task


def _picture() -> bytes:
    """A drawn cupboard, so that nobody takes it for a real one."""
    picture = Image.new("RGB", (1200, 900), "#d8d4cc")
    pen: Any = ImageDraw.Draw(picture)
    pen.rectangle((0, 780, 1200, 900), fill="#8d8880")
    pen.rectangle((360, 140, 840, 800), fill="#7b8794", outline="#39434c", width=14)
    pen.line((600, 150, 600, 790), fill="#39434c", width=8)
    pen.ellipse((560, 440, 640, 520), fill="#e6c15a", outline="#39434c", width=6)
    memory = io.BytesIO()
    picture.save(memory, "JPEG", quality=85)
    return memory.getvalue()
