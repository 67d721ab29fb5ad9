"""Registers made to hurt: long runs behind one prefix, dense and saturated numbers (research of 2026, A1)."""

from __future__ import annotations

import json
import random
from typing import Any

import corpus
import numpy as np
import report
import truth
import typed
from bench import Bench
from corpus import WIDTH, Matrix

#: queries for each register, a third each without, with one and with two errors
QUERIES = 150


def made(name: str, n: int, *, seed: int) -> Matrix:
    """Return the marks of a register as characters."""
    rng = np.random.default_rng(seed)
    if name == "one prefix of 11, random rest":
        out = np.zeros((n, WIDTH), np.uint8)
        out[:, :11] = np.frombuffer(corpus.RUN_PREFIX, np.uint8)
        symbols = np.concatenate([corpus.LETTERS, corpus.DIGITS])
        out[:, 11:17] = symbols[rng.integers(0, len(symbols), (n, 6))]
        return out
    if name == "6 and 7 digits, saturated":
        some = corpus.consecutive(b"", n, width=7)
        short = corpus.consecutive(b"", n // 2, width=6)
        return np.concatenate([short, some[: n - len(short)]])
    if name == "8 digits, dense":
        return corpus.consecutive(b"2", n, width=7)
    if name == "consecutive IMEI":
        return corpus.with_luhn(corpus.consecutive(b"35693803", n // 5))
    run = corpus.consecutive(corpus.RUN_PREFIX, n)
    return corpus.with_vin_check(run) if name == "vehicle numbers, check character varies" else run


NAMES = (
    "vehicle numbers behind one prefix", "vehicle numbers, check character varies", "8 digits, dense",
    "6 and 7 digits, saturated", "consecutive IMEI", "one prefix of 11, random rest",
)  # fmt: skip


def measure(n: int, *, seed: int, only: str | None) -> dict[str, Any]:
    """Load and ask each register; at most a million marks each."""
    n = min(n, 1_000_000)
    out: dict[str, Any] = {
        "n": n, "seed": seed, "borders": "learned", "machine": report.machine(), "databases": {}, "registers": [],
    }  # fmt: skip
    seconds = 0.0
    for name in NAMES:
        with Bench(n, seed=seed) as bench:
            one = bench.step(name, lambda name=name, bench=bench: _one(bench, name, n, seed=seed, only=only))
            seconds += bench.seconds[name]
        out["databases"] |= one.pop("databases")
        out["registers"].append(one)
    return out | {"seconds": {"all": seconds}}


def _one(bench: Bench, name: str, n: int, *, seed: int, only: str | None) -> dict[str, Any]:
    texts, folded = corpus.distinct(made(name, n, seed=seed))
    register = corpus.Register(texts, folded, len(texts))
    bench.keep(register)
    queries = _queries(register, seed=seed)
    (bench.folder / "queries.json").write_text(json.dumps([[q.kind, q.text, q.source] for q in queries]))
    true = truth.neighbours(queries, register.folded)
    bench.open(only)
    loads = bench.load()
    rows = [[query.kind, query.text, query.source] for query in queries]
    figures = {}
    for database in bench.addresses:
        answers = bench.django(database, "fast")["answers"]
        figures[report.NAMES[database]] = report.figures_of(answers, true, rows) | {"hot": loads[database]["hot"]}
    versions = {report.NAMES[key]: {"version": one["version"]} for key, one in loads.items()}
    return {"name": name, "marks": len(texts), "figures": figures, "databases": versions}


def _queries(register: corpus.Register, *, seed: int) -> list[typed.Query]:
    r = random.Random(seed)
    return [typed.make(typed.WHOLE[at % 3], register, r) for at in range(QUERIES)]
