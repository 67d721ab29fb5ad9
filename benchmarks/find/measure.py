"""One database: load the corpus, put the queries through the product, and through pg_trgm on PostgreSQL.

Started by run.py with DATABASE_URL set; prints one JSON object on its last line.
"""

# ruff: noqa: E402 - the folders to import from are named first

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkspur.config.settings")

import django

django.setup()

import load
from corpus import Query
from django.db import connection

from werkspur.marks.fold import fold
from werkspur.marks.scheme import Scheme
from werkspur.registry.queries.finding import candidates, find, verified

FUZZY = ("0 errors", "1 error", "2 errors", "nothing")
Answer = tuple[set[int], bool]


def by_keys(text: str) -> Answer:
    """The product: candidates in one statement, verified."""
    found = candidates(text)
    return set(verified(found)), found.complete


def whole(text: str) -> Answer:
    """The product's whole look-up, ranked and explained; at most 50 marks."""
    found = find(text)
    return {match.mark.pk for match in found.matches if match.mark}, found.complete


def trigrams(text: str) -> Answer:
    """What Bike Index does: trigram similarity by index, then Levenshtein distance, at most 1,000 rows."""
    folded = fold(text)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM peer WHERE folded %% %s AND levenshtein(folded, %s) < 3 LIMIT 1000", [folded, folded]
        )
        return {row[0] for row in cursor.fetchall()}, True


def timed(
    name: str, ask: Callable[[str], Answer], queries: list[Query], kinds: tuple[str, ...] = ()
) -> list[dict[str, object]]:
    """Ask every query once to warm the caches, then three times, and keep the best: what else runs counts less."""
    asked = [(place, query) for place, query in enumerate(queries) if query.kind in kinds or not kinds]
    for _, query in asked:
        ask(query.text)
    out = []
    for place, query in asked:
        ms = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            marks, complete = ask(query.text)
            ms = min(ms, (time.perf_counter() - start) * 1000)
        out.append(
            {"who": name, "kind": query.kind, "query": place, "ms": ms, "complete": complete, "marks": sorted(marks)}
        )
    return out


def peer_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
        cursor.execute("CREATE TABLE peer AS SELECT id, folded FROM registry_mark")
        cursor.execute("CREATE INDEX ON peer USING gin (folded gin_trgm_ops)")
        cursor.execute("VACUUM ANALYZE peer")


def version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        said = str(cursor.fetchone()[0])
    return " ".join(said.split()[:2]) if connection.vendor == "postgresql" else f"SQLite {said}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--n", type=int, required=True)
    options = parser.parse_args()
    queries = [Query(*row) for row in json.loads((options.folder / "queries.json").read_text())]
    start = time.perf_counter()
    load.load(options.folder, n=options.n, scheme=Scheme.from_json((options.folder / "scheme.json").read_text()))
    loaded = time.perf_counter() - start
    results = timed("keys", by_keys, queries) + timed("find", whole, queries)
    size = load.bytes_of_index()
    if connection.vendor == "postgresql":
        peer_table()
        for limit in (0.3, 0.2):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_limit(%s)", [limit])
            results += timed(f"pg_trgm {limit}", trigrams, queries, kinds=FUZZY)
    print(json.dumps({"version": version(), "load_s": loaded, "index_bytes": size, "results": results}))


if __name__ == "__main__":
    main()
