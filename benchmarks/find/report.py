"""Figures of a run as JSON and Markdown: ratios in front, times behind them."""

from __future__ import annotations

import json
import os
import platform
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import growth
import tables
from typed import WHOLE

Answers = list[dict[str, Any]]
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    model = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    memory = next((int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return {
        "date": time.strftime("%Y-%m-%d"),
        "cpu": model or platform.processor(),
        "cores": str(os.cpu_count()),
        "memory_gb": str(memory),
        "python": platform.python_version(),
        **{name: version(name) for name in ("django", "psycopg", "rapidfuzz", "numpy", "tantivy")},
    }


def summary(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of a run."""
    contenders = _contenders(raw)
    truth, queries = raw["truth"], raw["queries"]
    ours = {name: contenders[f"Werkspur, {NAMES[name]}"] for name in raw["asked"]}
    return {
        "n": raw["n"],
        "seed": raw["seed"],
        "borders": raw["borders"],
        "machine": machine() | {"load_before": f"{raw['load_before']:.1f}"},
        "databases": {
            NAMES[name]: raw["load"][name]
            | {
                "bytes_for_each_mark": raw["load"][name]["index_bytes"] / raw["n"],
                "rates": raw["rates"].get(name),
                "bulk": raw["bulk"][name],
                "import": raw["import"][name],
                "commit": raw.get("commit", {}).get(name),
                "profile": raw["asked"][name]["profile"],
            }
            for name in raw["asked"]
        },
        "peers": _peers(raw),
        "figures": {who: _by_kind(answers, truth, queries) for who, answers in contenders.items()},
        "ratios": {
            who: {NAMES[name]: _ratio(answers, against) for name, against in ours.items()}
            for who, answers in contenders.items()
        },
        "page": _page(raw["page"]),
        "seconds": raw["seconds"],
    }


def publish(folder: Path) -> str:
    """Write tables and chart of all results in the folder into its README.md; return the tables."""
    results = [json.loads(path.read_text()) for path in folder.glob("results-*.json") if path.stem[8:].isdigit()]
    results.sort(key=lambda one: -one["n"])
    adversarial = folder / "results-adversarial.json"
    hurt = json.loads(adversarial.read_text()) if adversarial.exists() else None
    (folder / "growth.svg").write_text(growth.chart(results))
    text = tables.markdown(results, hurt)
    readme = folder / "README.md"
    old = readme.read_text() if readme.exists() else f"{BEGIN}\n{END}\n"
    head, tail = old.split(BEGIN)[0], old.split(END)[-1]
    readme.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}")
    return text


def profile(figures: dict[str, Any]) -> str:
    """Return where the time of a look-up goes."""
    lines = []
    for name, one in figures["databases"].items():
        lines += [f"{name}: " + ", ".join(f"{part} {share:.0%}" for part, share in one["profile"]["shares"].items())]
        lines += [
            f"  {row['ms']:8.4f} ms  {row['calls']:6.1f} calls  {row['function']}" for row in one["profile"]["longest"]
        ]
    return "\n".join(lines)


def figures_of(answers: Answers, truth: list[list[int]], queries: list[list[Any]]) -> dict[str, float]:
    """Return quantiles of the times, the share of all true neighbours found, and of the marks meant."""
    true = found = 0
    meant = []
    for one in answers:
        want, got = set(truth[one["query"]]), set(one["marks"])
        true, found = true + len(want), found + len(want & got)
        source = queries[one["query"]][2]
        if source in want:
            meant.append(source in got)
    return {
        "count": len(answers),
        "neighbours": true / len(answers),
        "recall": found / true if true else 1.0,
        "found": sum(meant) / len(meant) if meant else 1.0,
        "complete": sum(one["complete"] for one in answers) / len(answers),
    } | quantiles([one["ms"] for one in answers])


def quantiles(times: list[float]) -> dict[str, float]:
    """Return p50, p95 and p99."""
    ordered = sorted(times)
    return {
        "p50": median(ordered),
        "p95": ordered[int(len(ordered) * 0.95)],
        "p99": ordered[int(len(ordered) * 0.99)],
    }


def _contenders(raw: dict[str, Any]) -> dict[str, Answers]:
    out: dict[str, Answers] = {}
    for name, asked in raw["asked"].items():
        for one in asked["answers"]:
            who = one["who"].replace("Werkspur", f"Werkspur, {NAMES[name]}", 1)
            out.setdefault(who, []).append(one)
    others = [*raw.get("trigrams", {}).get("answers", [])]
    others += [one for peer in raw["peers"].values() for one in peer["answers"]]
    for one in others:
        out.setdefault(one["who"], []).append(one)
    whole = [at for at, query in enumerate(raw["queries"]) if query[0] in WHOLE]
    out["rapidfuzz, all marks"] = [
        {"kind": raw["queries"][at][0], "query": at, "ms": ms, "complete": True, "marks": raw["truth"][at]}
        for at, ms in zip(whole, raw["scans"], strict=False)
    ]
    return out


def _by_kind(answers: Answers, truth: list[list[int]], queries: list[list[Any]]) -> dict[str, dict[str, float]]:
    groups: dict[str, Answers] = {"typed whole": [one for one in answers if one["kind"] in WHOLE]}
    for one in answers:
        groups.setdefault(one["kind"], []).append(one)
    return {kind: figures_of(some, truth, queries) for kind, some in groups.items()}


def _ratio(answers: Answers, ours: Answers) -> dict[str, float]:
    """Return how many times longer than ours, for whole marks that both were asked."""
    mine = {one["query"]: one["ms"] for one in ours}
    theirs = {one["query"]: one["ms"] for one in answers if one["kind"] in WHOLE}
    same = quantiles([mine[at] for at in theirs])
    return {name: value / same[name] for name, value in quantiles(list(theirs.values())).items()}


def _peers(raw: dict[str, Any]) -> dict[str, Any]:
    out = {who: {key: one[key] for key in ("build_s", "index_bytes")} for who, one in raw["peers"].items()}
    if "trigrams" in raw:
        out["pg_trgm"] = {key: raw["trigrams"][key] for key in ("build_s", "index_bytes")}
    out["tantivy"] |= {"rates": raw["peers"]["tantivy"].get("rates"), "many": raw["many"]}
    return out


def _page(rows: list[dict[str, Any]]) -> dict[str, Any]:
    if not rows:
        return {}
    names = sorted({name for row in rows for name in row["timing"]})
    parts = {name: quantiles([row["timing"].get(name, 0.0) for row in rows]) for name in names}
    return {"count": len(rows), "whole": quantiles([row["ms"] for row in rows]), "server": parts}


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []
