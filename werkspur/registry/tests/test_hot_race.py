"""Many people store and look up in one run while its keys become hot and cold: nothing that was there is missed.

Eight writers and eight readers on PostgreSQL, fewer on SQLite, where one writes at a time. Each has its own connection.
What must be found is what was committed before the look-up began and lies within two edits (brute force).
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from werkspur.registry.models import HotKey, MarkKey
from werkspur.registry.services import hot, keys, schemelock
from werkspur.registry.services.hot import patterns, storing
from werkspur.registry.tests.hotruns import add, found, key_of, misread, number, pattern_of
from werkspur.registry.tests.registers import store

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 4.0


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Few marks make a key hot; threads take turns often, and wait for their moment as long as these turns need."""
    monkeypatch.setattr(storing, "HOT", 30)
    monkeypatch.setattr(patterns, "ROWS_PER_TEXT", 0)
    monkeypatch.setattr(schemelock, "_FIRST_WAIT", 5.0)
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    yield
    sys.setswitchinterval(before)


class Race:
    """Writers, readers and two who make keys cold and hot again, for a few seconds."""

    def __init__(self, texts: list[str]) -> None:
        self.committed = texts
        self.missed: list[tuple[str, str]] = []
        self.looked = self.written = self.heated = 0
        self.keys = run_keys()
        hot.make_hot(*self.keys)
        self.end = time.monotonic() + SECONDS

    def run(self, *, writers: int, readers: int) -> Race:
        people = [self.write] * writers + [self.read] * readers + [self.heat] * 2
        with ThreadPoolExecutor(len(people)) as pool:
            for one in [pool.submit(self.alone, work, seed) for seed, work in enumerate(people)]:
                one.result()
        return self

    def alone(self, work: Callable[[random.Random], None], seed: int) -> None:
        r = random.Random(seed)
        try:
            while time.monotonic() < self.end:
                work(r)
        finally:
            connection.close()

    def write(self, r: random.Random) -> None:
        """Store some marks in one transaction, slowly, and now and then take it back."""
        texts = [number(r, foreign=0.3) for _ in range(r.randint(1, 4))]
        kept = r.random() > 0.15
        with transaction.atomic():
            for text in texts:
                add([text])
                time.sleep(r.random() * 0.005)
            transaction.set_rollback(not kept)
        if kept:
            self.committed += texts
            self.written += len(texts)
        time.sleep(r.random() * 0.005)

    def read(self, r: random.Random) -> None:
        """Look for a number that was misread twice; look at what is there before asking."""
        there = list(self.committed)
        query = misread(r.choice(there[-40:]), r)
        seen = found(query)
        wanted = process.extract(query, there, scorer=OSA.distance, score_cutoff=2, limit=None)
        self.missed += [(query, text) for text, _edits, _place in wanted if text not in seen]
        self.looked += 1
        time.sleep(r.random() * 0.02)

    def heat(self, r: random.Random) -> None:
        some = r.sample(self.keys, k=3)
        for key in some:
            hot.cool_down(key)
        time.sleep(r.random() * 0.02)
        self.heated += len(some) * hot.make_hot(*some)


def run_keys() -> list[str]:
    counted = MarkKey.objects.values_list("key").annotate(rows=Count("mark_id")).order_by("key")
    return [key for key, rows in counted if rows >= storing.HOT]


def race() -> Race:
    r = random.Random(7)
    texts = [number(r) for _ in range(400)]
    store(texts)
    many = connection.vendor == "postgresql"
    return Race(texts).run(writers=8 if many else 2, readers=8 if many else 3)


def test_nothing_is_missed() -> None:
    ran = race()
    assert ran.missed == []
    assert (ran.looked > 50, ran.written > 20, ran.heated > 2) == (True, True, True)


def test_without_widening_marks_are_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The race would see it if something were wrong."""
    monkeypatch.setattr(keys, "widen", lambda rows: {})
    assert race().missed


def test_a_key_is_not_made_hot_beside_a_mark_that_is_being_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    monkeypatch.setattr(schemelock, "_FIRST_WAIT", 0.01)
    store([f"KR77{n:04}" for n in range(40)])
    key = key_of("KR770000", 5)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            add(["KR77X00Y"])
            assert pool.submit(in_a_thread, key).result() is False
            assert not HotKey.objects.exists()
        assert pool.submit(in_a_thread, key).result() is True
    assert "X" in pattern_of(key)[4]


def in_a_thread(key: str) -> bool:
    try:
        return hot.make_hot(key)
    finally:
        connection.close()
