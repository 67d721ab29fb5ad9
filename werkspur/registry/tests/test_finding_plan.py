"""Look-ups read indexes: the query plans of both databases on a register of some size."""

from __future__ import annotations

import random
import re

import pytest
from django.db import connection

from tests.people import People, make_item
from werkspur.marks.fold import ALPHABET
from werkspur.registry.models import Item, MarkKey, MarkSuffix
from werkspur.registry.queries.finding.candidates import statement
from werkspur.registry.queries.finding.questions import question
from werkspur.registry.queries.finding.schemes import cut, live_schemes
from werkspur.registry.queries.finding.words import _STATEMENTS, search_words
from werkspur.registry.services import index_items
from werkspur.registry.tests.registers import store

pytestmark = pytest.mark.django_db
TABLES = ("registry_markkey", "registry_marksuffix", "registry_reading")
QUERIES = ["TS4007310K", "TS40?7310K", "4007310", "400?310", "TS*10K", "*40073*", "S/N: TS4007310K", "T?4?07?10K"]


def plan(sql: str, params: list[object]) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql, params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def inner_plan() -> str:
    """The plan that PostgreSQL keeps for the function of the look-up, whatever is asked."""
    names = ("keys", "suffix_from", "suffix_below", "whole_from", "whole_below", "most")
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'registry_find'")
        sql = cursor.fetchone()[0].split("RETURN QUERY")[1].rsplit(";", 2)[0]
        for place, name in enumerate(names, 1):
            sql = re.sub(rf"\b{name}\b", f"${place}::{'integer' if name == 'most' else 'text[]'}", sql)
        cursor.execute("EXPLAIN (GENERIC_PLAN) " + sql)
        return "\n".join(row[0] for row in cursor.fetchall())


def scanned(text: str) -> list[str]:
    """Lines of a plan that read one of the search tables from end to end."""
    aliases = {"sqlite": ("SCAN k", "SCAN s", "SCAN r"), "postgresql": tuple(f"Seq Scan on {name}" for name in TABLES)}
    return [line for line in text.splitlines() if line.strip(" ->").startswith(aliases[connection.vendor])]


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def register() -> None:
    r = random.Random(5)
    store(f"{''.join(r.choices(ALPHABET, k=3))}{r.randrange(10**8):08}" for _ in range(4_000))
    assert MarkKey.objects.count() >= 20_000
    assert MarkSuffix.objects.count() >= 20_000
    analyse()


def test_no_look_up_reads_a_search_table_from_end_to_end(register: None) -> None:
    [scheme] = live_schemes()
    for text in QUERIES:
        sql, params = statement(question(text, cut(scheme)), vendor=connection.vendor)
        said = plan(sql, params) if connection.vendor == "sqlite" else inner_plan()
        assert not scanned(said), f"{text}\n{said}"
        assert "SEARCH" in said or said.count("Index Only Scan") >= 3


def test_words_are_searched_through_their_index(people: People) -> None:
    like = make_item(owner=people.anna)
    items = [Item(company=like.company, category=like.category, name=f"Bohrhammer Nummer {n}") for n in range(5_000)]
    index_items(Item.objects.bulk_create(items))
    assert len(search_words(["nummer", "7"]).items) == 1
    analyse()
    query = "nummer & 7" if connection.vendor == "postgresql" else '"nummer" AND "7"'
    said = plan(_STATEMENTS[connection.vendor], [query, 10])
    assert "registry_itemtext_words" in said or "VIRTUAL TABLE INDEX" in said
