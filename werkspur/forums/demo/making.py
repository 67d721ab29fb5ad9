"""How an event of the demonstration comes into being: planned by the chamber, announced, filled with guests."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from werkspur.base.calendar import holidays
from werkspur.base.calendar.wallclock import day_of, stored
from werkspur.base.demonstration import Build
from werkspur.forums.models import Door, Event, EventKind, Mailing, Participant, Registration, Speaker, Venue
from werkspur.forums.services.agenda import keep_item
from werkspur.forums.services.checkin import take_scans
from werkspur.forums.services.events import announce_event, create_event
from werkspur.forums.services.mailings import send_mailing
from werkspur.forums.services.registrations import register
from werkspur.forums.services.scans import Read
from werkspur.forums.services.tasks import check_off
from werkspur.partners.models import Company, Contact, Region, Trade

#: from, to, kind, title, text, places of speakers in `places.SPEAKERS`
Item = tuple[time, time | None, str, str, str, tuple[int, ...]]
#: how many people companies bring, in turn, and what they do there
SIZES = (1, 1, 2, 1, 3, 1, 2)
FUNCTIONS = ("Leitung", "Werkstatt", "Büro", "Bauleitung", "Lager")
#: trade, name and number of companies that are not in the register
STRANGERS = (("hochbau", "Bauservice Beispiel", 6), ("elektro", "Elektrodienst Muster", 5))
#: how long before its day an event is announced, and people begin to register
ANNOUNCED, FIRST = timedelta(days=42), timedelta(days=35)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an event is. hosts, regions: keys; the first host's contact answers questions."""

    kind: str
    title: str
    summary: str
    text: str = ""
    audience: str = "Betriebe aus Handwerk, Handel und Dienstleistung"
    hosts: tuple[str, ...] = ("hwk", "ihk", "pd")
    regions: tuple[str, ...] = ("14713", "14729", "14730")
    venue: str = ""
    room: str = ""
    begin: time = time(18)
    end: time = time(20, 30)
    agenda: Sequence[Item] = ()
    more: dict[str, Any] = field(default_factory=dict)


def day_near(build: Build, days: int) -> date:
    """Return the working day so many days from today, or the next after it; none around Christmas."""
    day = holidays.next_working_day(day_of(build.now) + timedelta(days=days - 1))
    if (day.month, day.day) >= (12, 20):
        return holidays.next_working_day(date(day.year + 1, 1, 6))
    return holidays.next_working_day(date(day.year, 1, 6)) if (day.month, day.day) < (1, 6) else day


def make(build: Build, plan: Plan, *, day: date, announced: datetime | None = None) -> Event:
    """Plan an event and announce it; announced: when, else six weeks before its day or an hour ago."""
    by = build.people["kammer"]
    start = stored(day, plan.begin)
    at = announced or min(start - ANNOUNCED, build.now - timedelta(hours=1))
    event = planned(build, plan, day=day)
    event = announce_event(event, by=by, now=at)
    Event.objects.filter(pk=event.pk).update(updated_at=at)
    return event


def planned(build: Build, plan: Plan, *, day: date) -> Event:
    """Plan an event with its agenda; it stays a draft."""
    venue = Venue.objects.filter(name=plan.venue).first()
    values = {
        "kind": EventKind.objects.get(slug=plan.kind), "title": plan.title, "summary": plan.summary,
        "text": plan.text, "audience": plan.audience, "start": stored(day, plan.begin), "end": stored(day, plan.end),
        "hosts": [build.partners[slug] for slug in plan.hosts], "venue": venue,
        "regions": list(Region.objects.filter(key__in=plan.regions)),
        "room": venue.rooms.get(name=plan.room) if venue else None, "room_confirmed": venue is not None,
        "contact": Contact.objects.filter(partner__slug=plan.hosts[0]).first(),
    }  # fmt: skip
    event = create_event(values=values | plan.more, by=build.people["kammer"])
    speakers = list(Speaker.objects.order_by("pk"))
    for begins, ends, kind, title, text, places in plan.agenda:
        item = {
            "begins": begins, "ends": ends, "kind": kind, "title": title, "text": text,
            "speakers": [speakers[place] for place in places],
        }  # fmt: skip
        keep_item(event, values=item, by=build.people["kammer"])
    return event


def tick_off(build: Build, event: Event, *, until: datetime, now: datetime | None = None) -> None:
    """Say that all is done that had to be done before a day. now: when, else then."""
    for task in event.tasks.filter(due__lt=day_of(until), done_at=None):
        check_off(task, by=build.people["kammer"], now=now or until)


def post(event: Event, *, until: datetime) -> None:
    """Write what goes out by time, each letter at its time."""
    due = Mailing.objects.filter(event=event, due_at__lte=until, state=Mailing.State.PLANNED).order_by("due_at")
    for mailing in due:
        send_mailing(mailing.pk, now=mailing.due_at)


def fill(build: Build, event: Event, *, companies: Iterable[Company], first: int = 0) -> list[Registration]:
    """Register one to three people of each company, spread over the weeks before; without letters.

    first: how many registered before, so that sizes differ between events.
    """
    begin = max(event.start - FIRST, event.announced_at or event.start)
    end = min(build.now, event.start - timedelta(hours=4))
    found = []
    for number, company in enumerate(companies):
        size = min(SIZES[(number + first) % len(SIZES)], event.party_most)
        at = begin + (end - begin) * ((number % 29) / 29)
        people = [{"name": f"{_who(size, each)} {company.name}"[:120], "function": FUNCTIONS[(number + each) % 5]}
                  for each in range(size)]  # fmt: skip
        details = {"company_name": company.name, "trade": company.trade, "region": company.region}
        one, _token = register(
            event=event, people=people, details=details, company=company, via=Registration.Via.COMPANY,
            by="system", now=at,
        )  # fmt: skip
        Registration.objects.filter(pk=one.pk).update(created_at=at)
        found.append(one)
    return found


def fill_by_telephone(build: Build, event: Event) -> None:
    """Register companies that have no account, several of a trade: so that reports can tell of trades."""
    at = max(event.start - timedelta(days=9), event.announced_at or event.start)
    for trade, name, count in STRANGERS:
        found = Trade.objects.filter(slug=trade).first()
        for number in range(1, count + 1):
            details = {"company_name": f"{name} {number}", "trade": found, "phone": f"0341 0002{number:03d}"}
            register(
                event=event, people=[{"name": f"Gast {name} {number}", "function": "Leitung"}], details=details,
                via=Registration.Via.STAFF, by=build.people["kammer"], now=at,
            )  # fmt: skip


def _who(size: int, each: int) -> str:
    """Nobody has a name here: 'Gast 2'."""
    return "Gast" if size == 1 else f"Gast {each + 1}"


def let_in(
    build: Build, event: Event, *, missing: int = 9, door: Door | None = None, until: datetime | None = None
) -> int:  # fmt: skip
    """Read the tickets of those who come, from half an hour before the beginning on; every `missing`th stays away."""
    people = Participant.objects.filter(event=event, registration__state="confirmed").order_by("pk")
    coming = [person for number, person in enumerate(people, start=1) if number % missing]
    begin = event.start - timedelta(minutes=30)
    reads = []
    for number, person in enumerate(coming):
        at = begin + timedelta(minutes=35) * (number / max(1, len(coming)))
        if until is None or at < until:
            text = f"W1:{person.ticket}"
            reads.append(Read(nonce=uuid.uuid4(), way="in", at=at, text=text, door=door.pk if door else None))
    if reads:
        take_scans(event=event, reads=reads, by=build.people["kammer"], now=min(build.now, event.start))
    return len(reads)
