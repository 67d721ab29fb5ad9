"""Writing: what happened, by whom, in the transaction of the change, one entry after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.people import People, make_company
from werkspur.journal import queries, rules
from werkspur.journal.models import Entry, Head
from werkspur.journal.services import record


def test_an_entry_tells_who_did_what_to_what(people: People) -> None:
    company = make_company("Elektro Beispiel KG")
    with translation.override("en"):
        entry = record(
            "partners.company_accepted", by=people.kai, object=company, company=company, origin="192.0.2.7",
            details={"after": "verified"},
        )  # fmt: skip

    assert (entry.number, entry.previous) == (1, "")
    assert (entry.actor, entry.actor_label) == (f"person:{people.kai.pk}", "Kammer")
    assert (entry.object_type, entry.object_label) == ("partners.company", "Elektro Beispiel KG")
    assert entry.object_id == entry.company == str(company.uid)
    assert entry.deed == "Betrieb bestätigt"
    assert queries.verify().ok


def test_an_unknown_verb_is_shown_as_it_is_written() -> None:
    assert Entry(verb="strange.thing_frobnicated").deed == "strange.thing_frobnicated"


def test_nobody_signed_in_is_the_public(db: None) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert record("tracing.public_check_hit", by=AnonymousUser()).actor == "public"


def test_a_rollback_takes_the_entry_along(db: None) -> None:
    record("registry.item_created", by="system")
    with transaction.atomic():
        record("registry.item_deleted", by="system")
        transaction.set_rollback(True)
    record("registry.item_changed", by="system")

    assert list(Entry.objects.order_by("number").values_list("verb", flat=True)) == [
        "registry.item_created",
        "registry.item_changed",
    ]
    assert queries.verify().ok


@pytest.mark.parametrize(
    "details",
    [
        {"a": 1.0, "b": 1e22, "c": 1.5e-7, "d": -0.0, "e": 0.1},
        {"number": 12, "list": [1, [2, None, True]], 10: "zehn", 9: "neun"},
        {"text": "Nul\0zeichen \ud800 Ähre 漢字 \u200b"},
        {"Fahrzeug": ("a", "b")},
    ],
)
def test_both_databases_give_back_what_was_signed(db: None, details: dict[object, object]) -> None:
    record("registry.item_changed", by="system", reason="x\0y" * 400, details=details)  # type: ignore[arg-type]
    assert queries.verify().findings == []


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), object(), {1, 2}])
def test_details_that_are_no_json_are_refused(db: None, wrong: object) -> None:
    with pytest.raises(TypeError, match="is not JSON"):
        record("registry.item_changed", by="system", details={"wrong": wrong})
    assert not Entry.objects.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_plain_json_is_plain_already(value: object) -> None:
    once = rules.plain_json(value)
    assert rules.plain_json(once) == once


@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal_entry SET reason = 'anders' WHERE number = 3", "DELETE FROM journal_entry WHERE number = 3"],
)
def test_the_database_refuses_change_and_deletion(ten_entries: list[Entry], statement: str) -> None:
    with pytest.raises(IntegrityError, match="Das Journal wird nicht geändert"):
        _execute(statement)
    assert queries.verify().ok


def test_postgresql_refuses_to_empty_the_table(ten_entries: list[Entry]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(IntegrityError, match="Das Journal wird nicht geändert"):
        _execute("TRUNCATE journal_entry")


def _execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_model_cannot_change_an_entry_either(ten_entries: list[Entry]) -> None:
    entry = Entry.objects.get(number=4)
    entry.reason = "anders"
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_no_gap() -> None:
    def write(thread: int) -> None:
        try:
            for n in range(15):
                record("registry.item_created", by=f"thread:{thread}", details={"n": n})
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 121))
    assert Head.objects.get().number == 120
    assert queries.verify().ok
