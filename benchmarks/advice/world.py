"""A year of appointments: offices, advisers with weekly hours, slots as the product makes them, and some bookings."""

from __future__ import annotations

import random
import time as clock
import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from werkspur.advice import services
from werkspur.advice.models import Adviser, Booking, Offer, Place, Slot, Topic, WorkHours
from werkspur.base.calendar.wallclock import day_of
from werkspur.partners.models import Office, Partner

YEAR = 365
#: so many of the slots of the next weeks are booked, and so far ahead people book
BOOKED, BOOKED_DAYS = 0.4, 60
#: the whole of Saxony is about as large, in degrees
SOUTH, NORTH, WEST, EAST = 50.2, 51.7, 11.9, 15.0
PLACES = 400
DETAILS = {"company_name": "Muster GmbH", "name": "Büro"}


def load(*, offices: int, advisers: int, seed: int) -> dict[str, float]:
    """Fill an empty database; answer how many slots and bookings there are and how long making the slots took.

    Args:
        advisers: in each office. Each is there one day a week (seven times of 45 minutes) and in companies on another
            (three visits of 90 minutes): ten times a week.
    """
    chance = random.Random(seed)
    police = Partner.objects.create(slug="beratung", name="Polizei", short_name="Polizei", kind=Partner.Kind.POLICE)
    topic = Topic.objects.create(slug="tueren", name="Türen und Tore")
    talk = Offer.objects.create(kind=Offer.Kind.OFFICE, title="Sprechtag", minutes=45, pause=15)
    visit = Offer.objects.create(kind=Offer.Kind.VISIT, title="Besuch", minutes=90, pause=30, horizon_days=90)
    for offer in (talk, visit):
        offer.topics.add(topic)
    places = [_place(number, chance) for number in range(PLACES)]
    Place.objects.bulk_create(places)
    people = [one for number in range(offices) for one in _office(number, advisers, police=police, chance=chance)]
    for offer in (talk, visit):
        offer.advisers.set(people)
    begun = clock.perf_counter()
    services.make_slots(advisers=people, until=day_of(timezone.now()) + timedelta(days=YEAR))
    taken = clock.perf_counter() - begun
    return {"slots": Slot.objects.count(), "bookings": _book(topic, places, chance), "seconds": round(taken, 1)}


def _place(number: int, chance: random.Random) -> Place:
    return Place(key=f"ort-{number}", name=f"Ort {number}", latitude=chance.uniform(SOUTH, NORTH),
                 longitude=chance.uniform(WEST, EAST))  # fmt: skip


def _office(number: int, advisers: int, *, police: Partner, chance: random.Random) -> list[Adviser]:
    name = f"Büro {number}"
    office = Office.objects.create(partner=police, name=name, kind=Office.Kind.REGIONAL, city=f"Stadt {number}")
    place = _place(PLACES + number, chance)
    place.office = office
    place.save()
    found = []
    for each in range(advisers):
        one = Adviser.objects.create(partner=police, title=f"{name}, {each}", email="beratung@werkspur.example",
                                     start=place, most_a_day=6)  # fmt: skip
        inside, outside = chance.sample(range(5), 2)
        WorkHours.objects.create(adviser=one, weekday=inside, start=time(9), end=time(16), office=office)
        for first, last in ((8, 12), (13, 16)):
            WorkHours.objects.create(adviser=one, weekday=outside, start=time(first), end=time(last))
        found.append(one)
    return found


def _book(topic: Topic, places: list[Place], chance: random.Random) -> int:
    until = timezone.now() + timedelta(days=BOOKED_DAYS)
    coming = Slot.objects.filter(start__lt=until).select_related("office__place").order_by("start", "adviser_id")
    rows = [_booking(slot, topic, places, chance) for slot in coming if chance.random() < BOOKED]
    return len(Booking.objects.bulk_create(rows, batch_size=1_000))


def _booking(slot: Slot, topic: Topic, places: list[Place], chance: random.Random) -> Booking:
    place = slot.office.place if slot.office else chance.choice(places)
    return Booking(slot=slot, adviser_id=slot.adviser_id, topic=topic, place=place, state=Booking.State.CONFIRMED,
                   busy_from=slot.start, busy_to=slot.end, ical_uid=str(uuid.UUID(int=chance.getrandbits(128))),
                   email="buero@werkspur.example", mailbox=f"{slot.pk:064x}", **DETAILS)  # fmt: skip


def fresh_slots(*, count: int, seed: int) -> list[str]:
    """Slots of one adviser each that nobody has, in a week of their own: what the bookers fight for."""
    soon = timezone.now() + timedelta(days=3)
    office = Office.objects.order_by("pk").first()
    offer = Offer.objects.get(kind=Offer.Kind.OFFICE)
    people = list(Adviser.objects.order_by("pk")[: min(count, 5)])
    start = _monday(soon) + timedelta(days=seed)
    made = Slot.objects.bulk_create(
        Slot(
            offer=offer, adviser=people[at % len(people)], office=office, start=begin, end=begin + timedelta(minutes=5)
        )
        for at in range(count)
        for begin in [start + timedelta(minutes=10 * at)]
    )
    return [str(one.uid) for one in made]


def _monday(moment: datetime) -> datetime:
    day = moment.replace(hour=2, minute=0, second=0, microsecond=0)
    return day + timedelta(days=(5 - day.weekday()) % 7)  # a Saturday night: nobody's plan has anything there
