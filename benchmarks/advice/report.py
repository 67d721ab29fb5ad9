"""The tables of the benchmark: ratios in front, times behind them."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

#: with a hundred times the slots nothing may take longer than this, times the time with few
TARGET = 2.0
_PLACE = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    model = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    return {
        "date": time.strftime("%Y-%m-%d"),
        "cpu": model or platform.processor(),
        "cores": str(os.cpu_count()),
        "load before": f"{os.getloadavg()[1]:.1f}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("django", "psycopg")},
    }


def times(answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Median and 90 % of the milliseconds, and how much was answered on average."""
    taken = sorted(one["ms"] for one in answers)
    return {
        "median": at(taken, 0.5),
        "p90": at(taken, 0.9),
        "answers": round(sum(one["answers"] for one in answers) / len(answers), 1),
        "ms": taken,
    }


def at(times: Sequence[float], part: float) -> float:
    return times[min(len(times) - 1, int(len(times) * part))]


def table(found: Mapping[str, Any]) -> str:
    """Return the tables as Markdown."""
    lines = [", ".join(f"{name} {value}" for name, value in found["machine"].items()) + f"; seed {found['seed']}, "
             f"each question {found['rounds']} times, both sizes in turn.", ""]  # fmt: skip
    for one in found["databases"].values():
        lines += [*_loaded(one["loaded"]), "", *_asked(one), "", *_raced(one["race"]), ""]
    return "\n".join([*lines, *_verdict(found["databases"].values())])


def _loaded(loaded: Mapping[str, Any]) -> list[str]:
    small, large = loaded["small"], loaded["large"]
    told = " and ".join(
        f"{one['slots']:,} slots of {one['advisers']} advisers in {one['offices']} offices, {one['bookings']:,} booked"
        for one in (small, large)
    )
    return [f"**{large['version']}**: {told}. Making the slots took {small['seconds']} s and {large['seconds']} s."]


def _asked(one: Mapping[str, Any]) -> list[str]:
    lines = ["| question | many : few | few, median ms | many, median ms | 90 % | answers few | many | statements |",
             "|---|---:|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
    for asked in one["asked"]:
        small, large = asked["small"], asked["large"]
        lines.append(
            f"| {asked['what']} | **{ratio(asked):.2f}** | {small['median']:.1f} | {large['median']:.1f} "
            f"| {large['p90']:.1f} | {small['answers']:g} | {large['answers']:g} | {large['statements']} |"
        )
    return lines


def _raced(race: Mapping[str, Any]) -> list[str]:
    head = f"{race['rounds']} times {race['bookers']} bookers at once on {race['slots']} slots, each with a connection:"
    lines = [head, "", "| who | given twice | won | slots | median ms | 99 % | longest | seconds in all | outcomes |",
             "|---|---:|---:|---:|---:|---:|---:|---:|---|"]  # fmt: skip
    for who, name in (("product", "Werkspur, hold and confirm"), ("naive", "look, then write")):
        one = race[who]
        outcomes = ", ".join(f"{outcome} {count}" for outcome, count in sorted(one["outcomes"].items()))
        lines.append(
            f"| {name} | **{one['double']}** | {one['outcomes'].get('won', 0)} | {race['slots'] * race['rounds']} "
            f"| {at(one['ms'], 0.5):.0f} | {at(one['ms'], 0.99):.0f} | {one['ms'][-1]:.0f} | {one['seconds']:.1f} "
            f"| {outcomes} |"
        )
    return lines


def ratio(asked: Mapping[str, Any]) -> float:
    return float(asked["large"]["median"] / asked["small"]["median"])


def _verdict(databases: Iterable[Mapping[str, Any]]) -> list[str]:
    databases = list(databases)
    slow = [f"{asked['what']} ({one['loaded']['large']['version']}, {ratio(asked):.2f})"
            for one in databases for asked in one["asked"] if ratio(asked) > TARGET]  # fmt: skip
    double = sum(one["race"]["product"]["double"] for one in databases)
    return [f"- Over {TARGET:g} times the time with few slots: {', '.join(slow) or 'nothing'}.",
            f"- Slots that two people have: {double or 'none'}."]  # fmt: skip


def publish(found: Mapping[str, Any], readme: Path) -> str:
    """Write the tables into the README between their marks and return them."""
    told = table(found)
    if readme.exists():
        text = readme.read_text()
        readme.write_text(_PLACE.sub(lambda match: f"{match[1]}{told}\n{match[2]}", text))
    return told


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []
