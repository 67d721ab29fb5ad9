"""How fast and how completely a look-up finds, beside what people would use instead.

    .venv/bin/python benchmarks/find/run.py                  100,000 and 1,000,000 marks
    .venv/bin/python benchmarks/find/run.py --n 100000 --seed 7 --borders even

Prints Markdown and writes the same figures, with machine and versions, to results.json beside this file.
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
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import brute
import corpus
import report
import rows

from tests.postgres import start as start_postgresql


def measure(address: str, *, folder: Path, n: int) -> dict[str, object]:
    """Load and measure one database in a process of its own."""
    environment = os.environ | {
        "DATABASE_URL": address,
        "WERKSPUR_DATA": str(folder / "data"),
        "WERKSPUR_MODE": "demo",
    }
    command = [sys.executable, str(HERE / "measure.py"), "--folder", str(folder), "--n", str(n)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def one_size(n: int, *, seed: int, borders: str, scale: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="werkspur-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "data").mkdir()
        begin = time.perf_counter()
        scheme = rows.prepare(n, seed=seed, folder=folder, borders=borders)
        say(f"{n:,} marks made", begin)
        marks = list(rows.read(folder / "marks.tsv"))
        queries = corpus.queries([text for _, text, _ in marks], seed=seed, scale=scale)
        (folder / "scheme.json").write_text(scheme.to_json())
        (folder / "queries.json").write_text(json.dumps([[q.kind, q.text, q.source] for q in queries]))
        truth, scans = brute.scan(queries, [folded for _, _, folded in marks])
        del marks
        say("full scan done (rapidfuzz, the oracle)", begin)
        databases = {"SQLite": measure(f"sqlite:///{folder / 'data' / 'bench.sqlite3'}", folder=folder, n=n)}
        say("SQLite done", begin)
        address, stop = start_postgresql()
        try:
            databases["PostgreSQL"] = measure(address, folder=folder, n=n)
        finally:
            stop()
        say("PostgreSQL done", begin)
        return report.summary(n, queries=queries, truth=truth, scans=scans, databases=databases)


def say(text: str, begin: float) -> None:
    print(f"[{time.perf_counter() - begin:5.0f} s] {text}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, nargs="+", default=[100_000, 1_000_000], help="marks in the register")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--borders", choices=["learned", "even"], default="learned")
    parser.add_argument("--scale", type=float, default=0.4, help="1 asks 560 queries, 0.4 stays below ten minutes")
    parser.add_argument("--out", type=Path, default=HERE / "results.json")
    options = parser.parse_args()
    figures = {"machine": report.machine(), "seed": options.seed, "borders": options.borders, "sizes": []}
    for n in options.n:
        figures["sizes"].append(one_size(n, seed=options.seed, borders=options.borders, scale=options.scale))
        options.out.write_text(json.dumps(figures, indent=1) + "\n")
    print(report.markdown(figures))


if __name__ == "__main__":
    main()
