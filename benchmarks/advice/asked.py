"""One house with one database, asked from outside: each line in is a question, each line out its answer.

DATABASE_URL=… WERKSPUR_DATA=… python benchmarks/advice/asked.py
"""

# ruff: noqa: E402 - Django is set up before models are imported

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sized
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkspur.config.settings")

import django

django.setup()

import racing
import world
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from werkspur.advice.models import Adviser, Booking, Offer, Place, Topic
from werkspur.advice.queries import offered
from werkspur.advice.queries.free import free_slots
from werkspur.advice.queries.offered import Where
from werkspur.advice.queries.phone import Asked, next_free
from werkspur.advice.services import hold_slot
from werkspur.base import assets
from werkspur.base.calendar.wallclock import day_of
from werkspur.partners.models import Office, Person, Role

QUARTER = timedelta(days=90)


class House:
    """Answers questions about a loaded database; what is asked for is drawn from the seed."""

    def __init__(self) -> None:
        self.chance = random.Random(0)
        self.client = Client(headers={"host": "127.0.0.1"})

    def load(self, *, offices: int, advisers: int, seed: int) -> dict[str, Any]:
        call_command("migrate", verbosity=0, interactive=False)
        assets.collect()
        found: dict[str, Any] = world.load(offices=offices, advisers=advisers, seed=seed)
        self._sign_in()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        return found | {"version": self._version()}

    def ask(self, *, what: str, seed: int) -> dict[str, Any]:
        """Ask once; the same seed asks about the same place and day."""
        self.chance.seed(seed)
        question = QUESTIONS[what](self)
        begun = time.perf_counter()
        answer = question()
        return {"ms": round((time.perf_counter() - begun) * 1000, 2), "answers": len(answer)}

    def names(self) -> dict[str, list[str]]:
        return {"names": list(QUESTIONS)}

    def count(self, *, what: str) -> dict[str, int]:
        """How many statements a question takes."""
        self.chance.seed(1)
        question = QUESTIONS[what](self)
        with CaptureQueriesContext(connection) as seen:
            question()
        return {"statements": len(seen)}

    def race(self, *, bookers: int, processes: int, slots: int, rounds: int) -> dict[str, Any]:
        return racing.race(bookers=bookers, processes=processes, slots=slots, rounds=rounds)

    def _sign_in(self) -> None:
        from werkspur.partners.models import Partner

        person = Person.objects.create_user(email="kammer@werkspur.example", password=None)
        Role.objects.create(person=person, kind=Role.Kind.POLICE_ADVICE, partner=Partner.objects.get())
        self.client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def _version(self) -> str:
        if connection.vendor == "postgresql":
            return f"PostgreSQL {connection.pg_version // 10000}.{connection.pg_version % 10000}"
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"

    def office(self) -> Office:
        return self.chance.choice(list(Office.objects.order_by("pk")))

    def slots(self, kind: str, *, days: timedelta, **other: Any) -> Callable[[], Sized]:
        offer, now = Offer.objects.get(kind=kind), timezone.now()
        since = day_of(now)
        values = {"offer": offer, "topic": Topic.objects.get(), "since": since, "until": since + days, "now": now}
        return lambda: free_slots(**values, **other)

    def held(self) -> Callable[[], Sized]:
        """Hold a free slot as the page does, and undo it."""
        slot = free_slots(offer=Offer.objects.get(kind="office"), since=day_of(timezone.now()), office=self.office(),
                          until=day_of(timezone.now()) + QUARTER, now=timezone.now(), most=1)[0]  # fmt: skip
        details = world.DETAILS | {"email": "wer@werkspur.example"}

        def ask() -> list[Booking]:
            with transaction.atomic():
                held = hold_slot(slot=slot, topic=Topic.objects.get(), details=details)[0]
                transaction.set_rollback(True)
            return [held]

        return ask

    def page(self, address: str) -> Callable[[], Sized]:
        def ask() -> bytes:
            answer = self.client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
            return bytes(answer.content)

        return ask

    def town(self) -> Place:
        return self.chance.choice(list(Place.objects.filter(office=None).order_by("pk")))

    def adviser(self) -> Adviser:
        return self.chance.choice(list(Adviser.objects.order_by("pk")))

    def where(self, town: Place | None) -> dict[str, Any]:
        """What the page asks for: an office, or a visit in a municipality."""
        kind = "visit" if town else "office"
        where = Where(kind, kind, "", "", None if town else self.office())
        offers = list(Offer.objects.filter(kind=kind))
        return {"offers": offers, "where": where, "topic": Topic.objects.get(), "now": timezone.now(), "place": town}

    def week(self, town: Place | None = None) -> Callable[[], Sized]:
        values, day = self.where(town), day_of(timezone.now()) + timedelta(days=self.chance.randrange(7, 45))
        monday = day - timedelta(days=day.weekday())
        return lambda: [slot for one in offered.week_of(monday=monday, **values) for slot in one.slots]

    def first_week(self) -> Callable[[], Sized]:
        values = self.where(None)
        return lambda: [offered.first_monday(**values)]

    def next_days(self) -> Callable[[], Sized]:
        return lambda: offered.next_days(now=timezone.now())

    def phone(self) -> Callable[[], Sized]:
        since = day_of(timezone.now()) + timedelta(days=self.chance.randrange(1, 200))
        asked = Asked(since=since, topic=Topic.objects.get(), place=self.office().place)

        def ask() -> list[Any]:
            answer = next_free(asked, now=timezone.now())
            return [*answer.best, *(one for _heading, some in answer.others for one in some)]

        return ask

    def month(self, **chosen: str) -> str:
        """The address of a month of the year that is planned."""
        day = day_of(timezone.now()) + timedelta(days=self.chance.randrange(300))
        asked = {"ansicht": "monat", "tag": day.isoformat(), "berater": "alle"} | chosen
        return f"/beratung/kalender/?{urlencode(asked)}"


Question = Callable[[House], Callable[[], Sized]]
QUESTIONS: dict[str, Question] = {
    "free: the week of an office": lambda house: house.week(),
    "free: the first week with a time": lambda house: house.first_week(),
    "free: the next 50 in an office": lambda house: house.slots("office", days=QUARTER, office=house.office(), most=50),
    "free: the next days in all offices": lambda house: house.next_days(),
    "free: visits in a municipality, with travel": lambda house: house.week(house.town()),
    "free: the next 50 visits, with travel": lambda house: house.slots(
        "visit", days=QUARTER, place=house.town(), most=50
    ),
    "free: by telephone, an office after a day": lambda house: house.phone(),
    "month of an adviser": lambda house: house.page(house.month(berater=str(house.adviser().uid))),
    "month of an office": lambda house: house.page(house.month(buero=str(house.office().pk))),
    "month of all": lambda house: house.page(house.month()),
    "hold a slot": lambda house: house.held(),
    "page: what is offered": lambda house: house.page("/beratung/"),
    "page: the week of an office": lambda house: house.page(
        f"/beratung/termin/?thema=tueren&ort=buero-{house.office().pk}"
    ),
    "page: visits in a municipality": lambda house: house.page(
        f"/beratung/termin/?thema=tueren&ort=visit&gemeinde={house.town().key}"
    ),
}


def main() -> None:
    house = House()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = getattr(house, asked.pop("do"))(**asked)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
