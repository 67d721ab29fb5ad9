"""The data-protection officer's pages: everything for dora, nothing for anybody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People
from werkspur.base import queue
from werkspur.journal.models import Entry
from werkspur.journal.services import record

PAGES = [
    ("get", "journal:entries", []),
    ("get", "journal:entry", [1]),
    ("post", "journal:sample", []),
    ("get", "journal:sample_drawn", [1]),
    ("post", "journal:export", []),
    ("get", "journal:verification", []),
    ("post", "journal:verification", []),
]


@pytest.fixture
def dora(people: People, client: Client) -> Client:
    client.force_login(people.dora)
    return client


def look_ups(people: People, count: int) -> None:
    for n in range(count):
        record(
            "tracing.lookup_made", by=people.paula, purpose="Sachfahndung", case_number=f"123/{n}/2026",
            origin="192.0.2.7", details={"number": "873-1042"},
        )  # fmt: skip


def numbers(answer: Any) -> list[int]:
    return [entry.number for entry in answer.context["page"]]


@pytest.mark.parametrize(("method", "name", "arguments"), PAGES)
def test_only_data_protection_reads_the_journal(
    people: People, client: Client, method: str, name: str, arguments: list[int]
) -> None:
    address = reverse(name, args=arguments)
    record("registry.item_created", by="system")
    before = Entry.objects.count()

    answer = getattr(client, method)(address)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
    for nick, person in people:
        if nick != "dora":
            client.force_login(person)
            assert getattr(client, method)(address).status_code == 403, nick
    assert Entry.objects.count() == before


def test_entries_are_filtered(dora: Client, people: People) -> None:
    record("registry.item_created", by=people.anna, object=people.anna, reason="neu gekauft")  # 1
    look_ups(people, 2)  # 2, 3
    address = reverse("journal:entries")

    assert numbers(dora.get(address)) == [3, 2, 1]
    assert numbers(dora.get(address, {"was": "tracing.lookup_made"})) == [3, 2]
    assert numbers(dora.get(address, {"wer": f"person:{people.anna.pk}"})) == [1]
    assert numbers(dora.get(address, {"aktenzeichen": "123/1"})) == [3]
    assert numbers(dora.get(address, {"woran": "partners.person"})) == [1]
    assert numbers(dora.get(address, {"text": "gekauft"})) == [1]
    assert numbers(dora.get(address, {"von": "01.01.2000", "bis": "02.01.2000"})) == []
    assert numbers(dora.get(address, {"von": "2000-01-01", "seite": "1"}))[-3:] == [3, 2, 1]  # above: the searches


def test_a_filter_that_makes_no_sense_says_so_and_keeps_what_was_typed(dora: Client) -> None:
    answer = dora.get(reverse("journal:entries"), {"von": "22.11.2026", "bis": "21.11.2026", "text": "Kran"})
    page = answer.content.decode()
    assert "Das Ende liegt vor dem Anfang." in page
    assert 'value="Kran"' in page
    assert "Das ist kein Datum" in dora.get(reverse("journal:entries"), {"von": "gestern"}).content.decode()


def test_an_entry_shows_its_place_in_the_chain(dora: Client, people: People) -> None:
    look_ups(people, 2)
    entry = Entry.objects.get(number=2)
    page = dora.get(reverse("journal:entry", args=[2])).content.decode()
    for digest in (entry.digest, entry.previous):
        assert all(digest[at : at + 8] in page for at in range(0, 64, 8))
    assert "873-1042" in page
    assert dora.get(reverse("journal:entry", args=[3])).status_code == 404


def test_a_sample_is_random_noted_and_repeatable(dora: Client, people: People) -> None:
    record("registry.item_created", by="system")
    look_ups(people, 30)
    answer = dora.post(reverse("journal:sample"), {"anzahl": "10"})
    drawn = Entry.objects.get(verb="journal.sample_drawn")

    assert answer.url == reverse("journal:sample_drawn", args=[drawn.number])
    first = [entry.number for entry in dora.get(answer.url).context["entries"]]
    assert len(first) == len(set(first)) == 10
    assert 1 not in first
    look_ups(people, 30)
    assert [entry.number for entry in dora.get(answer.url).context["entries"]] == first
    assert (drawn.actor, drawn.details["size"]) == (f"person:{people.dora.pk}", 10)

    dora.post(reverse("journal:sample"), {"anzahl": "10"})
    again = Entry.objects.filter(verb="journal.sample_drawn").latest("number")
    assert again.details["seed"] != drawn.details["seed"]


def test_a_sample_of_more_than_there_is_takes_all(dora: Client, people: People) -> None:
    look_ups(people, 3)
    answer = dora.post(reverse("journal:sample"), {"anzahl": "10"}, follow=True)
    assert [entry.number for entry in answer.context["entries"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("0", "Mindestens eine."), ("501", "Höchstens 500 auf einmal."), ("viele", "Das ist keine Zahl.")],
)
def test_a_sample_of_nonsense_is_refused_at_the_field(dora: Client, typed: str, sentence: str) -> None:
    answer = dora.post(reverse("journal:sample"), {"anzahl": typed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Entry.objects.exists()


def test_an_export_is_noted_and_cannot_run_formulas(dora: Client, people: People) -> None:
    record("registry.item_created", by="system", reason="=HYPERLINK(1)")
    record("registry.item_deleted", by="system", reason="-3 °C; +Text")
    answer = dora.post(reverse("journal:export"), {"was": "registry.item_created"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))

    assert [row["Grund"] for row in rows] == ["'=HYPERLINK(1)"]
    assert 'filename="journal-' in answer["Content-Disposition"]
    noted = Entry.objects.get(verb="journal.exported")
    assert noted.details == {"filters": {"was": "registry.item_created"}, "count": 1}
    assert noted.actor == f"person:{people.dora.pk}"


def test_the_chain_is_verified_in_the_background(dora: Client, people: People, tamper: Callable[..., None]) -> None:
    look_ups(people, 5)
    address = reverse("journal:verification")
    dora.post(address)
    dora.post(address)
    assert Entry.objects.filter(verb="journal.verification_started").count() == 1
    assert "beginnt gleich" in dora.get(address).content.decode()

    queue.work_off()
    assert "Das Journal ist unversehrt" in dora.get(address).content.decode()

    tamper("UPDATE journal_entry SET case_number = '1/1' WHERE number = 3")
    dora.post(address)
    queue.work_off()
    page = dora.get(address).content.decode()
    assert "Das Journal ist nicht unversehrt" in page
    assert "Eintrag 3 ist verändert oder gefälscht." in page
    assert Entry.objects.filter(verb="journal.verification_done").latest("number").details["findings"] == 1


def test_searching_leaves_a_trace_paging_and_looking_do_not(people: People, dora: Client) -> None:
    look_ups(people, 3)
    dora.get("/journal/")
    assert not Entry.objects.filter(verb="journal.entries_searched").exists()
    dora.get("/journal/", {"wer": f"person:{people.paula.pk}"})
    dora.get("/journal/", {"wer": f"person:{people.paula.pk}", "seite": "2"})
    [entry] = Entry.objects.filter(verb="journal.entries_searched")
    assert entry.details == {"filters": {"wer": f"person:{people.paula.pk}"}}
    assert (entry.actor, entry.deed) == (f"person:{people.dora.pk}", "Einträge gesucht")
