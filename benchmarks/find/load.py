"""Loading prepared rows into the product's tables, as fast as each database can; and the check that they are right."""

from __future__ import annotations

import json
import time
import uuid
from pathlib import Path

import into_postgresql
import into_sqlite
import numpy as np
import rows
from corpus import Register
from django.core.management import call_command
from django.db import connection, transaction

from werkspur.marks.fold import fold
from werkspur.marks.scheme import Scheme as Cut
from werkspur.registry.models import HotKey, Item, Mark, Reading, Scheme
from werkspur.registry.services import index_marks

#: marks on one item
MARKS_OF_AN_ITEM = 10
TABLES = {"readings": "registry_reading", "keys": "registry_markkey", "suffixes": "registry_marksuffix"}


def prepare(scheme: Cut) -> tuple[str, str]:
    """Make an empty house with a few people and the scheme of the keys; return address and password of the officer."""
    from tests.people import PASSWORD, make_item, make_people

    call_command("migrate", verbosity=0, skip_checks=True)
    make_item(owner=(people := make_people()).anna)
    Scheme.objects.create(version=1, definition=json.loads(scheme.to_json()), state=Scheme.State.ACTIVE)
    return people.paula.email, PASSWORD


def check(folder: Path, register: Register, scheme: Cut, *, size: int = 2_000) -> None:
    """Store some marks through `index_marks`, and see that the rows made here are exactly those it wrote.

    Raises:
        AssertionError: they are not; then nothing here may be measured.
    """
    chosen = np.random.default_rng(2).permutation(len(register.texts))[:size]
    texts, folded = register.texts[chosen], register.folded[chosen]
    item = Item.objects.earliest("pk")
    with transaction.atomic():
        made = Mark.objects.bulk_create(
            Mark(item=item, text=text.decode(), folded=fold(text.decode()), uid=uuid.uuid4()) for text in texts
        )
        index_marks(made)
        there = {name: _stored_rows(name) for name in TABLES}
        transaction.set_rollback(True)
    if not (np.diff([mark.pk for mark in made]) == 1).all():
        raise AssertionError("marks are not numbered one after the other")
    small = folder / "check"
    small.mkdir()
    rows.write(texts, folded, scheme, folder=small, first=made[0].pk)
    for name in TABLES:
        ours = [row for block in rows.blocks(small, name) for row in zip(*map(into_sqlite.values, block), strict=True)]
        if sorted(ours) != sorted(there[name]):
            missing, more = sorted(there[name] - set(ours))[:3], sorted(set(ours) - there[name])[:3]
            raise AssertionError(f"{name}: {len(ours)} rows, the product has {len(there[name])}: {missing} {more}")


def fill(folder: Path, register: Register) -> dict[str, float]:
    """Fill the tables; return seconds of each step."""
    first = 1 + (Item.objects.latest("pk").pk if Item.objects.exists() else 0)
    module = into_sqlite if connection.vendor == "sqlite" else into_postgresql
    return module.fill(folder, register, template=_template(), first_item=first, per_item=MARKS_OF_AN_ITEM)


def make_hot() -> dict[str, float]:
    """Let the product find and make its hot keys."""
    try:
        from werkspur.registry.services.hot import find_hot
    except ImportError:
        return {}
    start = time.perf_counter()
    find_hot()
    return {"find hot keys": time.perf_counter() - start}


def bytes_of_index() -> int:
    """Return the bytes of keys, suffixes and readings with their indexes."""
    tables = [*TABLES.values(), "registry_hotkey"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s::text[]) t", [tables])
            return int(cursor.fetchone()[0])
        like = " OR ".join(f"name LIKE '%%{table}%%'" for table in tables)
        # Pages, not pgsize: the size of a table above 2 GB does not fit the column of SQLite 3.40.
        cursor.execute(f"SELECT sum(pageno) FROM dbstat WHERE aggregate = true AND ({like})")
        pages = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA page_size")
        return pages * int(cursor.fetchone()[0])


def _template() -> dict[str, object]:
    """Return the columns of an item that all items are like."""
    columns = [field.column for field in Item._meta.concrete_fields if field.column not in ("id", "uid")]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM registry_item ORDER BY id LIMIT 1")
        return dict(zip(columns, cursor.fetchone(), strict=True))


def _stored_rows(name: str) -> set[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(rows.COLUMNS[name])} FROM {TABLES[name]}")
        return set(cursor.fetchall())


def loaded() -> int:
    """Return how many marks the register holds."""
    return Reading.objects.filter(origin="as_read").count()


def hot() -> int:
    """Return how many keys are hot."""
    return HotKey.objects.filter(state=HotKey.State.HOT).count()
