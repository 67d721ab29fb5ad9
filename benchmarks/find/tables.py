"""The tables of the report."""

from __future__ import annotations

import re
from typing import Any

from typed import IN_RUN, PART, UNREADABLE, WHOLE

Figures = dict[str, Any]
_AIM = 10_000_000
KINDS = ("typed whole", *WHOLE, IN_RUN, *UNREADABLE, PART)
_BIKE_INDEX = "pg_trgm 0.2"


def markdown(results: list[Figures], hurt: Figures | None) -> str:
    """Return all tables, the largest register first."""
    if not results:
        return "No results yet."
    lines = ["![Median and 99th percentile by size of the register](growth.svg)", ""]
    for figures in results:
        lines += [f"## {figures['n']:,} marks", "", _about(figures), ""]
        lines += [*_targets(figures, results), "", *_compared(figures), "", *_kinds(figures), "", *_means(figures), ""]
    if hurt:
        lines += [*_adversarial(hurt), ""]
    return "\n".join(lines).rstrip()


def _about(figures: Figures) -> str:
    about = ", ".join(f"{name} {value}" for name, value in figures["machine"].items())
    versions = ", ".join(one["version"] for one in figures["databases"].values())
    took = figures["seconds"]["all"] / 60
    return f"{about}; {versions}; seed {figures['seed']}, {figures['borders']} borders; {took:.0f} minutes in all."


def _targets(figures: Figures, results: list[Figures]) -> list[str]:
    """Return what was to be reached at ten million, and how far it was."""
    lines = ["| to reach at ten million | measured here | |", "|---|---|---|"]
    for target, wanted, value, more in _aims(figures, results):
        if value is None:
            lines.append(f"| {target} | not measured | |")
            continue
        reached = value >= wanted if more else value <= wanted
        by = "" if reached else f" by {abs(value - wanted) / wanted:.0%}"
        shown = f"{value:.4f}" if wanted == 1 else f"{value:.1f}"
        lines.append(f"| {target} | {shown} | {'reached' if reached else 'missed' + by} |")
    if figures["n"] != _AIM:
        lines += ["", "The targets are meant for ten million marks, not for this size."]
    return lines


def _aims(figures: Figures, results: list[Figures]) -> list[tuple[str, float, float | None, bool]]:
    aims: list[tuple[str, float, float | None, bool]] = []
    tantivy, trigrams = figures["ratios"]["tantivy"], figures["ratios"].get(_BIKE_INDEX, {})
    small = next((one for one in results if one["n"] == 100_000), None)
    for name in figures["databases"]:
        kinds = figures["figures"][f"Werkspur, {name}"]
        recall = min(kind["recall"] for kind in kinds.values())
        inside = kinds[IN_RUN]["p50"] / kinds["typed whole"]["p50"] if IN_RUN in kinds else None
        before = small["figures"].get(f"Werkspur, {name}") if small else None
        grown = kinds["typed whole"]["p50"] / before["typed whole"]["p50"] if before else None
        bulk = (figures["databases"][name]["bulk"].get("runs") or [None])[-1]
        peer = figures["peers"]["tantivy"]["many"]
        least = 20 if name == "SQLite" else 10
        aims += [
            (f"{name}: recall of all true neighbours 1.0", 1.0, recall, True),
            (
                f"{name}: median at least {least} × shorter than tantivy",
                least,
                tantivy[name]["p50"],
                True,
            ),
            (f"{name}: 99th percentile at least 3 × shorter", 3, tantivy[name]["p99"], True),
            (f"{name}: median at least 60 × shorter than pg_trgm", 60, trigrams.get(name, {}).get("p50"), True),
            (f"{name}: inside a run at most 15 × the mixed median", 15, inside, False),
            (f"{name}: a single commit at most 3 × one without keys", 3, _times_longer(figures, name), False),
            (f"{name}: from 100,000 marks at most 5 × at the median", 5, grown, False),
            (
                f"{name}: the list of 100,000 in at most the time of tantivy for 3,000 ({peer['seconds']:.0f} s)",
                peer["seconds"],
                bulk,
                False,
            ),
        ]
    return aims


def _times_longer(figures: Figures, name: str) -> float | None:
    """Return what commit.py found: how many times longer a commit takes with keys."""
    lines = figures["databases"][name].get("commit") or []
    found = [re.search(r"with keys ([0-9.]+) times", line) for line in lines]
    return max((float(one[1]) for one in found if one), default=None)


def _compared(figures: Figures) -> list[str]:
    """Whole marks with up to two errors, and shuffled ones: everybody can answer these."""
    databases = list(figures["databases"])
    heads = " | ".join(f"÷ ours on {name}: median | p99" for name in databases)
    lines = [
        "Whole marks with 0, 1 or 2 errors, and some that are not there. A ratio is taken over the queries"
        " that both were asked; slow contenders were asked fewer.",
        "",
        f"| | {heads} | recall of all neighbours | meant mark found | queries | p50 ms | p95 | p99 |",
        "|---" * (2 * len(databases) + 7) + "|",
    ]
    for who, kinds in figures["figures"].items():
        if "ranked" in who or "typed whole" not in kinds:
            continue
        one = kinds["typed whole"]
        ratios = " | ".join(
            f"{figures['ratios'][who][name]['p50']:.1f} | {figures['ratios'][who][name]['p99']:.1f}"
            for name in databases
        )
        lines.append(
            f"| {who} | {ratios} | {one['recall']:.3f} | {one['found']:.3f} | {one['count']} | {_times(one, ' | ')} |"
        )
    return lines


def _kinds(figures: Figures) -> list[str]:
    databases = list(figures["databases"])
    shown = [f"Werkspur, {name}" for name in databases] + [f"Werkspur, {name}, ranked" for name in databases]
    lines = [
        "By kind of query, p50 / p95 / p99 ms (ranked: the whole look-up with the 50 best explained):",
        "",
        f"| | queries | neighbours | recall | complete | {' | '.join(databases)} | "
        + " | ".join(f"{name}, ranked" for name in databases)
        + " |",
        "|---" * (5 + len(shown)) + "|",
    ]
    for kind in (kind for kind in KINDS if kind in figures["figures"][shown[0]]):
        one = figures["figures"][shown[0]][kind]
        cells = " | ".join(_times(figures["figures"][who].get(kind), " / ") for who in shown)
        recall = min(figures["figures"][who][kind]["recall"] for who in shown[: len(databases)])
        lines.append(
            f"| {kind} | {one['count']} | {one['neighbours']:.1f} | {recall:.3f} | {one['complete']:.3f} | {cells} |"
        )
    return lines


def _means(figures: Figures) -> list[str]:
    """Space, loading, throughput, memory, bulk, the page."""
    lines = [
        "| | bytes for each mark | loaded in s | look-ups/s, 1 process | 2 processes | memory of one | import, marks/s"
        " | list of many, s |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, one in figures["databases"].items():
        bulk = one["bulk"]
        many = " then ".join(f"{run:.1f}" for run in bulk["runs"]) if "runs" in bulk else bulk["skipped"]
        lines.append(
            f"| Werkspur, {name} | {one['bytes_for_each_mark']:.0f} | {sum(one['seconds'].values()):.0f}"
            f" | {_rates(one)}"
            f" | {one['import']['per_second']:.0f} | {many} |"
        )
    for who, one in figures["peers"].items():
        many = f"{one['many']['queries']:,} of it in {one['many']['seconds']:.1f}" if "many" in one else ""
        size = one["index_bytes"] / figures["n"]
        lines.append(f"| {who} | {size:.0f} | {one['build_s']:.0f} | {_rates(one)} | | {many} |")
    return [*lines, "", *_notes(figures)]


def _rates(one: Figures) -> str:
    """Return look-ups for each second with one and two processes, and the memory of one."""
    rates = one.get("rates")
    if not rates:
        return " | | "
    each = " | ".join(f"{rates[count]['per_second']:.0f}" for count in ("1", "2"))
    return f"{each} | {rates['1']['memory_mb']:.0f} MB"


def _notes(figures: Figures) -> list[str]:
    lines = [
        "- Werkspur's bytes are keys, suffixes and readings with their indexes; a peer's are its index alone, which"
        " finds no parts of numbers.",
        "- Import stores batches of 1,000 with keys and suffixes. The list was matched twice: the first time the"
        " register is sealed for it, and the second time counts.",
    ]
    for name, one in figures["databases"].items():
        if one.get("hot"):
            lines.append(f"- {name}: hot keys: {one['hot']:,}.")
        if one.get("commit"):
            lines.append(f"- One mark stored, in a small database that syncs every commit: {'; '.join(one['commit'])}.")
    if page := figures["page"]:
        server = "; ".join(f"{name} {_times(one, ' / ')} ms" for name, one in page["server"].items())
        said = f" The server says: {server}." if server else ""
        lines.append(
            f"- The look-up page of a real server on SQLite, {page['count']} look-ups, form sent to result read,"
            f" p50 / p95 / p99: {_times(page['whole'], ' / ')} ms.{said}"
        )
    return lines


def _adversarial(hurt: Figures) -> list[str]:
    lines = [
        "## Registers made to hurt",
        "",
        _about(hurt),
        "",
        "| register | marks | neighbours | recall | hot keys | "
        + " | ".join(f"{name} p50 / p95 / p99 ms" for name in hurt["databases"])
        + " |",
        "|---" * (5 + len(hurt["databases"])) + "|",
    ]
    for one in hurt["registers"]:
        measured = list(one["figures"].values())
        hot = " / ".join(str(part["hot"]) for part in measured)
        recall = min(part["recall"] for part in measured)
        cells = " | ".join(_times(part, " / ") for part in measured)
        lines.append(
            f"| {one['name']} | {one['marks']:,} | {measured[0]['neighbours']:.0f} | {recall:.3f} | {hot} | {cells} |"
        )
    return lines


def _times(one: dict[str, float] | None, joined: str) -> str:
    return joined.join(f"{one[name]:.2f}" for name in ("p50", "p95", "p99")) if one else ""
