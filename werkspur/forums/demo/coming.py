"""Forums to come: one nearly full, one full with a waiting list, one online, one cancelled, a series, a draft."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from werkspur.base.calendar.wallclock import day_of
from werkspur.base.demonstration import Build
from werkspur.forums.demo import words
from werkspur.forums.demo.making import SIZES, day_near, fill, make, planned, post, tick_off
from werkspur.forums.models import Event, EventKind, FormQuestion, Registration, Venue
from werkspur.forums.rules.guests import Guest
from werkspur.forums.services.events import announce_event, cancel_event
from werkspur.forums.services.form_questions import keep_question
from werkspur.forums.services.invitations import invite, set_quota
from werkspur.forums.services.registrations import confirm_registration, register
from werkspur.forums.services.series import create_series
from werkspur.partners.models import Company, Region

#: mailbox and house of those who sit on seats that are kept
INVITED = (
    ("wirtschaftsfoerderung", "Wirtschaftsförderung Beispielstadt"), ("tiefbauamt", "Tiefbauamt Beispielstadt"),
    ("stadtrat", "Ausschuss für Ordnung, Beispielstadt"),
)  # fmt: skip


def build_coming(build: Build) -> None:
    """Add all of them."""
    _sites(build)
    fill(build, make(build, words.ONLINE, day=day_near(build, 15)), companies=build.companies[1:15])
    fill(build, make(build, words.MARKING, day=day_near(build, 23)), companies=build.companies[6:14])
    _network(build)
    cancelled = make(build, words.CANCELLED, day=day_near(build, 18))
    fill(build, cancelled, companies=build.companies[20:24])
    reason = "Der Saal ist wegen eines Wasserschadens gesperrt. Ein neuer Termin folgt."
    tick_off(build, cancelled, until=build.now)
    at = build.now - timedelta(days=2)
    cancel_event(cancelled, reason=reason, by=build.people["kammer"], now=at)
    post(cancelled, until=at)
    _series(build)
    for event in Event.objects.filter(state=Event.State.ANNOUNCED, start__gt=build.now):
        tick_off(build, event, until=build.now)
    planned(build, words.DRAFT, day=day_near(build, 75))


def _sites(build: Build) -> None:
    """The next forum: twelve seats left, questions at registration, our own company is coming."""
    event = make(build, words.SITES, day=day_near(build, 8))
    by = build.people["kammer"]
    brings = keep_question(event, values={"label": "Bringen Sie ein Gerät mit?", "kind": "yes_no", "order": 10}, by=by)
    keep_question(
        event, by=by,
        values={"label": "Welches?", "kind": "text", "asked_if": brings, "equals": "ja", "order": 20},
    )  # fmt: skip
    _ours(build, event)
    fill(build, event, companies=_until(build, event, left=14))
    _guests(build, event, count=2)


def _ours(build: Build, event: Event) -> None:
    """The company behind the login, with two people and a need."""
    company, by = build.companies[0], build.people["betrieb"]
    people = [{"name": "Leitung Dachdeckerei Muster", "function": "Leitung"},
              {"name": "Werkstatt Dachdeckerei Muster", "function": "Werkstatt"}]  # fmt: skip
    keys = FormQuestion.objects.filter(event=event).order_by("order").values_list("key", flat=True)
    details: dict[str, Any] = {
        "company_name": company.name, "email": by.email, "trade": company.trade, "region": company.region,
        "access_needs": "Ein Platz nah an der Bühne", "answers": dict(zip(keys, ("ja", "Trennschleifer"), strict=True)),
    }  # fmt: skip
    register(event=event, people=people, details=details, company=company, via=Registration.Via.COMPANY, by=by)


def _guests(build: Build, event: Event, *, count: int) -> None:
    """People without an account, who click in the mail."""
    for number in range(count):
        at = build.now - timedelta(days=2, hours=number)
        name = f"Beispiel Ausbau {number + 1}"
        details: dict[str, Any] = {"company_name": name, "email": f"ausbau-{number + 1}@werkspur.example"}
        one, token = register(
            event=event, people=[{"name": f"Gast {name}", "function": ""}], details=details,
            via=Registration.Via.WEB, by="public", now=at,
        )  # fmt: skip
        confirm_registration(token, now=at + timedelta(minutes=4))
        Registration.objects.filter(pk=one.pk).update(created_at=at)


def _until(build: Build, event: Event, *, left: int) -> list[Company]:
    """So many companies that this number of seats stays: `fill` brings so many people of each in turn."""
    seats = (event.seats or 0) - event.reserved - left - 2
    found: list[Company] = []
    taken = 0
    for number, company in enumerate(build.companies[1:]):
        size = SIZES[number % len(SIZES)]
        if taken + size <= seats:
            found.append(company)
            taken += size
        else:
            break
    return found


def _network(build: Build) -> None:
    """Full, with a waiting list of three and seats that are kept for the administration."""
    event = make(build, words.NETWORK, day=day_near(build, 31))
    fill(build, event, companies=build.companies[3:17])
    by = build.people["kammer"]
    for slug in ("hwk", "ihk"):
        set_quota(event, partner=build.partners[slug], seats_given=4, by=by)
    guests = [
        Guest(line=line, email=f"{mailbox}@werkspur.example", company_name=name)
        for line, (mailbox, name) in enumerate(INVITED, start=1)
    ]
    invite(event, partner=build.partners["ihk"], guests=guests, by=by, now=build.now - timedelta(days=3))


def _series(build: Build) -> None:
    """An evening every second month in Torgau; the first two are announced."""
    first = day_of(build.now) + timedelta(days=40)
    venue = Venue.objects.get(name=words.TOWN)
    values = {
        "kind": EventKind.objects.get(slug="beratungsabend"), "title": "Beratungsabend Torgau",
        "summary": "Eine Stunde mit Polizei und Kammern, ohne Vorträge: Ihre Fragen, dazu ein Fall des Monats.",
        "hosts": [build.partners["hwk"], build.partners["pd"]], "venue": venue, "room": venue.rooms.get(),
        "room_confirmed": True, "regions": list(Region.objects.filter(key="14730")), "seats": 40,
        "audience": "Betriebe in Nordsachsen",
    }  # fmt: skip
    made = create_series(
        values=values, rule="FREQ=MONTHLY;INTERVAL=2;BYDAY=2TH", first=first, last=first + timedelta(days=330),
        begins=time(18), ends=time(19, 30), policy="next", by=build.people["kammer"],
    )  # fmt: skip
    for event in sorted(made.events, key=_start)[:2]:
        announce_event(event, by=build.people["kammer"], now=build.now - timedelta(hours=1))


def _start(event: Event) -> datetime:
    return event.start
