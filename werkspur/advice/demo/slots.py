"""Advisers of the demonstration, their hours and consultation days in the coming weeks."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from werkspur.advice import services
from werkspur.advice.models import Adviser, Closure, DayChange, Offer, Place, TravelTime, WorkHours
from werkspur.base.calendar import holidays
from werkspur.base.calendar.wallclock import day_of
from werkspur.base.demonstration import Build
from werkspur.partners.models import Office

# title, start place (municipality), most a day, days on the way (0 Monday)
ADVISERS = (
    ("Beratungsstelle Leipzig", "14713000", 6, (0, 2, 4)),
    ("Beratungsstelle Landkreis Leipzig", "14729050", 5, (0, 3)),
    ("Beratungsstelle Nordsachsen", "14730110", 5, (1, 3)),
)
# adviser, partner and city of the office, room, rule, from, to, on holidays
SERIES = (
    (0, "ihk", "Leipzig", "Beratung 2", "FREQ=WEEKLY;BYDAY=TU", 9, 16, "next"),
    (0, "hwk", "Leipzig", "", "FREQ=WEEKLY;BYDAY=TH", 9, 15, "next"),
    (1, "ihk", "Borna", "", "FREQ=WEEKLY;BYDAY=TU", 9, 15, "skip"),
    (1, "ihk", "Grimma", "", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", 9, 15, "skip"),
    (2, "ihk", "Delitzsch", "", "FREQ=WEEKLY;BYDAY=WE", 9, 14, "skip"),
    (2, "ihk", "Torgau", "", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 10, 15, "next"),
    (2, "ihk", "Oschatz", "", "FREQ=WEEKLY;BYDAY=FR", 9, 12, "ask"),
)
WEEKS = 16
ON_THE_WAY = "Heute in Betrieben unterwegs"


def build_slots(build: Build) -> None:
    """Add advisers, their hours and consultation days in the coming weeks; nothing without the partners."""
    police, by = build.partners.get("pd"), build.people.get("beratung")
    if police is None or by is None:
        return
    tomorrow = day_of(build.now) + timedelta(days=1)
    advisers = [_adviser(row, partner=police) for row in ADVISERS]
    advisers[0].person = by
    advisers[0].save()
    _exceptions(advisers, since=tomorrow)
    for row in SERIES:
        _series(row, adviser=advisers[row[0]], first=tomorrow, by=by)
    services.make_slots(advisers=advisers)


def _adviser(row: tuple[str, str, int, tuple[int, ...]], *, partner: Any) -> Adviser:
    title, start, most, days = row
    made = Adviser.objects.create(
        partner=partner, title=title, email="pd-beratung@werkspur.example", start=Place.objects.get(key=start),
        most_a_day=most,
    )  # fmt: skip
    made.offers.set(Offer.objects.filter(is_active=True))
    for day in days:
        for begin, end in ((8, 12), (13, 16)):
            WorkHours.objects.create(adviser=made, weekday=day, start=time(begin), end=time(end))
    return made


def _series(row: tuple[int, str, str, str, str, int, int, str], *, adviser: Adviser, first: date, by: Any) -> None:
    _number, partner, city, room, rule, begin, end, policy = row
    office = Office.objects.filter(partner__slug=partner, city=city).first()
    offer = Offer.objects.filter(kind=Offer.Kind.OFFICE, is_active=True).first()
    if office is not None and offer is not None:
        services.plan_series(
            offer=offer, adviser=adviser, office=office, room=room, rule=rule, first=first,
            last=first + timedelta(weeks=WEEKS), start=time(begin), end=time(end), policy=policy, by=by,
        )  # fmt: skip


def _exceptions(advisers: list[Adviser], *, since: date) -> None:
    """An adviser is away one day, an office is closed between the years, one way is known better than computed."""
    away = holidays.next_working_day(since + timedelta(days=6))
    DayChange.objects.create(adviser=advisers[0], day=away, public_reason=ON_THE_WAY)
    office = Office.objects.filter(partner__slug="hwk", city="Leipzig").first()
    Closure.objects.create(
        kind=Closure.Kind.OFFICE, first=date(since.year, 12, 28), last=date(since.year, 12, 30), office=office,
        public_reason="Zwischen den Jahren geschlossen",
    )  # fmt: skip
    places = {place.key: place for place in Place.objects.filter(key__in=["14713000", "14729050"])}
    TravelTime.objects.create(origin=places["14713000"], target=places["14729050"], minutes=40)
