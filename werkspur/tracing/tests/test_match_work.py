"""The work on a list: stopped, broken, killed, gone on with; no number is searched twice and none is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.people import make_item
from werkspur.base import queue
from werkspur.journal.models import Entry
from werkspur.tracing import services
from werkspur.tracing.models import MatchHit, MatchRow, MatchRun
from werkspur.tracing.services import matching
from werkspur.tracing.tests.cases import SHIFT, signed_in

State = MatchRun.State
TEXT = "\n".join(f"ABC-10{number}7" for number in range(6))


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "CHUNK", 2)


@pytest.fixture
def run(people: Any) -> MatchRun:
    make_item(owner=people.anna, mark="ABC-1037")
    return services.match_list(text=TEXT, by=people.paula, **SHIFT)


def searched(monkeypatch: pytest.MonkeyPatch, *, then: Any = lambda row: None) -> list[str]:
    """The numbers searched from now on, in order; `then` happens before each."""
    seen: list[str] = []
    search = matching.search

    def spy(rows: Sequence[MatchRow]) -> Any:
        for row in rows:
            then(row)
            seen.append(row.text)
        return search(rows)

    monkeypatch.setattr(matching, "search", spy)
    return seen


def test_who_was_killed_goes_on_where_they_stopped(run, monkeypatch):
    def killed(row: MatchRow) -> None:
        if row.number == 4:
            raise KeyboardInterrupt  # what nobody catches: the process is gone

    with monkeypatch.context() as patch:
        searched(patch, then=killed)
        with pytest.raises(KeyboardInterrupt):
            matching.carry_out(run.pk)
    run.refresh_from_db()
    assert (run.state, run.rows.filter(is_done=True).count()) == (State.RUNNING, 2)
    seen = searched(monkeypatch)
    matching.carry_out(run.pk)
    assert seen == TEXT.split("\n")[2:]
    run.refresh_from_db()
    assert (run.state, run.rows_found) == (State.DONE, run.rows.filter(grade__gt=0).count())
    assert "ABC-1037" in {hit.mark.text for hit in MatchHit.objects.filter(row__text="ABC-1037", rank=1)}


def test_a_failure_says_so_and_can_be_started_again(people, run, monkeypatch):
    def broken(row: MatchRow) -> None:
        if row.number == 3:
            raise RuntimeError("no foreseen number")

    with monkeypatch.context() as patch:
        searched(patch, then=broken)
        queue.work_off()
    run.refresh_from_db()
    assert run.state == State.FAILED
    client, address = signed_in(people.paula), f"/listen/{run.uid}/"
    page = client.get(address).content.decode()
    assert "Das Abgleichen ist nicht gelungen." in page
    assert "2 von 6 Nummern sind gesucht" in page
    assert "Noch nicht gesucht" in page
    client.post(f"{address}weiter/")
    queue.work_off()
    run.refresh_from_db()
    assert (run.state, run.rows.filter(is_done=False).count()) == (State.DONE, 0)
    assert "Diese Liste wird schon abgeglichen" in client.post(f"{address}weiter/", follow=True).content.decode()


def test_stopping_keeps_what_is_done(people, run, monkeypatch):
    client, address = signed_in(people.paula), f"/listen/{run.uid}/"

    def stop(row: MatchRow) -> None:
        if row.number == 3:
            client.post(f"{address}anhalten/")

    with monkeypatch.context() as patch:
        searched(patch, then=stop)
        queue.work_off()
    run.refresh_from_db()
    assert (run.state, run.rows.filter(is_done=True).count()) == (State.CANCELLED, 2)
    assert "Das Abgleichen ist angehalten." in client.get(address).content.decode()
    services.resume_matching(run, by=people.paula)
    queue.work_off()
    run.refresh_from_db()
    assert (run.state, run.rows.filter(is_done=False).count()) == (State.DONE, 0)
    assert {"tracing.list_stopped", "tracing.list_resumed"} <= set(Entry.objects.values_list("verb", flat=True))


def test_a_list_deleted_at_work_is_gone(people, run, monkeypatch):
    searched(monkeypatch, then=lambda row: services.delete_list(run, by=people.paula) if row.number == 3 else None)
    queue.work_off()
    assert not MatchRun.objects.exists()
    assert not MatchHit.objects.exists()


def test_the_page_tells_how_far_it_is_and_then_leads_to_the_hits(people, run):
    client, address = signed_in(people.paula), f"/listen/{run.uid}/"
    page = client.get(address).content.decode()
    assert 'http-equiv="refresh"' in page
    assert "Anhalten" in page
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    queue.work_off()
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == address


def test_progress_is_told_in_numbers(people, run, monkeypatch):
    told = []
    client = signed_in(people.paula)

    def look(row: MatchRow) -> None:
        if row.number == 3:
            told.append(client.get(f"/listen/{run.uid}/").content.decode())

    searched(monkeypatch, then=look)
    queue.work_off()
    assert "2 von 6 Nummern gesucht" in told[0] or "0 von 6 Nummern gesucht" in told[0]
