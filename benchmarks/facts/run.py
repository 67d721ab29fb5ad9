"""How fast the public pages of figures are on all districts and states, beside Datasette on the same rows.

    .venv/bin/python benchmarks/facts/run.py --pks FOLDER
    .venv/bin/python benchmarks/facts/run.py --data KEPT --rounds 50

FOLDER holds the tables of the BKA (`kreise`, `laender`); without one only the figures that every house has are
measured. Writes results.json beside this file and the tables into README.md, and prints them.
"""

# ruff: noqa: E402 - the folders to import from are named first

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import report
from servers import Asked, datasette, frozen, timed

from tests.houses import ROOT, RunningHouse, environment, wait_until

PAGES = {
    "/fakten/": "/fakten/?gebiet=14713",
    "series, five areas": "/fakten/reihe?gebiet=14713,14729,14730,14PDL,14&schluessel=****00",
    "series, five states": "/fakten/reihe?gebiet=14,05,09,11,02&schluessel=*10*00&wert=hz",
}
FOLDERS = ("kreise", "laender")


def load(data: Path, pks: Path | None) -> dict[str, float]:
    """Fill a house: what every one knows, then every table of the folder with our own importer; return seconds."""
    taken = {}
    steps = [("migrate", ["migrate", "-v0"]), ("initial data", ["load_initial_data", "-v0"])]
    if pks:
        steps.append(("import_pks", ["import_pks", "--publish", *(str(pks / name) for name in FOLDERS)]))
    for name, command in steps:
        begun = time.perf_counter()
        whole = [sys.executable, "-m", "werkspur", *command]
        done = subprocess.run(whole, env=environment(data), cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{name}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        taken[name] = round(time.perf_counter() - begun, 1)
    return taken


def look(data: Path) -> tuple[dict[str, dict[str, Any]], int]:
    """Open each page in this process; return its statements and the rows it reads, and how many figures there are."""
    os.environ |= {"WERKSPUR_DATA": str(data), "DJANGO_SETTINGS_MODULE": "werkspur.config.settings"}
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from werkspur.facts.models import Figure
    from werkspur.facts.queries import loading

    seen: dict[str, dict[str, Any]] = {}
    fill = loading._fill
    for name, address in PAGES.items():
        areas: set[str] = set()
        offences: set[str] = {loading.ALL}

        def noted(loaded: Any, *, areas: set[str] = areas, offences: set[str] = offences, **options: Any) -> None:
            areas |= {one.key for area in loaded.areas for one in [area, *area.parts.all()]}
            offences |= {offence.key for offence in loaded.offences}
            fill(loaded, **options)

        loading._fill = noted
        client = Client(headers={"host": "127.0.0.1"})
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"{address}&anew=1")
        rows = Figure.objects.holding().filter(area__in=areas, offence__in=offences).count()
        seen[name] = {"status": answer.status_code, "statements": len(asked), "bytes": len(answer.content),
                      "rows": rows, "areas": sorted(areas), "offences": sorted(offences)}  # fmt: skip
    loading._fill = fill
    return seen, Figure.objects.holding().count()


@contextmanager
def opened(data: Path) -> Iterator[RunningHouse]:
    """The house as an operator starts it; on a busy machine its first start may take minutes."""
    house = RunningHouse(data, WERKSPUR_MODE="demo")
    try:
        wait_until(lambda: "Werkspur läuft" in house.text or house.process.poll() is not None, seconds=900)
        yield house.open()
    finally:
        house.close()


def measure(data: Path, *, rounds: int) -> dict[str, Any]:
    """Start the house and Datasette on the same rows and ask both in turn."""
    with opened(data) as house:
        seen, figures = look(data)
        with datasette(frozen(data / "werkspur.sqlite3", into=data / "frozen")) as address:
            asked = []
            for page, path in PAGES.items():
                url = f"http://127.0.0.1:{house.port}{path}"
                rows = address.same_rows(seen[page]["areas"], seen[page]["offences"])
                asked += [Asked(page, report.OURS, url), Asked(page, report.ANEW, url, anew=True)]
                asked += [Asked(page, who, same) for who, same in rows]
            times = timed(asked, rounds=rounds)
            counts = {page: address.count(seen[page]["areas"], seen[page]["offences"]) for page in PAGES}
    for page, found in counts.items():
        if found != seen[page]["rows"]:
            raise SystemExit(f"{page}: Datasette answers {found} rows, the page reads {seen[page]['rows']}")
    return {"figures": figures, "pages": seen, "times": times, "rounds": rounds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pks", type=Path, default=os.environ.get("WERKSPUR_PKS"), help="folder with kreise, laender")
    parser.add_argument("--data", type=Path, help="data folder to keep; one that is there already is not loaded again")
    parser.add_argument("--rounds", type=int, default=200, help="how often each address is asked, after ten to warm up")
    parser.add_argument("--into", type=Path, default=HERE, help="folder for results.json and README.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="werkspur-bench-") as folder:
        data = (options.data or Path(folder) / "data").resolve()
        there = (data / "werkspur.sqlite3").exists()
        data.mkdir(parents=True, exist_ok=True)
        taken = {} if there else load(data, Path(options.pks).resolve() if options.pks else None)
        found = {"loading": taken, **measure(data, rounds=options.rounds)}
    (options.into / "results.json").write_text(json.dumps(found, indent=1) + "\n")
    print(report.publish(found, options.into / "README.md"))


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
