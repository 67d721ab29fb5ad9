"""Loading prepared rows into the product's tables, as fast as each database can."""

from __future__ import annotations

import json
from pathlib import Path

import rows
from django.core.management import call_command
from django.db import connection, transaction

from werkspur.marks.scheme import Scheme as Cut
from werkspur.registry.models import Item, Mark, Scheme

INTO = {"readings": "registry_reading", "keys": "registry_markkey", "suffixes": "registry_marksuffix"}
_UID = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def load(folder: Path, *, n: int, scheme: Cut) -> None:
    """Migrate an empty database and fill it with n items of one mark each."""
    from tests.people import make_item, make_people

    call_command("migrate", verbosity=0, skip_checks=True)
    Scheme.objects.create(version=1, definition=json.loads(scheme.to_json()), state=Scheme.State.ACTIVE)
    first = make_item(owner=make_people().anna)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE new_marks (id bigint, text varchar(200), folded varchar(200))")
        _copy(cursor, "new_marks", folder / "marks.tsv", rows.TABLES["marks"])
        _items_and_marks(cursor, first)
        if connection.vendor == "postgresql":
            cursor.execute("SET maintenance_work_mem = '512MB'")
            for table in ("registry_markkey", "registry_marksuffix"):
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey")
        for name, table in INTO.items():
            _copy(cursor, table, folder / f"{name}.tsv", rows.TABLES[name])
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE registry_markkey ADD PRIMARY KEY (key, folded, mark_id)")
            cursor.execute("ALTER TABLE registry_marksuffix ADD PRIMARY KEY (suffix, mark_id)")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def bytes_of_index() -> int:
    """Return the bytes of keys, suffixes and readings with their indexes."""
    tables = list(INTO.values())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s::text[]) t", [tables])
        else:
            like = " OR ".join(f"name LIKE '%%{table}%%'" for table in tables)
            cursor.execute(f"SELECT sum(pgsize) FROM dbstat WHERE {like}")
        return int(cursor.fetchone()[0])


def _copy(cursor, table: str, path: Path, columns: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy, path.open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)
        return
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows.read(path))


def _items_and_marks(cursor, first: Item) -> None:  # type: ignore[no-untyped-def]
    """Make one item like the first for each mark, with numbers that follow the first's."""
    uid = _UID[connection.vendor]
    columns = [field.column for field in Item._meta.concrete_fields if field.column not in ("id", "uid")]
    copied = ", ".join(f"i.{column}" for column in columns)
    cursor.execute(
        f"INSERT INTO registry_item (id, uid, {', '.join(columns)}) SELECT m.id + %s, {uid}, {copied}"
        " FROM new_marks m CROSS JOIN registry_item i WHERE i.id = %s",
        [first.pk, first.pk],
    )
    state, kind = Mark.State.PRESENT, Mark.Kind.SERIAL
    cursor.execute(
        "INSERT INTO registry_mark (id, uid, item_id, text, folded, kind, state, words, position, applied_by,"
        f" created_at, updated_at) SELECT m.id, {uid}, m.id + %s, m.text, m.folded, %s, %s, '', '', '',"
        " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM new_marks m",
        [first.pk, kind, state],
    )
