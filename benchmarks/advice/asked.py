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
from datetime import date, timedelta
from pathlib import Path
from typing import Any

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

from werkspur.advice.models import Booking, Offer, Place, Topic
from werkspur.advice.queries.free import free_slots
from werkspur.advice.services import hold_slot
from werkspur.base.calendar.wallclock import day_of
from werkspur.partners.models import Office, Person, Role

MONTH, QUARTER = timedelta(days=28), timedelta(days=90)


class House:
    """Answers questions about a loaded database; what is asked for is drawn from the seed."""

    def __init__(self) -> None:
        self.chance = random.Random(0)
        self.client = Client(headers={"host": "127.0.0.1"})

    def load(self, *, offices: int, advisers: int, seed: int) -> dict[str, Any]:
        for command in ("migrate", "collectstatic"):
            call_command(command, verbosity=0, interactive=False)
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

    def slots(self, kind: str, *, days: timedelta, after: int = 0, **other: Any) -> Callable[[], Sized]:
        offer, now = Offer.objects.get(kind=kind), timezone.now()
        since = day_of(now) + timedelta(days=after)
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

    def month(self) -> date:
        return day_of(timezone.now()) + timedelta(days=self.chance.randrange(300))


Question = Callable[[House], Callable[[], Sized]]
QUESTIONS: dict[str, Question] = {
    "in an office, four weeks": lambda house: house.slots("office", days=MONTH, office=house.office()),
    "in an office, the next one": lambda house: house.slots("office", days=QUARTER, office=house.office(), most=1),
    "in any office, a quarter": lambda house: house.slots("office", days=QUARTER),
    "on the telephone, after a day": lambda house: house.slots(
        "office", days=QUARTER, after=house.chance.randrange(1, 200), office=house.office(), staff=True, most=10
    ),
    "on site, with travel": lambda house: house.slots(
        "visit", days=QUARTER, place=house.chance.choice(list(Place.objects.filter(office=None).order_by("pk")))
    ),
    "hold a slot": lambda house: house.held(),
    "page: what is offered": lambda house: house.page("/beratung/"),
    "page: the week of an office": lambda house: house.page(
        f"/beratung/termin/?thema=tueren&ort=buero-{house.office().pk}"
    ),
    "page: visits in a municipality": lambda house: house.page(
        f"/beratung/termin/?thema=tueren&ort=visit&gemeinde=ort-{house.chance.randrange(world.PLACES)}"
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
