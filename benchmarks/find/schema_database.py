"""The schema experiment on one database; started by schema.py, prints JSON on its last line."""

# ruff: noqa: E402 - Django is set up first

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

import corpus
import into_postgresql
import measure
import numpy as np
import report
import rows
import schema
from corpus import matrix
from django.core.management import call_command
from django.db import connection, models, transaction
from rapidfuzz import process
from rapidfuzz.distance import OSA

from werkspur.marks.fold import fold
from werkspur.marks.keys import PAIR_LETTERS, keys, tag
from werkspur.marks.probes import ask
from werkspur.marks.scheme import Scheme
from werkspur.registry.models import MarkKey

_BATCH, _BATCHES = 1_000, 10
_COLUMNS = tuple(f"k{pair}" for pair in range(6))
_ROWS = ("key", "folded", "mark_id")
#: what a column needs not to say: prefix and pair letter
_SAID = 2


class PlainKey(models.Model):
    """Key rows as Django makes them on SQLite: with a row number, the primary key beside."""

    pk = models.CompositePrimaryKey("key", "folded", "mark_id")
    key = models.CharField(max_length=64)
    folded = models.CharField(max_length=1000)
    mark_id = models.BigIntegerField()

    class Meta:
        app_label = "schema"

    def __str__(self) -> str:
        return self.key


class KeyColumns(models.Model):
    """One row for each mark, its keys in six columns, an index for each that holds all a look-up reads."""

    mark = models.BigAutoField(primary_key=True)
    folded = models.CharField(max_length=1000)
    k0 = models.CharField(max_length=62)
    k1 = models.CharField(max_length=62)
    k2 = models.CharField(max_length=62)
    k3 = models.CharField(max_length=62)
    k4 = models.CharField(max_length=62)
    k5 = models.CharField(max_length=62)

    class Meta:
        app_label = "schema"
        indexes = [models.Index(fields=[column, "folded", "mark"], name=f"schema_{column}") for column in _COLUMNS]

    def __str__(self) -> str:
        return self.folded


def main() -> None:
    folder = Path(sys.argv[1])
    call_command("migrate", verbosity=0, skip_checks=True)
    scheme, readings = schema.read_scheme(folder), schema.plain(folder)
    queries = json.loads((folder / "queries.json").read_text())
    forms: dict[str, Any] = {"key rows": MarkKey, "six columns": KeyColumns}
    if connection.vendor == "sqlite":
        forms = {
            "key rows WITHOUT ROWID": MarkKey,
            "key rows as Django makes them": PlainKey,
            "six columns": KeyColumns,
        }
    out, first = {}, None
    for name, model in forms.items():
        start = time.perf_counter()
        fill(model, readings, scheme)
        loaded = time.perf_counter() - start
        size = bytes_of(model) / len(readings.marks)
        answers = [best_of(model, query, scheme) for query in queries]
        found = [marks for _, _, marks in answers]
        first = first or found
        out[name] = report.quantiles([ms for ms, _, _ in answers]) | {
            "candidates": float(np.median([count for _, count, _ in answers])),
            "bytes": size,
            "load_s": loaded,
            "inserts": inserts(model, scheme, first=len(readings.marks) + 1),
            "equal": found == first,
        }
        connection.close()
    print(json.dumps({"version": measure.version(), "forms": out}))


def best_of(model: type[models.Model], text: str, scheme: Scheme) -> tuple[float, int, list[int]]:
    """Ask once, then three times; return the best milliseconds, the number of candidates and the marks."""
    best, found, count = float("inf"), [], 0
    for place in range(4):
        start = time.perf_counter()
        candidates = read(model, ask(fold(text), 2, scheme).keys)
        found, count = verified(fold(text), candidates), len(candidates)
        if place:
            best = min(best, (time.perf_counter() - start) * 1000)
    return best, count, sorted(found)


def read(model: type[models.Model], asked: frozenset[str]) -> list[tuple[str, int]]:
    """Return the candidates: one filter over rows, or six in a UNION ALL over columns."""
    if model is not KeyColumns:
        return list(model.objects.filter(key__in=asked).values_list("folded", "mark_id"))  # type: ignore[attr-defined]
    parts = []
    for column, letter in zip(_COLUMNS, PAIR_LETTERS, strict=False):
        some = [key[_SAID:] for key in asked if key[1] == letter]
        if some:
            parts.append(KeyColumns.objects.filter(**{f"{column}__in": some}).values_list("folded", "mark"))
    return list(parts[0].union(*parts[1:], all=True))


def verified(query: str, candidates: list[tuple[str, int]]) -> set[int]:
    """Return the marks within two edits."""
    texts = [text for text, _ in candidates]
    near = process.extract(query, texts, scorer=OSA.distance, score_cutoff=2, limit=None)
    return {candidates[at][1] for _, _, at in near}


def fill(model: type[models.Model], readings: rows.Readings, scheme: Scheme) -> None:
    """Load as the database likes it best: sorted, or COPY, indexes made afterwards."""
    table, blocks = model._meta.db_table, rows.key_blocks(readings, scheme)
    columns: tuple[str, ...] = _ROWS
    if model is KeyColumns:
        columns, blocks = ("mark", "folded", *_COLUMNS), column_blocks(readings, scheme)
    if model is not MarkKey:
        with connection.schema_editor() as editor:
            editor.create_model(model)
            editor.deferred_sql.clear()  # the indexes: made when the rows are there
    if connection.vendor == "sqlite":
        _into_sqlite(table, columns, blocks)
    else:
        _into_postgresql(table, columns, blocks, key=model is MarkKey)
    with connection.schema_editor() as editor:
        for index in model._meta.indexes:
            editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table}" if connection.vendor == "sqlite" else f"VACUUM ANALYZE {table}")


def column_blocks(readings: rows.Readings, scheme: Scheme) -> Iterator[list[np.ndarray]]:
    """Yield blocks of mark, folded text and six keys, one length at a time."""
    characters = matrix(readings.folded)
    lengths = (characters != 0).sum(axis=1)
    for length in np.unique(lengths):
        at, every = scheme.borders(int(length)), np.flatnonzero(lengths == length)
        for start in range(0, len(every), 200_000):
            part = every[start : start + 200_000]
            made = [readings.marks[part], readings.folded[part]]
            for pair, (a, b) in enumerate(scheme.pairs(int(length))):
                kept = [i for i in range(length) if not (at[a] <= i < at[a + 1] or at[b] <= i < at[b + 1])]
                head = tag(pair, int(length), scheme)[_SAID:].encode()
                key = np.empty((len(part), len(head) + len(kept)), np.uint8)
                key[:, : len(head)] = np.frombuffer(head, np.uint8)
                key[:, len(head) :] = characters[part][:, kept]
                made.append(key.view(f"S{key.shape[1]}").ravel())
            yield made


def inserts(model: type[models.Model], scheme: Scheme, *, first: int) -> float:
    """Return marks for each second, in batches of a thousand through bulk_create, each its own transaction."""
    new = [text.decode() for text in corpus.register(_BATCH * _BATCHES, seed=99).folded.tolist()]
    rates = []
    for start in range(0, len(new), _BATCH):
        some = list(enumerate(new[start : start + _BATCH], first + start))
        begin = time.perf_counter()
        made = [one for mark, folded in some for one in _objects(model, mark, folded, scheme)]
        with transaction.atomic():
            model.objects.bulk_create(made)  # type: ignore[attr-defined]
        rates.append(len(some) / (time.perf_counter() - begin))
    return float(np.median(rates))


def bytes_of(model: type[models.Model]) -> int:
    """Return the bytes of a table with its indexes."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [table])
        else:
            # Pages, not pgsize: the size of a table above 2 GB does not fit the column of SQLite 3.40.
            cursor.execute(
                "SELECT sum(pageno) * (SELECT page_size FROM pragma_page_size) FROM dbstat WHERE aggregate = true"
                " AND name IN (SELECT name FROM sqlite_master WHERE tbl_name = %s)",
                [table],
            )
        return int(cursor.fetchone()[0])


def _objects(model: type[models.Model], mark: int, folded: str, scheme: Scheme) -> list[models.Model]:
    made = keys(folded, scheme)
    if model is KeyColumns:
        return [KeyColumns(mark=mark, folded=folded, **dict(zip(_COLUMNS, (key[_SAID:] for key in made), strict=True)))]
    return [model(key=key, folded=folded, mark_id=mark) for key in made]


def _into_sqlite(table: str, columns: tuple[str, ...], blocks: Iterator[list[np.ndarray]]) -> None:
    connection.ensure_connection()
    raw = connection.connection
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1500000"):
        raw.execute(f"PRAGMA {pragma}")
    places = ", ".join("?" if column.startswith("mark") else "CAST(? AS TEXT)" for column in columns)
    raw.execute("BEGIN")
    for block in blocks:
        some = zip(*(column.tolist() for column in block), strict=True)
        raw.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", some)
    raw.execute("COMMIT")
    raw.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _into_postgresql(table: str, columns: tuple[str, ...], blocks: Iterator[list[np.ndarray]], *, key: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(f"TRUNCATE {table}")
        if key:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey")
        into_postgresql.copy(cursor, table, columns, (into_postgresql.lines(block) for block in blocks))
        if key:
            cursor.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({', '.join(columns)})")


if __name__ == "__main__":
    main()
