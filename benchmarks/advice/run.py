"""How fast free times and the calendar come with a year of slots in twenty offices, and whether one slot goes twice.

    .venv/bin/python benchmarks/advice/run.py
    .venv/bin/python benchmarks/advice/run.py --only sqlite --rounds 50
    .venv/bin/python benchmarks/advice/run.py --offices 2 --advisers 3 --small 1x2 --bookers 20 --rounds 3

The same house is filled twice, with few slots and with many, and both are asked in turn. Each database is written into
results.json as soon as it is measured: a run that is interrupted keeps what it has, `--only` measures the rest.
"""

# ruff: noqa: E402 - the folders to import from are named first

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import report

from tests import postgres
from tests.houses import ROOT, environment

WARM = 3
DATABASES = ("sqlite", "postgresql")


class Child:
    """A process with one database (`asked.py`)."""

    def __init__(self, data: Path, address: str) -> None:
        data.mkdir(parents=True, exist_ok=True)
        variables = environment(data, DATABASE_URL=address, WERKSPUR_MODE="demo")
        command = [sys.executable, str(HERE / "asked.py")]
        self.process = subprocess.Popen(command, cwd=ROOT, env=variables, stdin=-1, stdout=-1, text=True)

    def order(self, do: str, **values: Any) -> dict[str, Any]:
        asked, answers = self.process.stdin, self.process.stdout
        if asked is None or answers is None:
            raise SystemExit("the process has no pipes")
        asked.write(json.dumps({"do": do, **values}) + "\n")
        asked.flush()
        line = answers.readline()
        if not line:
            raise SystemExit(f"{do} {values}: the process ended with {self.process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@contextmanager
def server(kind: str, folder: Path, *, tables: Path | None) -> Iterator[Callable[[str], str]]:
    """What gives a fresh database by name: a file, or one in a PostgreSQL that lives as long as this."""
    if kind == "sqlite":

        def file(name: str) -> str:
            if tables is not None:
                shutil.copy(tables, folder / f"{name}.sqlite3")
            return f"sqlite:///{folder / name}.sqlite3"

        yield file
        return
    import psycopg

    address, stop = postgres.start("max_connections=300")

    def made(name: str) -> str:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return address.rpartition("/")[0] + f"/{name}"

    try:
        yield made
    finally:
        stop()


def measure(kind: str, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Fill both houses, ask them in turn, let people fight for slots in the large one."""
    sizes = {"small": options.small, "large": (options.offices, options.advisers)}
    with server(kind, folder, tables=options.tables) as database, ExitStack() as stack:
        houses, loaded = {}, {}
        for name, (offices, advisers) in sizes.items():
            data = folder / f"{kind}-{name}"
            if houses:  # the same files for the browser
                first = folder / f"{kind}-{next(iter(houses))}"
                shutil.copytree(first / "static", data / "static")
                shutil.copy(first / "static.stamp", data)
            houses[name] = Child(data, database(name))
            stack.callback(houses[name].end)
            loaded[name] = houses[name].order("load", offices=offices, advisers=advisers, seed=options.seed)
            loaded[name] |= {"offices": offices, "advisers": offices * advisers}
            print(f"{kind}, {name}: {loaded[name]}", file=sys.stderr, flush=True)
        questions = houses["small"].order("names")["names"]
        asked = [_asked(what, houses, seed=options.seed, rounds=options.rounds) for what in questions]
        race = houses["large"].order(
            "race", bookers=options.bookers, processes=options.processes, slots=options.slots, rounds=options.races
        )
    return {"loaded": loaded, "asked": asked, "race": race}


def _asked(what: str, houses: dict[str, Child], *, seed: int, rounds: int) -> dict[str, Any]:
    """One question, small and large in turn, about the same places and days in every run."""
    answers: dict[str, list[dict[str, Any]]] = {name: [] for name in houses}
    for turn in range(WARM + rounds):
        for name, house in houses.items():
            answer = house.order("ask", what=what, seed=seed * 1_000 + turn)
            if turn >= WARM:
                answers[name].append(answer)
    found = {name: report.times(each) | houses[name].order("count", what=what) for name, each in answers.items()}
    print(f"{what}: {found['small']['median']} ms, {found['large']['median']} ms", file=sys.stderr, flush=True)
    return {"what": what, **found}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--offices", type=int, default=20)
    parser.add_argument("--advisers", type=int, default=30, help="in each office; ten slots a week and adviser")
    parser.add_argument("--small", type=_size, default="2x3", help="offices x advisers of the house with few slots")
    parser.add_argument("--rounds", type=int, default=30, help="how often each question is put, after three to warm up")
    parser.add_argument("--bookers", type=int, default=200)
    parser.add_argument("--processes", type=int, default=4, help="the bookers are threads of so many processes")
    parser.add_argument("--slots", type=int, default=20, help="what the bookers fight for in each race")
    parser.add_argument("--races", type=int, default=5)
    parser.add_argument("--only", choices=DATABASES)
    parser.add_argument("--tables", type=Path, help="an SQLite database with all tables and no rows to begin with")
    parser.add_argument("--into", type=Path, default=HERE, help="folder for results.json and README.md")
    return parser.parse_args()


def _size(text: str) -> tuple[int, int]:
    offices, _x, advisers = text.partition("x")
    return int(offices), int(advisers)


def main() -> None:
    options = arguments()
    results = options.into / "results.json"
    found = json.loads(results.read_text()) if options.only and results.exists() else {"databases": {}}
    with tempfile.TemporaryDirectory(prefix="werkspur-bench-") as folder:
        for kind in [options.only] if options.only else DATABASES:
            found |= {"seed": options.seed, "rounds": options.rounds, "machine": report.machine()}
            found["databases"][kind] = measure(kind, options, Path(folder))
            results.write_text(json.dumps(found, indent=1) + "\n")
    print(report.publish(found, options.into / "README.md"))


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
