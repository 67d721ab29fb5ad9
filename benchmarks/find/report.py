"""Figures of a run as JSON and Markdown: ratios in front, times behind them."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from corpus import Query

FUZZY = ("0 errors", "1 error", "2 errors", "nothing")


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    model = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    memory = next((int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {
        "date": time.strftime("%Y-%m-%d"),
        "cpu": model or platform.processor(),
        "cores": str(os.cpu_count()),
        "memory_gb": str(memory),
        "load_before": f"{os.getloadavg()[2]:.1f}",
        "python": platform.python_version(),
        "django": version("django"),
        "rapidfuzz": version("rapidfuzz"),
    }


def summary(
    n: int, *, queries: list[Query], truth: list[set[int]], scans: list[tuple[str, float]], databases: dict[str, Any]
) -> dict[str, Any]:
    """Return the figures of one size, by contender and kind of query."""
    contenders: dict[str, list[dict[str, Any]]] = {}
    for name, measured in databases.items():
        for one in measured.pop("results"):
            who = {"keys": f"Werkspur, {name}", "find": f"Werkspur, {name}, ranked and explained"}.get(
                one["who"], one["who"]
            )
            contenders.setdefault(who, []).append(one)
    contenders["rapidfuzz, full scan"] = [
        {"kind": kind, "query": at, "ms": ms, "complete": True, "marks": truth[at]}
        for at, (kind, ms) in enumerate(scans)
    ]
    figures = {
        who: {kind: _figures(some, truth, queries) for kind, some in _by_kind(answers).items()}
        for who, answers in contenders.items()
    }
    return {"n": n, "queries": len(queries), "databases": databases, "figures": figures}


def markdown(figures: dict[str, Any]) -> str:
    """Return the tables."""
    about = ", ".join(f"{name} {value}" for name, value in figures["machine"].items())
    lines = [f"Machine: {about}; seed {figures['seed']}, {figures['borders']} borders."]
    for size in figures["sizes"]:
        lines += ["", f"### {size['n']:,} marks", ""]
        lines += [*_compared(size["figures"]), "", *_by_kinds(size["figures"]), ""]
        for name, one in size["databases"].items():
            per_mark = one["index_bytes"] / size["n"]
            lines.append(
                f"{name} ({one['version']}): loaded in {one['load_s']:.0f} s, {per_mark:.0f} bytes for each mark."
            )
    return "\n".join(lines)


def _compared(figures: dict[str, Any]) -> list[str]:
    """Whole marks with up to two errors, and shuffled ones: everybody can answer these."""
    ours = {name: figures[f"Werkspur, {name}"]["typed whole"]["p50"] for name in ("SQLite", "PostgreSQL")}
    lines = [
        "Whole marks with 0, 1 or 2 errors, and some that are not there:",
        "",
        "| | median ÷ ours on SQLite | ÷ ours on PostgreSQL | recall of all neighbours | meant mark found"
        " | p50 ms | p95 | p99 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for who, kinds in figures.items():
        one = kinds["typed whole"]
        if "ranked" not in who:
            ratios = " | ".join(f"{one['p50'] / base:.1f}" for base in ours.values())
            lines.append(f"| {who} | {ratios} | {one['recall']:.3f} | {one['found']:.3f} | {_times(one)} |")
    return lines


def _by_kinds(figures: dict[str, Any]) -> list[str]:
    lines = [
        "Werkspur by kind of query (ranked: the whole look-up with the 50 best explained):",
        "",
        "| | queries | recall | answers complete | SQLite p50 / p95 / p99 ms | PostgreSQL"
        " | ranked, SQLite | ranked, PostgreSQL |",
        "|---|---|---|---|---|---|---|---|",
    ]
    shown = ["Werkspur, SQLite", "Werkspur, PostgreSQL"]
    shown += [f"{who}, ranked and explained" for who in shown]
    for kind, one in figures[shown[0]].items():
        cells = " | ".join(_times(figures[who][kind], joined=" / ") for who in shown)
        recall = min(figures[who][kind]["recall"] for who in shown[:2])
        lines.append(f"| {kind} | {one['count']} | {recall:.3f} | {one['complete']:.3f} | {cells} |")
    return lines


def _by_kind(answers: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {"typed whole": [one for one in answers if one["kind"] in FUZZY]}
    for one in answers:
        out.setdefault(one["kind"], []).append(one)
    return out


def _figures(answers: list[dict[str, Any]], truth: list[set[int]], queries: list[Query]) -> dict[str, float]:
    """Return quantiles of the times, the share of all true neighbours found, and of the marks meant."""
    times = sorted(one["ms"] for one in answers)
    true = found = 0
    meant = []
    for one in answers:
        want, got = truth[one["query"]], set(one["marks"])
        true, found = true + len(want), found + len(want & got)
        source = queries[one["query"]].source
        if source in want:
            meant.append(source in got)
    return {
        "count": len(answers),
        "recall": found / true if true else 1.0,
        "found": sum(meant) / len(meant) if meant else 1.0,
        "complete": sum(one["complete"] for one in answers) / len(answers),
        "p50": median(times),
        "p95": times[int(len(times) * 0.95)],
        "p99": times[int(len(times) * 0.99)],
    }


def _times(one: dict[str, float], *, joined: str = " | ") -> str:
    return joined.join(f"{one[name]:.2f}" for name in ("p50", "p95", "p99"))


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []
