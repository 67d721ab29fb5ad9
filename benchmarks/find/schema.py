"""Key rows or six key columns, on both databases, through Django's models.

    .venv/bin/python benchmarks/find/schema.py --n 1000000

Writes results-schema-<N>.json beside this file and the tables into docs/decisions/0013-key-rows-or-columns.md.
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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import corpus
import numpy as np
import report
import rows
import typed

from tests.postgres import start as start_postgresql
from werkspur.marks.scheme import Scheme

DECISION = HERE.parents[1] / "docs" / "decisions" / "0013-key-rows-or-columns.md"
QUERIES = 300


def make(folder: Path, n: int, *, seed: int) -> None:
    """Make marks, scheme and queries, the same for both databases."""
    register = corpus.register(n, seed=seed)
    np.save(folder / "folded.npy", register.folded)
    (folder / "scheme.json").write_text(rows.learned(register.folded, segments=4).to_json())
    queries = [query.text for query in typed.queries(register, seed=seed, scale=1) if query.kind in typed.WHOLE]
    (folder / "queries.json").write_text(json.dumps(queries[:QUERIES]))


def plain(folder: Path) -> rows.Readings:
    """Return the marks with one reading each."""
    folded = np.load(folder / "folded.npy")
    none = np.zeros(len(folded), bool)
    return rows.Readings(folded, np.arange(1, len(folded) + 1), np.full(len(folded), b""), none, [])


def measure(n: int, *, seed: int) -> dict[str, Any]:
    """Measure both databases side by side, a processor each."""
    begin, machine = time.perf_counter(), report.machine() | {"load_before": f"{os.getloadavg()[2]:.1f}"}
    with tempfile.TemporaryDirectory(prefix="werkspur-schema-") as name:
        folder = Path(name)
        make(folder, n, seed=seed)
        cache = "4GB" if n > 2_000_000 else "1GB"
        address, stop = start_postgresql(
            f"shared_buffers={cache}", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=20GB"
        )
        try:
            addresses = {"SQLite": f"sqlite:///{folder / 'schema.sqlite3'}", "PostgreSQL": address}
            with ThreadPoolExecutor() as pool:
                found = pool.map(lambda one: _one(folder, one), addresses.values())
                databases = dict(zip(addresses, found, strict=True))
        finally:
            stop()
    return {"n": n, "seed": seed, "machine": machine, "databases": databases, "seconds": time.perf_counter() - begin}


def publish() -> str:
    """Write the tables of all results into the decision; return them."""
    found = [json.loads(path.read_text()) for path in HERE.glob("results-schema-*.json")]
    text = "\n\n".join(_table(one) for one in sorted(found, key=lambda one: one["n"]))
    if DECISION.exists():
        old = DECISION.read_text()
        head, tail = old.split(report.BEGIN)[0], old.split(report.END)[-1]
        DECISION.write_text(f"{head}{report.BEGIN}\n\n{text}\n\n{report.END}{tail}")
    return text


def _one(folder: Path, address: str) -> dict[str, Any]:
    environment = os.environ | {
        "DATABASE_URL": address, "WERKSPUR_DATA": str(folder / f"data-{address[:6]}"), "WERKSPUR_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "werkspur.config.settings",
    }  # fmt: skip
    command = [sys.executable, str(HERE / "schema_database.py"), str(folder)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _table(one: dict[str, Any]) -> str:
    about = ", ".join(f"{name} {value}" for name, value in one["machine"].items())
    lines = [
        f"### {one['n']:,} marks",
        "",
        f"{about}; seed {one['seed']}, learned borders, {QUERIES} whole marks with 0 to 2 errors and shuffled ones,"
        " best of three each; candidates read through Django and verified. Equal: the same marks for every query as the"
        " first form.",
        "",
        "| | bytes for each mark | p50 ms | p95 | p99 | candidates p50 | loaded in s | inserts, marks/s | equal |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for database in one["databases"].values():
        for name, form in database["forms"].items():
            times = " | ".join(f"{form[part]:.2f}" for part in ("p50", "p95", "p99"))
            lines.append(
                f"| {database['version']}, {name} | {form['bytes']:.0f} | {times} | {form['candidates']:.0f}"
                f" | {form['load_s']:.0f} | {form['inserts']:.0f} | {'yes' if form['equal'] else 'NO'} |"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    figures = measure(options.n, seed=options.seed)
    (HERE / f"results-schema-{options.n}.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(publish())


def read_scheme(folder: Path) -> Scheme:
    """Return the scheme of the keys."""
    return Scheme.from_json((folder / "scheme.json").read_text())


if __name__ == "__main__":
    main()
