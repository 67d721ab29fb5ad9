"""How fast and how completely a look-up finds, beside what people would use instead.

    .venv/bin/python benchmarks/find/run.py --n 1000000
    .venv/bin/python benchmarks/find/run.py --n 100000 --seed 7 --borders even --profile
    .venv/bin/python benchmarks/find/run.py --adversarial --n 1000000

Writes results-<N>.json beside this file (results-adversarial.json), the tables into README.md and growth.svg, and
prints the tables.
"""

# ruff: noqa: E402 - the folders to import from are named first

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

import adversarial
import report
from bench import Bench


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=100_000, help="marks in the register")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--borders", choices=["learned", "even"], default="learned")
    parser.add_argument("--scale", type=float, default=1.0, help="1 asks 910 queries")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="one database, for a quick look")
    parser.add_argument("--adversarial", action="store_true", help="registers made to hurt, instead of a mixed one")
    parser.add_argument("--profile", action="store_true", help="print where the time of a look-up goes")
    parser.add_argument("--short", action="store_true", help="no throughput, page or single commits")
    parser.add_argument("--into", type=Path, default=HERE, help="folder for results, README.md and growth.svg")
    options = parser.parse_args()
    if options.adversarial:
        figures = adversarial.measure(options.n, seed=options.seed, only=options.only)
        (options.into / "results-adversarial.json").write_text(json.dumps(figures, indent=1) + "\n")
    else:
        with Bench(options.n, seed=options.seed, borders=options.borders, scale=options.scale) as bench:
            raw = bench.measure(only=options.only, whole=not options.short)
        figures = report.summary(raw)
        (options.into / f"results-{options.n}.json").write_text(json.dumps(figures, indent=1) + "\n")
        if options.profile:
            print(report.profile(figures))
    print(report.publish(options.into))


if __name__ == "__main__":
    main()
