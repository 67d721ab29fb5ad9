"""Two quarters of consultations that were held, a campaign that runs, the list of installers, who waits. Made up."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from werkspur.advice.models import (
    Adviser,
    Booking,
    Campaign,
    ChecklistItem,
    ChecklistVersion,
    Installer,
    Offer,
    Recommendation,
    Slot,
    Topic,
    Visit,
    VisitAnswer,
)
from werkspur.advice.queries.figures import last_day, quarter_of
from werkspur.advice.sealed import Box
from werkspur.advice.services import book_slot, confirm_waiting, join_waiting
from werkspur.advice.services.campaigns import keep_campaign, note_booking, send_wave
from werkspur.advice.services.figures import due_quarters, release_quarter
from werkspur.advice.services.installers import keep_installer
from werkspur.advice.services.recommendations import draw_up
from werkspur.base.calendar.wallclock import day_of, span_of
from werkspur.base.demonstration import Build
from werkspur.partners.models import Company, Office, Region

# name, town, district ('' everywhere), skills, certificate, days until it ends
INSTALLERS = (
    ("Musterschloss GmbH", "Leipzig", "14713", "mechanical", "Beispielnachweis, mechanische Sicherungen", 700),
    ("Sicherungstechnik Beispiel KG", "Grimma", "14729", "mechanical access", "Beispielnachweis, Türen und Tore", 410),
    ("Alarmanlagen Vorlage GmbH", "Leipzig", "", "alarm video", "Beispielnachweis, Einbruchmeldeanlagen", 290),
    ("Elektro Probe und Söhne OHG", "Delitzsch", "14730", "alarm", "Beispielnachweis, Einbruchmeldeanlagen", 45),
    ("Videotechnik Exempel UG", "Torgau", "14730", "video access", "Beispielnachweis, Videoanlagen", 180),
    ("Schlüsseldienst Modell", "Borna", "14729", "mechanical", "Beispielnachweis, mechanische Sicherungen", -20),
)
#: what visited companies lack, one letter for each of them: the first has the first, and so on
LACKED = {"A4": "xxxxx.xxx..x", "B2": "xxxx.xx.x...", "D2": "x.xx.x.xx..x", "I5": ".xx.x..x.xx.", "F1": "x..x..x....."}
LETTER = (
    "in Ihrer Branche wurde zuletzt öfter eingebrochen. Die Polizei berät Betriebe kostenlos und vertraulich, auf "
    "Wunsch auch bei Ihnen.\n\nFür {betrieb} genügt ein Termin von einer Stunde. Sie erfahren, was ohne große "
    "Kosten am meisten hilft."
)


def build_outreach(build: Build) -> None:
    """Add all of it; nothing where the partners are missing."""
    by, chamber = build.people.get("kammer"), build.partners.get("hwk")
    if by is None or chamber is None or len(build.companies) < 33 or not Adviser.objects.exists():
        return
    _installers(build)
    quarters = [quarter_of(day_of(build.now) - timedelta(days=92 * back)) for back in (2, 1)]
    for number, quarter in enumerate(quarters):
        _consultations(build, quarter, extra=6 * number)
    _visits(build, quarters[-1])
    for quarter in due_quarters(now=build.now):
        release_quarter(quarter)
    offer = Offer.objects.filter(kind=Offer.Kind.OFFICE, is_active=True, urgent=False)[0]
    campaign = Campaign(partner=chamber, title="Beratung für Bau und Handwerk", offer=offer, text=LETTER, wave_size=8)
    keep_campaign(campaign, by=by)
    send_wave(campaign, wave=1, by=by)
    _answers(campaign, offer=offer, now=build.now)
    _waiting(build, offer)


def _installers(build: Build) -> None:
    regions = {region.key: region for region in Region.objects.all()}
    for name, city, key, skills, certificate, days in INSTALLERS:
        made = Installer(
            name=name, city=city, region=regions.get(key), phone="0341 0000000", skills=skills.split(),
            certificate=certificate, expires_on=day_of(build.now) + timedelta(days=days),
        )  # fmt: skip
        keep_installer(made, by=build.people.get("beratung") or "system")


def _consultations(build: Build, quarter: date, *, extra: int) -> None:
    """One appointment for each of thirty companies, in offices and on the telephone, spread over the quarter."""
    days = (last_day(quarter) - quarter).days
    office = Offer.objects.filter(kind=Offer.Kind.OFFICE, is_active=True, urgent=False)[0]
    call = Offer.objects.filter(kind=Offer.Kind.CALL, is_active=True, urgent=False).first() or office
    places: Sequence[Office | None] = [*Office.objects.filter(place__isnull=False).order_by("pk")[:4], None]
    advisers = list(Adviser.objects.order_by("pk"))
    topics = list(Topic.objects.filter(is_active=True)[:3])
    for number, company in enumerate(build.companies[: 26 + extra]):
        place = places[number % len(places)]
        day = quarter + timedelta(days=number * days // 33)
        start = span_of(day)[0] + timedelta(hours=9 + number % 6)
        offer = office if place else call
        _held(company, offer=offer, office=place, adviser=advisers[number % len(advisers)], start=start,
              topic=topics[number % len(topics)], waited=5 + number % 17)  # fmt: skip


def _held(
    company: Company,
    *,
    offer: Offer,
    office: Office | None,
    adviser: Adviser,
    start: datetime,
    topic: Topic,
    waited: int,
) -> Booking:
    end = start + timedelta(minutes=offer.minutes)
    slot = Slot.objects.create(
        offer=offer, adviser=adviser, office=office, start=start, end=end, state=Slot.State.CLOSED
    )
    booking = Booking.objects.create(
        slot=slot, adviser=adviser, topic=topic, company=company, company_name=company.name, name="Leitung",
        email=company.email, trade=company.trade, state=Booking.State.DONE, confirmed_at=start, busy_from=start,
        busy_to=end, ical_uid=f"{uuid.uuid4()}@werkspur.example",
    )  # fmt: skip
    Booking.objects.filter(pk=booking.pk).update(created_at=start - timedelta(days=waited))
    return booking


def _visits(build: Build, quarter: date) -> None:
    """Visits of twelve companies in one quarter; half of them have done what was recommended."""
    version = ChecklistVersion.objects.filter(checklist__slug="vor-ort", state="released").order_by("-number").first()
    advisers = list(Adviser.objects.order_by("pk"))[1:]
    if version is None or not advisers:
        return
    items = {one.key: one for one in ChecklistItem.objects.filter(category__version=version)}
    for number, company in enumerate(build.companies[10:22]):
        at = span_of(quarter + timedelta(days=5 + 3 * number))[0] + timedelta(hours=10)
        visit = Visit.objects.create(
            company=company, adviser=advisers[number % len(advisers)], version=version, profiles="W",
            state=Visit.State.FINISHED, started_at=at, finished_at=at + timedelta(hours=1),
        )  # fmt: skip
        box = Box(company)
        for key, row in LACKED.items():
            if key in items:
                sealed = box.seal({"answer": 0 if row[number] == "x" else 3, "note": ""})
                VisitAnswer.objects.create(
                    visit=visit, item=items[key], device=uuid.uuid4(), changed_at=at, sealed=sealed
                )
        draw_up(visit=visit, by="system")
        state = Recommendation.State.ACCEPTED if number % 2 else Recommendation.State.OPEN
        visit.recommendations.update(state=state, due=last_day(quarter) - timedelta(days=3))


def _answers(campaign: Campaign, *, offer: Offer, now: datetime) -> None:
    """Two of those invited book one of the next free times."""
    free = Slot.objects.filter(offer=offer, state=Slot.State.OPEN, start__gt=now + timedelta(days=4)).order_by("start")
    for invitation, slot in zip(campaign.invitations.order_by("pk")[:2], free[::7][:2], strict=False):
        company = invitation.company
        details = {"company_name": company.name, "name": "Leitung", "email": company.email, "trade": company.trade}
        topic = offer.topics.all()[0]
        booking = book_slot(
            slot=slot, topic=topic, details=details, company=company, via=Booking.Via.COMPANY, by="demo"
        )
        note_booking(booking, invitation=invitation.pk)


def _waiting(build: Build, offer: Offer) -> None:
    topic, office = offer.topics.all()[0], Office.objects.filter(place__isnull=False).first()
    for company, where in zip(build.companies[5:8], (office, office, None), strict=True):
        details: dict[str, Any] = {"company_name": company.name, "name": "Leitung", "email": company.email}
        _entry, token = join_waiting(offer=offer, topic=topic, office=where, details=details, company=company)
        confirm_waiting(token)
