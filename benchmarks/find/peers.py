"""The contenders without Django, each step in a process of its own: build, ask, rate, list.

Started by run.py; writes a JSON file.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import contenders
import numpy as np
import timing
from typed import IN_RUN, WHOLE, Query

_OPEN = {"tantivy": contenders.tantivy, "fts5": contenders.full_text}
_BUILD = {"tantivy": contenders.build_tantivy, "fts5": contenders.build_full_text}
_NAMES = {"tantivy": "tantivy", "fts5": "SQLite FTS5 trigram, best 200"}


def build(who: str, folder: Path) -> dict[str, Any]:
    """Write the index; return seconds and bytes."""
    start = time.perf_counter()
    _BUILD[who](folder / who, np.load(folder / "folded.npy"))
    place = folder / who
    size = sum(path.stat().st_size for path in ([place] if place.is_file() else place.iterdir()))
    return {"build_s": time.perf_counter() - start, "index_bytes": size}


def ask(who: str, folder: Path) -> dict[str, Any]:
    """Put the queries."""
    queries = [Query(*row) for row in json.loads((folder / "queries.json").read_text())]
    asked = _OPEN[who](folder / who)
    kinds, seconds = ((*WHOLE, IN_RUN), 45) if who == "tantivy" else (WHOLE, 15)
    return {"answers": timing.timed(_NAMES[who], asked, queries, kinds=kinds, seconds=seconds)}


def rate(who: str, folder: Path, *, begin: float, seconds: float) -> dict[str, float]:
    """Look up whole marks from a moment on."""
    texts = [row[1] for row in json.loads((folder / "queries.json").read_text()) if row[0] in WHOLE]
    return timing.rate(_OPEN[who](folder / who), texts, begin=begin, seconds=seconds)


def many(who: str, folder: Path, *, count: int) -> dict[str, float]:
    """Look up the first of the list one after the other, in one process."""
    asked, texts = _OPEN[who](folder / who), json.loads((folder / "bulk.json").read_text())[:count]
    for text in texts[:100]:
        asked(text)
    start = time.perf_counter()
    for text in texts:
        asked(text)
    return {"queries": len(texts), "seconds": time.perf_counter() - start}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=["build", "ask", "rate", "many"])
    parser.add_argument("--who", choices=sorted(_OPEN), required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--begin", type=float, default=0.0)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--count", type=int, default=3_000)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    result = {
        "build": lambda: build(options.who, options.folder),
        "ask": lambda: ask(options.who, options.folder),
        "rate": lambda: rate(options.who, options.folder, begin=options.begin, seconds=options.seconds),
        "many": lambda: many(options.who, options.folder, count=options.count),
    }[options.step]()
    options.out.write_text(json.dumps(result))


if __name__ == "__main__":
    main()
