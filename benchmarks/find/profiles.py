"""Where the time of a look-up goes."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Sequence

from contenders import Ask

_REST = "Python's own functions"
_PLACES = (
    ("database", ("sqlite3", "psycopg")),
    ("Django between", ("/django/",)),
    ("verifying", ("rapidfuzz", "ranking.py", "compare.py")),
    ("making keys and questions", ("/marks/", "questions.py", "json")),
    ("gathering", ("/finding/",)),
)


def split(ask: Ask, texts: Sequence[str]) -> dict[str, object]:
    """Ask under the profiler; return the share of each part and the functions that took longest.

    The profiler slows Python more than what runs below it, so the database's share is rather larger than shown.
    """
    profile = cProfile.Profile()
    for text in texts:
        ask(text)
    profile.enable()
    for text in texts:
        ask(text)
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(row[2] for row in stats.values())
    shares: dict[str, float] = {}
    for (file, _, name), row in stats.items():
        part = next((part for part, words in _PLACES if any(word in file + name for word in words)), _REST)
        shares[part] = shares.get(part, 0) + row[2] / total
    longest = sorted(stats.items(), key=lambda one: -one[1][2])[:15]
    return {
        "shares": dict(sorted(shares.items(), key=lambda one: -one[1])),
        "longest": [
            {"function": f"{_short(file)}:{name}", "ms": row[2] * 1000 / len(texts), "calls": row[0] / len(texts)}
            for (file, _, name), row in longest
        ],
    }


def _short(file: str) -> str:
    return "/".join(file.split("/")[-2:])
