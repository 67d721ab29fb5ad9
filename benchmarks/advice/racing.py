"""Many people book a few slots at the same moment; and the same with the two statements that a beginner would write."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import world
from django.db import OperationalError, connection
from django.db.models import Count
from django.utils import timezone

from werkspur.advice import services
from werkspur.advice.models import Booking, Slot, Topic
from werkspur.advice.services import BookingRefused

NAIVE = "benchmark_naive"
#: seconds from the order to the common start
READY = 3.0
_CONTEXT = multiprocessing.get_context("spawn")


def race(*, bookers: int, processes: int, slots: int, rounds: int) -> dict[str, Any]:
    """Let them book; answer outcomes, milliseconds and what is double, for the product and for the naive one."""
    found: dict[str, Any] = {"bookers": bookers, "slots": slots, "rounds": rounds, "processes": processes}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {NAIVE}")
        cursor.execute(f"CREATE TABLE {NAIVE} (slot varchar(40), booker integer)")
    for who in ("product", "naive"):
        outcomes: Counter[str] = Counter()
        times: list[float] = []
        begun = time.perf_counter()
        for turn in range(rounds):
            wanted = world.fresh_slots(count=slots, seed=7 * (turn + 1) + (1 if who == "naive" else 0))
            for one, taken in _together(who, wanted, bookers=bookers, processes=processes, turn=turn):
                outcomes[one] += 1
                times.append(taken)
        seconds = time.perf_counter() - begun - rounds * READY
        found[who] = {"outcomes": dict(outcomes), "ms": sorted(times), "seconds": round(seconds, 1)}
    found["product"]["double"] = doubled()
    found["naive"]["double"] = _naive_doubled()
    return found


def doubled() -> int:
    """Bookings too many: of a slot, or of an adviser at the same time."""
    taking = Booking.objects.taking(timezone.now())
    slots = taking.values("slot").annotate(n=Count("pk")).filter(n__gt=1)
    spans = list(taking.order_by("adviser", "busy_from").values_list("adviser", "busy_from", "busy_to"))
    overlaps = sum(one[0] == other[0] and other[1] < one[2] for one, other in pairwise(spans))
    return sum(row["n"] - 1 for row in slots) + overlaps


def _naive_doubled() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) - count(DISTINCT slot) FROM {NAIVE}")
        return int(cursor.fetchone()[0])


def _together(who: str, slots: list[str], *, bookers: int, processes: int, turn: int) -> list[tuple[str, float]]:
    share = bookers // processes
    at = time.time() + READY
    parts = [(who, slots, range(one * share, (one + 1) * share), turn, at) for one in range(processes)]
    with _CONTEXT.Pool(processes) as pool:
        return [one for part in pool.starmap(_part, parts) for one in part]


def _part(who: str, slots: list[str], numbers: range, turn: int, at: float) -> list[tuple[str, float]]:
    """The bookers of one process, each a thread with a connection of its own."""

    def alone(number: int) -> tuple[str, float]:
        connection.ensure_connection()
        time.sleep(max(0.0, at - time.time()))
        begun = time.perf_counter()
        try:
            met = VERBS[who](slots[number % len(slots)], number=number, turn=turn)
        finally:
            connection.close()
        return met, round((time.perf_counter() - begun) * 1000, 1)

    with ThreadPoolExecutor(len(numbers)) as pool:
        return list(pool.map(alone, numbers))


def _product(uid: str, *, number: int, turn: int) -> str:
    """Hold and confirm, as somebody does who clicks in the mail at once."""
    slot = Slot.objects.select_related("offer", "adviser").get(uid=uid)
    details = world.DETAILS | {"email": f"{turn}-{number}@werkspur.example"}
    try:
        _held, token = services.hold_slot(slot=slot, topic=Topic.objects.get(), details=details)
        services.confirm_booking(token)
    except BookingRefused as refusal:
        return refusal.code
    except OperationalError:  # SQLite: others held the file for longer than the house waits
        return "waited too long"
    return "won"


def _naive(uid: str, *, number: int, turn: int) -> str:
    """Look, then write: no lock, no transaction, no constraint."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {NAIVE} WHERE slot = %s", [uid])
        if cursor.fetchone()[0]:
            return "taken"
        cursor.execute(f"INSERT INTO {NAIVE} VALUES (%s, %s)", [uid, number])
    return "won"


VERBS = {"product": _product, "naive": _naive}
