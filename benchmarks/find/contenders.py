"""Everybody who is asked: the product, and what people would use instead. Each opens itself and answers one text.

An answer is the set of numbers of marks, and whether the contender says that none is missing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from corpus import Texts

from werkspur.marks.fold import fold

Answer = tuple[set[int], bool]
Ask = Callable[[str], Answer]

#: more hits than any query here has
ALL = 10_000
#: what SQLite's FTS5 is asked for, best first
BEST = 200


def neighbours() -> Ask:
    """The product: every mark within the promise, verified, not ranked."""
    from werkspur.registry.queries import finding

    if not hasattr(finding, "neighbours"):

        def old(text: str) -> Answer:
            found = finding.candidates(text)
            return set(finding.verified(found)), found.complete

        return old

    def ask(text: str) -> Answer:
        found = finding.neighbours(text)
        return set(found.marks), found.complete

    return ask


def ranked() -> Ask:
    """The product's whole look-up: ranked, explained, with items; at most 50 matches."""
    from werkspur.registry.queries.finding import find

    def ask(text: str) -> Answer:
        found = find(text)
        return {match.mark.pk for match in found.matches if match.mark}, found.complete

    return ask


def trigrams(limit: float) -> Ask:
    """What Bike Index does: trigram similarity by index, then Levenshtein distance, at most 1,000 rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_limit(%s)", [limit])

    def ask(text: str) -> Answer:
        folded = fold(text)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM peer WHERE folded %% %s AND levenshtein(folded, %s) < 3 LIMIT 1000", [folded, folded]
            )
            return {row[0] for row in cursor.fetchall()}, True

    return ask


def build_trigrams() -> None:
    """Make the table of pg_trgm: number and folded text with a GIN index."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
        cursor.execute("CREATE TABLE peer AS SELECT id, folded FROM registry_mark")
        cursor.execute("CREATE INDEX peer_trigrams ON peer USING gin (folded gin_trgm_ops)")
        cursor.execute("VACUUM ANALYZE peer")


def bytes_of_trigrams() -> int:
    """Return the bytes of that index."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('peer_trigrams')")
        return int(cursor.fetchone()[0])


def tantivy(folder: Path) -> Ask:
    """tantivy: FuzzyTermQuery, distance 2, a swap is one edit, all hits."""
    from tantivy import Index, Query

    index = Index.open(str(folder))
    index.reload()
    searcher, schema = index.searcher(), index.schema

    def ask(text: str) -> Answer:
        asked = Query.fuzzy_term_query(schema, "folded", fold(text), distance=2, transposition_cost_one=True)
        places = [place for _, place in searcher.search(asked, limit=ALL, count=False).hits]
        return set(searcher.fast_field_values("mark", places)) if places else set(), True

    return ask


def build_tantivy(folder: Path, folded: Texts) -> None:
    """Write tantivy's index: one term for each mark, its number beside it; segments merged."""
    from tantivy import Document, Index, SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("folded", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("mark", fast=True)
    folder.mkdir()
    index = Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=2_000_000_000, num_threads=2)
    for number, text in enumerate(folded.tolist(), 1):
        document = Document()
        document.add_text("folded", text.decode())
        document.add_unsigned("mark", number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def full_text(path: Path) -> Ask:
    """SQLite FTS5 with trigrams: any trigram of the query, the best 200."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA mmap_size = 2000000000")

    def ask(text: str) -> Answer:
        folded = re.sub(r"[^0-9A-Z]", "", fold(text))
        grams = " OR ".join(f'"{folded[at : at + 3]}"' for at in range(len(folded) - 2))
        sql = "SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT ?"
        return {row[0] for row in database.execute(sql, [grams, BEST])} if grams else set(), True

    return ask


def build_full_text(path: Path, folded: Texts) -> None:
    """Write the FTS5 table, without the texts themselves."""
    database = sqlite3.connect(path)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE VIRTUAL TABLE peer USING fts5(folded, tokenize='trigram', content='')")
    rows = ((number, text.decode()) for number, text in enumerate(folded.tolist(), 1))
    database.executemany("INSERT INTO peer (rowid, folded) VALUES (?, ?)", rows)
    database.execute("INSERT INTO peer (peer) VALUES ('optimize')")
    database.commit()
    database.close()
