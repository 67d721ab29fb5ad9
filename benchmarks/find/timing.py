"""Taking times, the same way for everybody."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from contenders import Ask
from typed import Query

#: each query is asked once to warm the caches, then so often; the best counts, since what else runs counts less then
ROUNDS = 3
_FEWEST = 24


def timed(
    who: str, ask: Ask, queries: list[Query], *, kinds: tuple[str, ...] = (), seconds: float = 240
) -> list[dict[str, Any]]:
    """Ask the queries of these kinds (none: all) and return an answer for each.

    A contender too slow for all of them within about so many seconds is asked the first ones only, at least 24.
    """
    asked = [(place, query) for place, query in enumerate(queries) if query.kind in kinds or not kinds]
    start = time.perf_counter()
    for _, query in asked[:_FEWEST]:
        ask(query.text)
    each = (time.perf_counter() - start) / max(1, len(asked[:_FEWEST]))
    asked = asked[: max(_FEWEST, int(seconds / (1 + ROUNDS) / each))]
    for _, query in asked[_FEWEST:]:
        ask(query.text)
    return [{"who": who, "kind": query.kind, "query": place} | best_of(ask, query.text) for place, query in asked]


def best_of(ask: Ask, text: str) -> dict[str, Any]:
    """Ask a warm query three times and return the best time in milliseconds, with the answer."""
    best, marks, complete = float("inf"), set(), True
    for _ in range(ROUNDS):
        start = time.perf_counter()
        marks, complete = ask(text)
        best = min(best, (time.perf_counter() - start) * 1000)
    return {"ms": best, "complete": complete, "marks": sorted(marks)}


def rate(ask: Ask, texts: list[str], *, begin: float, seconds: float) -> dict[str, float]:
    """Warm up, wait for the moment `begin` (Unix time), ask for so many seconds."""
    for text in texts:
        if time.time() >= begin:
            break
        ask(text)
    time.sleep(max(0.0, begin - time.time()))
    count, start = 0, time.perf_counter()
    while (passed := time.perf_counter() - start) < seconds:
        ask(texts[count % len(texts)])
        count += 1
    return {"per_second": count / passed, "memory_mb": peak_memory()}


def peak_memory() -> float:
    """Return the most memory this process has held, in MB."""
    # not getrusage: that counts what the process was before it became this one
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024
