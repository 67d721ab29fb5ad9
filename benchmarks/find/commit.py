"""What the search index costs when one mark is stored: `services.add_mark`, journal included, with keys and without.

    .venv/bin/python benchmarks/find/commit.py [--only sqlite] [--marks 60] [--before 10000]

Stricter, the same for the mark and its keys alone, without the journal and all else that `add_mark` does. One commit of
each kind in turn, on a throw-away database with the settings of production: SQLite with synchronous=FULL,
PostgreSQL with fsync. Each database has a process of its own. Prints the ratios of the medians, then the medians.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkspur.registry.models import Item

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2]))
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database")
    parser.add_argument("--marks", type=int, default=60, help="commits of each kind")
    parser.add_argument("--before", type=int, default=10_000, help="marks stored before")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        report(measured(asked.marks, before=asked.before))
        return
    for vendor in [asked.only] if asked.only else ["sqlite", "postgresql"]:
        with database(vendor) as environment:
            command = [sys.executable, str(HERE), "--here", f"--marks={asked.marks}", f"--before={asked.before}"]
            subprocess.run(command, env=os.environ | environment, check=True)


@contextmanager
def database(vendor: str) -> Iterator[dict[str, str]]:
    """Yield the environment of a process that works on an empty database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        here = {"WERKSPUR_DATA": folder, "WERKSPUR_MODE": "demo", "DJANGO_SETTINGS_MODULE": "werkspur.config.settings"}
        if vendor == "sqlite":
            yield here | {"DATABASE_URL": f"sqlite:///{folder}/commit.sqlite3"}
            return
        from tests.postgres import start

        address, stop = start(*DURABLE)
        try:
            yield here | {"DATABASE_URL": address}
        finally:
            stop()


def measured(marks: int, *, before: int) -> dict[tuple[str, bool], list[float]]:
    """Return the seconds of each commit, by what was done and whether keys were written."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.people import make_item, make_people
    from werkspur.registry import services

    r = random.Random(1)
    anna = make_people().anna
    item = make_item(owner=anna)
    for start in range(0, before, 2_000):
        alone(item, [_serial(r) for _ in range(min(2_000, before - start))])
    times: dict[tuple[str, bool], list[float]] = {}
    for number in range(4 * marks):
        what, keys = ("add_mark", "the mark alone")[number % 2], number % 4 < 2
        fresh, text = make_item(owner=anna), _serial(r)
        with _keys(switched_on=keys):
            begun = time.perf_counter()
            if what == "add_mark":
                services.add_mark(fresh, text=text, by=anna)
            else:
                alone(fresh, [text])
            times.setdefault((what, keys), []).append(time.perf_counter() - begun)
    return times


def alone(item: Item, texts: list[str]) -> None:
    """Store marks with their keys and nothing else, in one commit."""
    from django.db import transaction

    from werkspur.marks.fold import fold
    from werkspur.registry.models import Mark
    from werkspur.registry.services import marks

    with transaction.atomic():
        stored = Mark.objects.bulk_create([Mark(item=item, text=text, folded=fold(text)) for text in texts])
        marks.index_marks(stored, new=True)


def report(times: dict[tuple[str, bool], list[float]]) -> None:
    """Print the ratios of the medians, then medians and 95th percentiles in milliseconds."""
    from django.db import connection

    half = {kind: statistics.median(some) * 1000 for kind, some in times.items()}
    most = {kind: statistics.quantiles(some, n=20)[-1] * 1000 for kind, some in times.items()}
    for what in dict.fromkeys(what for what, _keys in times):
        here, there = (what, True), (what, False)
        print(
            f"{connection.vendor}, {what}: with keys {half[here] / half[there]:.2f} times as long as without"
            f" (ms: {half[here]:.2f} and {half[there]:.2f}, 95 %: {most[here]:.2f} and {most[there]:.2f};"
            f" {len(times[here])} of each)"
        )


@contextmanager
def _keys(*, switched_on: bool) -> Iterator[None]:
    """Leave out the index while a mark is stored."""
    from werkspur.registry.services import marks

    kept = marks.index_marks
    if not switched_on:
        marks.index_marks = lambda *_args, **_more: None
    try:
        yield
    finally:
        marks.index_marks = kept


def _serial(r: random.Random) -> str:
    return f"WX{r.randrange(10**4):04}K{r.randrange(10**7):07}"


if __name__ == "__main__":
    main()
