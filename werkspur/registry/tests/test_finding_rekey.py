"""`werkspur rekey` moves a register to a new scheme; nobody misses a mark meanwhile."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from rapidfuzz.distance import OSA

from werkspur.base.processes import hold
from werkspur.journal.models import Entry
from werkspur.marks.fold import fold
from werkspur.registry import services
from werkspur.registry.models import HotKey, Item, Mark, MarkKey, Reading, Scheme
from werkspur.registry.queries.finding import candidates, cut, verified
from werkspur.registry.queries.finding import hot as hot_queries
from werkspur.registry.services import rekey as verbs
from werkspur.registry.services.borders import learn_borders
from werkspur.registry.services.hot import patterns, storing
from werkspur.registry.services.keys import key_rows
from werkspur.registry.tests.registers import serials, store

pytestmark = pytest.mark.django_db


# The package gives the name to its function.
asking = sys.modules[candidates.__module__]


class Killed(BaseException):
    """Stands for the power cut in the middle of a batch."""


def found(query: str) -> set[str]:
    return set(Mark.objects.filter(pk__in=verified(candidates(query))).values_list("text", flat=True))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "_BATCH", 20)
    monkeypatch.setattr(verbs, "_SWEPT", 100)


@pytest.fixture
def low_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty marks make a key hot, whether that pays or not."""
    monkeypatch.setattr(storing, "HOT", 20)
    monkeypatch.setattr(patterns, "ROWS_PER_TEXT", 0)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """The lock of the command lies in the data folder, which tests that run beside this one share."""
    settings.DATA = tmp_path


def add(text: str) -> Mark:
    mark = Mark.objects.create(item=Item.objects.first(), text=text, folded=fold(text))
    services.index_marks([mark])
    return mark


def remove(mark: Mark) -> None:
    services.unindex_marks([mark])
    mark.delete()


def keys_of(scheme: Scheme) -> set[tuple[str, str, int]]:
    return set(key_rows(Reading.objects.values_list("mark_id", "folded"), [cut(scheme)]))


def stored_keys() -> set[tuple[str, str, int]]:
    return set(MarkKey.objects.values_list("key", "folded", "mark_id"))


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("rekey", *arguments, stdout=out)
    return out.getvalue()


def test_every_mark_is_found_before_while_and_after(small_batches: None) -> None:
    texts = serials(1_000_000, 220)
    store(texts)
    fresh: Iterator[str] = iter(serials(3_000_000, 600))
    steps = []

    def look_and_store(step: str, done: int, total: int) -> None:
        steps.append(step)
        new = next(fresh)
        add(new)
        texts.append(new)
        for text in (texts[0], texts[len(texts) // 2], texts[-2], new):
            assert text in found(text[:4] + "X" + text[5:])

    remove(Mark.objects.get(text=texts.pop(70)))
    scheme = verbs.rekey(report=look_and_store)

    assert {"fill", "walk", "sweep"} <= set(steps)
    assert (scheme.version, scheme.state) == (2, Scheme.State.ACTIVE)
    assert Scheme.objects.get(version=1).state == Scheme.State.RETIRED
    assert stored_keys() == keys_of(scheme)
    assert all(text in found(text) for text in texts)


@pytest.mark.parametrize("stop_after", [0, 1, 3, 6, 9])
def test_it_goes_on_where_it_was_killed(small_batches: None, stop_after: int) -> None:
    texts = serials(1_000_000, 120)
    store(texts)
    left = stop_after

    def kill(step: str, done: int, total: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed

    with pytest.raises(Killed):
        verbs.rekey(even=True, report=kill)
    assert all(text in found(text) for text in texts[::7])
    texts.append("TS999NEW7")
    add(texts[-1])

    scheme = verbs.rekey(even=True)
    assert stored_keys() == keys_of(scheme)
    assert all(text in found(text) for text in texts)


@pytest.mark.django_db(transaction=True)
def test_people_look_up_store_and_remove_while_it_runs(small_batches: None) -> None:
    """Every look-up finds what was there before it and still is after it, and nothing that was gone before it."""
    there = dict.fromkeys(serials(1_000_000, 400))
    gone: dict[str, None] = {}
    store(there)
    wrong: list[str] = []
    worker = in_a_thread(verbs.rekey)
    readers = [in_a_thread(look_up_meanwhile, worker, there, gone, wrong, seed) for seed in (1, 2)]
    fresh = iter(serials(5_000_000, 5_000))
    while worker.is_alive():
        new = next(fresh)
        add(new)
        there[new] = None
        old = next(iter(there))
        del there[old]
        remove(Mark.objects.get(text=old))
        gone[old] = None
    for thread in (worker, *readers):
        thread.join()

    scheme = Scheme.objects.get(state=Scheme.State.ACTIVE)
    assert not wrong
    assert scheme.version == 2
    assert stored_keys() == keys_of(scheme)


def look_up_meanwhile(
    worker: Thread, there: dict[str, None], gone: dict[str, None], wrong: list[str], seed: int
) -> None:
    r, lookups = random.Random(seed), 0
    while worker.is_alive() or not lookups:
        text = r.choice(list(there))
        near = text[:3] + "X" + text[4:]
        seen = found(near)
        if text not in seen and text in there:
            wrong.append(f"{text} fehlt")
        if gone and (old := r.choice(list(gone))) in found(old):
            wrong.append(f"{old} ist noch da")
        lookups += 1


def in_a_thread(work: Any, *arguments: Any) -> Thread:
    def run() -> None:
        try:
            work(*arguments)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_no_damage(small_batches: None) -> None:
    store(serials(1_000_000, 200))
    workers = [in_a_thread(verbs.rekey) for _ in range(2)]
    for worker in workers:
        worker.join()
    scheme = Scheme.objects.get(state=Scheme.State.ACTIVE)
    assert not Scheme.objects.filter(state=Scheme.State.FILLING).exists()
    assert stored_keys() == keys_of(scheme)


def test_a_second_command_is_refused(tmp_path: Path) -> None:
    store(serials(1_000_000, 30))
    with hold(tmp_path / "rekey.lock"), pytest.raises(CommandError, match="läuft schon"):
        call_command("rekey", "--even")
    assert Scheme.objects.count() == 1
    assert "Schema 2 gilt." in said("--even")


def test_a_removed_mark_leaves_no_key_of_a_scheme_being_filled(small_batches: None) -> None:
    store(serials(1_000_000, 60))
    gone = Mark.objects.order_by("pk")[5]

    def remove_once(step: str, done: int, total: int) -> None:
        if Mark.objects.filter(pk=gone.pk).exists():
            services.unindex_marks([gone])
            Mark.objects.filter(pk=gone.pk).delete()

    verbs.rekey(even=True, report=remove_once)
    assert not MarkKey.objects.filter(mark_id=gone.pk).exists()
    assert gone.text not in found(gone.text)


def test_keys_that_many_share_are_hot_before_the_new_scheme_holds(small_batches: None, low_bounds: None) -> None:
    """What is known of hot keys moves along: that of the new keys is there in time, that of the old ones goes."""
    run = [f"WVW222XK7J0{number:06}" for number in range(150)]
    store(run)
    services.hot.find_hot()
    assert HotKey.objects.filter(key__startswith="1").exists()
    hot_when_swept: set[bool] = set()

    def look(step: str, done: int, total: int) -> None:
        if step == "sweep":
            hot_when_swept.add(HotKey.objects.filter(key__startswith="2", state=HotKey.State.HOT).exists())

    verbs.rekey(even=True, report=look)
    assert hot_when_swept == {True}
    assert not HotKey.objects.filter(key__startswith="1").exists()
    assert all(text in found(text[:15] + "X" + text[16:]) for text in run[::10])


def test_a_key_that_turns_hot_while_it_is_filled_gets_every_character(small_batches: None, low_bounds: None) -> None:
    run = [f"WVW222XK7J0{number:06}" for number in range(60)] + [f"WVW222XK7J0Y00X{number:02}" for number in range(40)]
    store(run)

    steps: list[str] = []

    def heat(step: str, done: int, total: int) -> None:
        steps.append(step)
        if steps == ["fill", "fill"]:
            assert services.hot.find_hot(only=Scheme.objects.get(version=2))
            assert HotKey.objects.filter(key__startswith="2", state=HotKey.State.HOT).exists()

    verbs.rekey(even=True, report=heat)
    for base in HotKey.objects.filter(state=HotKey.State.HOT):
        known = HotKey.objects.filter(key=base.key).values_list("pattern", flat=True)
        union = ["".join(places) for places in zip(*known, strict=True)]
        for folded in MarkKey.objects.filter(key=base.key).values_list("folded", flat=True):
            assert all(character in place for character, place in zip(folded, union, strict=True))


def test_sweeping_cuts_within_a_key_that_many_share(small_batches: None) -> None:
    """One transaction deletes about as many rows as meant, though half of the old keys are one."""
    store(f"WVW222XK7J0{number:06}" for number in range(250))
    before = MarkKey.objects.filter(key__startswith="1").count()
    swept = []
    verbs.rekey(even=True, report=lambda step, done, total: swept.append(step) if step == "sweep" else None)
    assert len(swept) >= before // 101


def test_what_was_learned_is_taken(small_batches: None) -> None:
    store(serials(1_000_000, 220))
    learned = learn_borders().scheme
    assert learned is not None
    add("TS1234567K")
    assert not MarkKey.objects.filter(key__startswith=str(learned.version)).exists()
    assert "Schema 2 ist gelernt und wartet" in said("--status")

    assert verbs.rekey() == learned
    assert Entry.objects.filter(verb="registry.rekeyed").count() == 1
    assert verbs.rekey() == learned


def test_it_says_how_far_it_is(small_batches: None) -> None:
    assert said("--status") == "Noch ist kein Kennzeichen gespeichert.\n"
    store(serials(1_000_000, 100))
    assert said("--status") == "Schema 1 gilt.\n"

    def stop(at: str) -> Any:
        def report(step: str, done: int, total: int) -> None:
            if step == at:
                raise Killed

        return report

    with pytest.raises(Killed):
        verbs.rekey(even=True, report=stop("fill"))
    status = said("--status")
    assert "Schema 2 wird aufgebaut.\n20 % der Kennzeichen haben neue Schlüssel." in status
    assert "Der nächste Aufruf macht weiter" in status
    with pytest.raises(Killed):
        verbs.rekey(report=stop("sweep"))
    status = said("--status")
    assert "Schema 2 gilt." in status
    assert "Alte Schlüssel sind noch zu löschen." in status
    assert "Schema 3 gilt." in said("--even")
    assert said("--status") == "Schema 3 gilt.\n"


def test_the_command_says_what_it_does() -> None:
    store(serials(1_000_000, 30))
    with pytest.raises(CommandError, match=r"höchstens 30\. Gleichmäßig geschnitten wird mit --even\."):
        call_command("rekey")
    assert "Neue Schlüssel schreiben: 100 %" in said("--even")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be given a small disk")
def test_when_the_disk_is_full_it_stops_with_a_sentence_and_goes_on_later() -> None:
    texts = serials(1_000_000, 2_500)
    store(texts)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that an earlier test left empty would be room enough
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        usual = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(CommandError, match=r"kein Platz mehr\. `werkspur rekey` macht an dieser Stelle weiter"):
            call_command("rekey", "--even")
        assert texts[99] in found(texts[99])
        cursor.execute(f"PRAGMA max_page_count = {usual}")
    call_command("rekey")
    assert stored_keys() == keys_of(Scheme.objects.get(version=2))


@pytest.mark.parametrize("read_after_all", [False, True])
@pytest.mark.parametrize("statement", [1, 2])
def test_a_scheme_may_change_between_the_statements_of_a_look_up(
    small_batches: None, low_bounds: None, monkeypatch: pytest.MonkeyPatch, statement: int, read_after_all: bool
) -> None:
    """Before its first or second statement a whole rekey passes: the keys and patterns asked for are gone by then."""
    run = [f"KX22WK2JX{number:06}" for number in range(0, 300, 2)]
    store(run)
    services.hot.find_hot()
    assert run[60] in found("KX22WK2JX000129")
    if read_after_all:
        monkeypatch.setattr(hot_queries, "ROWS_PER_TEXT", 1_000_000)
        monkeypatch.setattr(hot_queries, "_FEW", 0)
    read, seen = asking._read, []

    def read_late(sql: str, params: list[Any]) -> Any:
        seen.append(sql)
        if len(seen) == statement:
            verbs.rekey(even=True)
        return read(sql, params)

    monkeypatch.setattr(asking, "_read", read_late)
    near = found("KX22WK2JX000129")
    assert near == {text for text in run if OSA.distance(text, "KX22WK2JX000129") <= 2}
    assert len(seen) > 2
