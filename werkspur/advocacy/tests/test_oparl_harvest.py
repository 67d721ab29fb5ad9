"""The harvest in ten steps, against a server with all its faults."""

from __future__ import annotations

import pytest

from werkspur.advocacy.oparl.council import Council
from werkspur.advocacy.oparl.fake import FakeServer, Faults, serve
from werkspur.advocacy.oparl.harvest import Bounds, ListDone, ListFailed, PageRead, harvest
from werkspur.advocacy.oparl.storing import Memory
from werkspur.advocacy.oparl.trouble import OParlTrouble
from werkspur.advocacy.tests.oparl_world import DAY, START, changes, fetcher, outcome, papers, path, run


@pytest.fixture
def fake():
    with serve(FakeServer(Council(45))) as server:
        yield server


@pytest.fixture
def known(fake):
    """A storage after a first harvest; the server's notes are empty again."""
    memory = Memory()
    run(fake, memory)
    fake.requests.clear()
    return memory


def asked_for(fake: FakeServer, what: str = "paper") -> list[str]:
    return [target for target in fake.requests if target.startswith(f"/body/1/{what}")]


def since(memory: Memory, fake: FakeServer):
    cursor = memory.cursor(fake.paper_list)
    return cursor.since if cursor else None


def test_the_first_harvest_reads_every_list_whole(fake):
    memory = Memory()
    done = outcome(run(fake, memory))
    assert isinstance(done, ListDone)
    assert (done.full, done.pages, len(papers(memory))) == (True, 3, 45)
    assert since(memory, fake) == START
    assert {path(key).split("/")[0] for key in memory.objects} == {"body", "paper", "meeting", "organization"}
    assert len(memory.history) == len(memory.objects)


def test_the_next_one_asks_for_what_is_new_with_a_day_of_overlap(fake, known):
    fake.council.rename(7, name="Neuer Titel", at=START + DAY / 2)
    number = fake.council.add(at=START + DAY / 2)
    before = len(known.history)
    events = run(fake, known, at=START + DAY)
    assert asked_for(fake) == ["/body/1/paper?modified_since=2026-11-01T06%3A00%3A00%2B00%3A00"]
    assert changes(events) == [("changed", "paper/7"), ("new", f"paper/{number}")]
    assert len(known.history) == before + 2 + len(changes(events, "meeting"))
    assert since(known, fake) == START + DAY


def test_the_same_again_makes_no_history(fake, known):
    before = list(known.history)
    for hours in (1, 2):
        fake.council.renamed.clear()
        events = run(fake, known, at=START + hours * DAY / 24)
        assert changes(events) == []
    run(fake, known, at=START + 40 * DAY)
    assert known.history == before


def test_a_renewed_date_alone_is_no_change(fake, known):
    name = fake.council.paper(7)["name"]
    fake.council.rename(7, name=name, at=START)
    assert changes(run(fake, known, at=START + DAY)) == []


def test_a_deleted_paper_is_hidden_and_its_content_stays(fake, known):
    fake.council.delete(9, at=START + DAY / 2)
    fake.faults = Faults(typeless=True)
    assert ("gone", "paper/9") in changes(run(fake, known, at=START + DAY))
    kept = known.objects[f"{fake.root}/paper/9"]
    assert (kept.state, kept.type[-5:], kept.content["reference"]) == ("gone", "Paper", "2024/00009")
    assert changes(run(fake, known, at=START + 2 * DAY)) == []
    fake.council.deleted.clear()
    fake.council.rename(9, name="Wieder da", at=START + 2 * DAY)
    assert changes(run(fake, known, at=START + 3 * DAY)) == [("back", "paper/9")]


def test_a_deleted_paper_that_we_never_had_is_nothing(fake):
    fake.council.delete(9, at=START)
    memory = Memory()
    run(fake, memory)
    fake.council.delete(8, at=START)
    fresh = Memory(cursors=dict(memory.cursors))
    assert changes(run(fake, fresh, at=START + DAY)) == []


def test_an_embedded_file_that_vanished_is_asked_for(fake, known):
    fake.council.strip(12, at=START + DAY / 2)
    events = run(fake, known, at=START + DAY)
    assert changes(events) == [("changed", "paper/12"), ("gone", "file/12-anlage")]
    assert "/file/12-anlage" in fake.requests


def test_on_1_1_embedded_objects_come_by_their_own_lists(fake):
    fake.council.version = "1.1"
    memory = Memory()
    events = run(fake, memory)
    assert [e.list.name for e in events if isinstance(e, ListDone)] == [
        "organization", "meeting", "paper", "agendaItem", "consultation", "file"
    ]  # fmt: skip
    assert asked_for(fake)[0] == "/body/1/paper?omit_internal=true"
    assert all("omit_internal" in target for target in asked_for(fake))
    assert "consultation" not in memory.objects[f"{fake.root}/paper/12"].content
    assert memory.objects[f"{fake.root}/consultation/12"].content["paper"] == f"{fake.root}/paper/12"


@pytest.mark.parametrize("filter_lost", [False, True])
def test_the_filter_goes_on_to_the_next_page(fake, known, filter_lost):
    fake.faults = Faults(filter_lost=filter_lost)
    for number in range(1, 26):
        fake.council.rename(number, name=f"Neu {number}", at=START + DAY / 2)
    run(fake, known, at=START + DAY)
    assert len(asked_for(fake)) == 2
    assert all(target.count("modified_since=2026-11-01T06%3A00%3A00%2B00%3A00") == 1 for target in asked_for(fake))


def test_a_list_address_with_a_query_keeps_it(fake):
    fake.faults = Faults(list_query=True)
    memory = Memory()
    run(fake, memory)
    run(fake, memory, at=START + DAY)
    assert fake.requests[-1] == "/body/1/paper?id=2387&modified_since=2026-11-01T06%3A00%3A00%2B00%3A00"
    assert len(papers(memory)) == 45


def test_no_microseconds_are_sent(fake):
    memory = Memory()
    run(fake, memory, at=START.replace(microsecond=123456))
    assert isinstance(outcome(run(fake, memory, at=START + DAY)), ListDone)


def test_a_failing_page_leaves_the_cursor_and_keeps_what_came(fake, known):
    for number in range(1, 46):
        fake.council.rename(number, name=f"Neu {number}", at=START + DAY / 2)
    fake.faults = Faults(error_page=2)
    failed = outcome(run(fake, known, at=START + DAY))
    assert isinstance(failed, ListFailed)
    assert failed.trouble.code == "server-fault"
    assert since(known, fake) == START
    assert known.objects[f"{fake.root}/paper/1"].content["name"] == "Neu 1"
    fake.faults = Faults()
    fake.requests.clear()
    assert isinstance(outcome(run(fake, known, at=START + DAY + DAY / 24)), ListDone)
    assert len(asked_for(fake)) == 2, "it goes on behind the page that succeeded"
    assert since(known, fake) == START + DAY, "the moment is that of the interrupted pass"


def test_a_checkpoint_too_old_is_not_taken_up(fake, known):
    fake.faults = Faults(error_page=2)
    run(fake, known, at=START + 31 * DAY)
    fake.faults = Faults()
    fake.requests.clear()
    run(fake, known, at=START + 35 * DAY)
    assert len(asked_for(fake)) == 3
    assert since(known, fake) == START + 35 * DAY


def test_one_list_that_fails_does_not_keep_the_others(fake):
    fake.faults = Faults(error_page=1)
    memory = Memory()
    events = run(fake, memory)
    assert isinstance(outcome(events, "meeting"), ListDone)
    assert isinstance(outcome(events), ListFailed)


@pytest.mark.parametrize(
    ("switches", "code"),
    [
        ({"loop": "back"}, "page-loop"),
        ({"loop": "same"}, "page-loop"),
        ({"redirect_to": "http://127.0.0.1:9/"}, "other-host"),
        ({"redirect_to": "http://192.168.0.1/"}, "other-host"),
        ({"endless": True}, "too-big"),
    ],
)
def test_a_hostile_list_ends_with_a_code_and_nothing_lost(fake, known, switches, code):
    before, history = papers(known), list(known.history)
    fake.faults = Faults(**switches, since="ignored")
    failed = outcome(run(fake, known, at=START + DAY, max_bytes=200_000))
    assert isinstance(failed, ListFailed)
    assert failed.trouble.code == code
    assert since(known, fake) == START
    assert (papers(known), known.history) == (before, history)
    fake.faults = Faults()
    assert isinstance(outcome(run(fake, known, at=START + DAY)), ListDone), "it recovers as soon as the server does"


def test_pages_are_bounded(fake):
    failed = outcome(run(fake, Memory(), bounds=Bounds(pages=2)))
    assert isinstance(failed, ListFailed)
    assert failed.trouble.code == "too-many-pages"


def test_a_server_in_pieces_is_harvested_all_the_same(fake):
    sound, broken = Memory(), Memory()
    run(fake, sound)
    fake.vendor = "allris"
    fake.faults = Faults(
        error_every=3, control_characters=True, empty_created=True, web_placeholder=True, single_file=True,
        list_query=True,
    )  # fmt: skip
    events = run(fake, broken)
    assert isinstance(outcome(events), ListDone)
    assert papers(broken) == papers(sound)


def test_objects_that_claim_another_host_are_left_out(fake):
    fake.faults = Faults(foreign_ids=True)
    memory = Memory()
    events = run(fake, memory)
    assert [found.type for found in memory.objects.values()] == ["https://schema.oparl.org/1.0/Body"]
    assert sum(e.unusable for e in events if isinstance(e, PageRead) and e.list.name == "paper") == 45


def test_a_server_that_ignores_the_filter_costs_time_only(fake, known):
    fake.council.rename(40, name="Neu", at=START + DAY / 2)
    fake.faults = Faults(since="ignored")
    events = run(fake, known, at=START + DAY)
    assert changes(events) == [("changed", "paper/40")]
    assert len(asked_for(fake)) == 3


def test_a_server_that_refuses_the_filter_is_read_whole(fake, known):
    fake.council.rename(40, name="Neu", at=START + DAY / 2)
    fake.faults = Faults(since="refused")
    done = outcome(run(fake, known, at=START + DAY))
    assert isinstance(done, ListDone)
    assert done.full
    assert known.objects[f"{fake.root}/paper/40"].content["name"] == "Neu"


def test_the_monthly_pass_finds_the_lie_and_trusts_no_more(fake, known):
    fake.faults = Faults(since="nothing")
    fake.council.rename(40, name="Verschwiegen", at=START + 2 * DAY)
    for days in (10, 29):
        assert changes(run(fake, known, at=START + days * DAY)) == []
    done = outcome(run(fake, known, at=START + 30 * DAY))
    assert isinstance(done, ListDone)
    assert (done.full, done.missed) == (True, 1)
    assert known.objects[f"{fake.root}/paper/40"].content["name"] == "Verschwiegen"
    fake.council.rename(41, name="Auch das", at=START + 30 * DAY)
    assert changes(run(fake, known, at=START + 31 * DAY)) == [("changed", "paper/41")]


def test_an_honest_server_stays_trusted_over_the_months(fake, known):
    for days in range(10, 100, 10):
        fake.council.rename(days % 45 + 1, name=f"Tag {days}", at=START + days * DAY)
        run(fake, known, at=START + (days + 1) * DAY)
    cursor = known.cursor(fake.paper_list)
    assert cursor is not None
    assert cursor.trusted


def test_a_paper_that_quietly_vanished_is_hidden_by_the_monthly_pass(fake, known):
    fake.council.delete(9, at=START + DAY)
    fake.faults = Faults(quiet_deletions=True)
    run(fake, known, at=START + 2 * DAY)
    assert papers(known)["paper/9"] == "ok"
    assert ("gone", "paper/9") in changes(run(fake, known, at=START + 30 * DAY))


def test_an_empty_answer_to_the_monthly_pass_does_not_empty_us(fake, known, monkeypatch):
    monkeypatch.setattr(fake, "numbers", lambda *_: [])
    events = run(fake, known, at=START + 30 * DAY, bounds=Bounds(refetches=10))
    assert changes(events) == []
    assert set(papers(known).values()) == {"ok"}
    assert len([target for target in fake.requests if target.startswith("/paper/")]) == 10


@pytest.mark.parametrize(
    ("vendor", "switches"),
    [
        ("sternberg", {"nothing_new": "802"}),
        ("sternberg", {"nothing_new": "[]"}),
        ("somacos", {"refuses_encoding": True}),
        ("allris", {"list_query": True}),
    ],
)
def test_nothing_new_is_a_success_with_every_vendor(fake, vendor, switches):
    fake.vendor, fake.faults = vendor, Faults(**switches)
    memory = Memory()
    run(fake, memory)
    done = outcome(run(fake, memory, at=START + DAY))
    assert isinstance(done, ListDone)
    assert (done.full, since(memory, fake)) == (False, START + DAY)


def test_a_server_that_is_not_there_is_said_at_once():
    with serve(FakeServer(Council(1))) as gone:
        pass
    with pytest.raises(OParlTrouble) as caught:
        next(harvest(gone.system, storage=Memory(), fetcher=fetcher(gone)))
    assert caught.value.code == "unreachable"
