"""Look-ups read indexes: the query plans of both databases on a register of some size."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from django.db import connection

from tests.people import People, make_item
from werkspur.marks.fold import ALPHABET
from werkspur.registry.models import HotKey, Item, MarkKey, MarkSuffix
from werkspur.registry.queries.finding.candidates import second_statement, statement
from werkspur.registry.queries.finding.questions import question
from werkspur.registry.queries.finding.schemes import cut, live_schemes
from werkspur.registry.queries.finding.words import _STATEMENTS, search_words
from werkspur.registry.services import index_items
from werkspur.registry.tests.registers import store

pytestmark = pytest.mark.django_db
TABLES = ("registry_markkey", "registry_marksuffix", "registry_reading", "registry_hotkey")
QUERIES = ["TS4007310K", "TS40?7310K", "4007310", "400?310", "TS*10K", "*40073*", "S/N: TS4007310K", "T?4?07?10K"]


def plan(sql: str, params: list[Any] | dict[str, Any]) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql, params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def kept_plans(function: str) -> str:
    """The plans that PostgreSQL keeps for every statement of a function of the look-up, whatever is asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proargnames, prosrc FROM pg_proc WHERE proname = %s", [function])
        names, source = cursor.fetchone()
        names = [*(name for name in names if name not in ("source", "folded", "marks", "number")), "hot"]
        said = []
        for returned, kept in re.findall(r"RETURN QUERY (SELECT.*?);|:= ARRAY\((SELECT.*?)\);", source, re.DOTALL):
            statement = returned or kept
            used = [name for name in names if re.search(rf"(?<![.\w]){name}(?![.\w])", statement)]
            for place, name in enumerate(used, 1):
                kind = "integer" if name == "most" else "text[]"
                statement = re.sub(rf"(?<![.\w]){name}(?![.\w])", f"${place}::{kind}", statement)
            cursor.execute("EXPLAIN (GENERIC_PLAN) " + statement)
            said += [row[0] for row in cursor.fetchall()]
    return "\n".join(said)


def scanned(text: str) -> list[str]:
    """Lines of a plan that read one of the search tables from end to end."""
    aliases = {
        "sqlite": ("SCAN k", "SCAN s", "SCAN r", "SCAN h", "SCAN b"),
        "postgresql": tuple(f"Seq Scan on {name}" for name in TABLES),
    }
    return [line for line in text.splitlines() if line.strip(" ->").startswith(aliases[connection.vendor])]


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def register() -> None:
    r = random.Random(5)
    store(f"{''.join(r.choices(ALPHABET, k=3))}{r.randrange(10**8):08}" for _ in range(4_000))
    HotKey.objects.bulk_create(
        [HotKey(key=f"1a0a{n:07}", state=HotKey.State.HOT, pattern=["0"] * 11, size=9_999) for n in range(3_000)]
    )
    assert MarkKey.objects.count() >= 20_000
    assert MarkSuffix.objects.count() >= 20_000
    analyse()


def test_no_look_up_reads_a_search_table_from_end_to_end(register: None) -> None:
    [scheme] = live_schemes()
    for text in QUERIES:
        asked = question(text, cut(scheme), misread_parts=True)
        said = plan(*statement(asked, vendor=connection.vendor))
        if connection.vendor == "postgresql":
            said = kept_plans("registry_find")
        assert not scanned(said), f"{text}\n{said}"
        assert "SEARCH" in said or said.count("Index Only Scan") + said.count("Index Scan") >= 5


def test_what_is_spelled_for_hot_keys_is_read_by_indexes(register: None) -> None:
    said = plan(*second_statement({"TS4007310K"}, {"1a0a07310K"}, vendor=connection.vendor))
    if connection.vendor == "postgresql":
        said = kept_plans("registry_find_spelled")
    assert not scanned(said), said
    assert "SEARCH" in said or "Index" in said


def test_words_are_searched_through_their_index(people: People) -> None:
    like = make_item(owner=people.anna)
    items = [Item(company=like.company, category=like.category, name=f"Bohrhammer Nummer {n}") for n in range(5_000)]
    index_items(Item.objects.bulk_create(items))
    assert len(search_words(["nummer", "7"]).items) == 1
    analyse()
    query = "nummer & 7" if connection.vendor == "postgresql" else '"nummer" AND "7"'
    said = plan(_STATEMENTS[connection.vendor], [query, 10])
    assert "registry_itemtext_words" in said or "VIRTUAL TABLE INDEX" in said
