"""Verifying: whatever is done to the journal behind its back is found and named."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from werkspur.journal import queries
from werkspur.journal.models import Entry
from werkspur.journal.rules import Finding
from werkspur.journal.services import record

Tamper = Callable[..., None]
pytestmark = pytest.mark.usefixtures("ten_entries")


def findings() -> list[Finding]:
    return queries.verify().findings


def copy_of(number: int) -> str:
    """A temporary copy of an entry, to be put back."""
    return f"CREATE TEMPORARY TABLE kept AS SELECT * FROM journal_entry WHERE number = {number}"


def test_an_untouched_journal_is_whole() -> None:
    found = queries.verify()
    assert (found.ok, found.checked, found.findings) == (True, 10, [])


def test_an_empty_journal_is_whole(tamper: Tamper) -> None:
    tamper("DELETE FROM journal_entry", "DELETE FROM journal_head")
    assert queries.verify().ok


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'anders'", "actor = 'person:1'", "verb = 'registry.item_deleted'", "case_number = '4711'",
        "previous = 'ab'", "digest = 'ab'", "company = 'fremd'", "object_label = 'anders'", "origin = 'anderswo'",
        "at = '2020-01-01 00:00:00+00:00'", "purpose = 'x'", "object_id = '7'", "object_type = 'a.b'",
        "actor_label = 'x'",
    ],
)  # fmt: skip
def test_every_changed_field_is_found(tamper: Tamper, change: str) -> None:
    tamper(f"UPDATE journal_entry SET {change} WHERE number = 5")
    assert findings() == [Finding("changed", 5, 5)]


def test_changed_details_are_found(tamper: Tamper) -> None:
    tamper("UPDATE journal_entry SET details = %s WHERE number = 5", values=['{"a": 1}'])
    assert findings() == [Finding("changed", 5, 5)]


def test_the_first_and_the_last_are_watched_too(tamper: Tamper) -> None:
    tamper("UPDATE journal_entry SET reason = 'anders' WHERE number IN (1, 10)")
    assert findings() == [Finding("changed", 1, 1), Finding("changed", 10, 10)]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("number = 5", Finding("missing", 5, 5)),
        ("number = 1", Finding("missing", 1, 1)),
        ("number IN (4, 5, 6)", Finding("missing", 4, 6)),
        ("number = 10", Finding("missing", 10, 10)),
        ("number > 7", Finding("missing", 8, 10)),
        ("number > 0", Finding("missing", 1, 10)),
    ],
)
def test_deleted_entries_are_found(tamper: Tamper, where: str, expected: Finding) -> None:
    tamper(f"DELETE FROM journal_entry WHERE {where}")
    assert findings() == [expected]


def test_a_cut_off_end_that_was_written_over_is_found(tamper: Tamper) -> None:
    """Whoever deletes the last entry and lets the journal go on leaves a broken link."""
    tamper("DELETE FROM journal_entry WHERE number = 10", "UPDATE journal_head SET number = 9")
    record("registry.item_created", by="system")
    assert findings() == [Finding("broken", 10, 10)]


def test_two_swapped_entries_are_named_with_their_places(tamper: Tamper) -> None:
    tamper(
        "UPDATE journal_entry SET number = 99 WHERE number = 3",
        "UPDATE journal_entry SET number = 3 WHERE number = 7",
        "UPDATE journal_entry SET number = 7 WHERE number = 99",
    )
    assert findings() == [Finding("moved", 3, 3, genuine=7), Finding("moved", 7, 7, genuine=3)]


def test_an_entry_forged_at_the_end_is_foreign(tamper: Tamper) -> None:
    forged = Entry.objects.get(number=10)
    forged.number = 11
    forged.save(force_insert=True)
    assert findings() == [Finding("foreign", 11, 11)]


def test_an_entry_forged_in_place_of_another_is_found(tamper: Tamper) -> None:
    forged = Entry.objects.get(number=5)
    tamper("DELETE FROM journal_entry WHERE number = 5")
    forged.reason = "gefälscht"
    forged.save(force_insert=True)
    assert findings() == [Finding("changed", 5, 5)]


def test_a_lost_head_makes_all_foreign(tamper: Tamper) -> None:
    tamper("DELETE FROM journal_head")
    assert findings() == [Finding("foreign", 1, 10)]


def test_a_changed_head_is_found(tamper: Tamper) -> None:
    tamper("UPDATE journal_head SET digest = 'ab'")
    assert findings() == [Finding("broken", 10, 10)]


def test_an_entry_put_back_as_it_was_makes_the_journal_whole(tamper: Tamper) -> None:
    tamper(copy_of(5), "DELETE FROM journal_entry WHERE number = 5")
    assert findings() == [Finding("missing", 5, 5)]
    tamper("INSERT INTO journal_entry SELECT * FROM kept", "DROP TABLE kept")
    assert findings() == []


def test_another_key_makes_everything_foreign_to_it(settings: Any) -> None:
    settings.JOURNAL_KEY = "x" * 64
    assert queries.verify().total == 10


def test_several_kinds_at_once_are_all_named(tamper: Tamper) -> None:
    tamper(
        "UPDATE journal_entry SET reason = 'anders' WHERE number = 2",
        "DELETE FROM journal_entry WHERE number = 5",
        "DELETE FROM journal_entry WHERE number = 10",
    )
    assert [queries.sentence(finding) for finding in findings()] == [
        "Eintrag 2 ist verändert oder gefälscht.",
        "Eintrag 5 fehlt.",
        "Eintrag 10 fehlt.",
    ]


def test_the_command_names_what_is_wrong_and_ends_with_one(tamper: Tamper) -> None:
    out, err = StringIO(), StringIO()
    call_command("verify_journal", stdout=out, stderr=err)
    assert out.getvalue().startswith("Das Journal ist unversehrt: 10 Einträge in ")

    tamper("UPDATE journal_entry SET reason = 'anders' WHERE number = 6", "DELETE FROM journal_entry WHERE number > 8")
    with pytest.raises(SystemExit) as stop:
        call_command("verify_journal", stdout=out, stderr=err)
    assert stop.value.code == 1
    assert err.getvalue().splitlines() == [
        "Eintrag 6 ist verändert oder gefälscht.",
        "Einträge 9 bis 10 fehlen.",
        "Das Journal ist NICHT unversehrt: 2 Befunde in 8 Einträgen.",
    ]


def test_long_walks_tell_how_far_they_are(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "STEP", 4)
    told: list[tuple[int, int]] = []
    queries.verify(tell=lambda done, total: told.append((done, total)))
    assert told == [(4, 10), (8, 10)]


def test_the_triggers_are_up_again_after_each_of_these(tamper: Tamper) -> None:
    from django.db import IntegrityError, transaction

    tamper("UPDATE journal_entry SET reason = 'anders' WHERE number = 6")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET reason = 'noch anders' WHERE number = 6")
