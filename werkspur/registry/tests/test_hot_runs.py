"""Keys that very many marks share become hot, widen, cool down; whatever happens on the way, every mark is found."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from werkspur.base import queue
from werkspur.base.worker import clean_up
from werkspur.registry import services
from werkspur.registry.models import HotKey, Mark
from werkspur.registry.services import hot
from werkspur.registry.services.hot import making, patterns, storing, walking
from werkspur.registry.services.hot.patterns import missing, pays, spelled, united
from werkspur.registry.services.rekey import rekey
from werkspur.registry.tests.hotruns import PREFIX, add, found, key_of, misread, pattern_of
from werkspur.registry.tests.registers import store

pytestmark = pytest.mark.django_db

RUN = [f"{PREFIX}{n:04}" for n in range(0, 300)]
LAST_FOUR = 5


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "HOT", 40)
    monkeypatch.setattr(storing, "SAMPLE", 4)
    monkeypatch.setattr(patterns, "ROWS_PER_TEXT", 0)
    monkeypatch.setattr(making, "_PAGE", 7)
    monkeypatch.setattr(walking, "_AT_ONCE", 50)


@pytest.fixture
def run() -> str:
    """A hot key: that of the run without its last four characters."""
    store(RUN)
    key = key_of(RUN[0], LAST_FOUR)
    assert hot.make_hot(key)
    assert HotKey.objects.get(key=key).state == HotKey.State.HOT
    return key


def all_found(texts: list[str], *, seed: int = 1) -> bool:
    r = random.Random(seed)
    return all(text in found(misread(text, r)) for text in texts)


def test_a_run_becomes_hot_while_it_comes_in(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    store(["XX1111YY"])
    for start in range(0, 120, 10):
        with django_capture_on_commit_callbacks(execute=True):
            add(RUN[start : start + 10])
        queue.work_off()
    base = HotKey.objects.get(key=key_of(RUN[0], LAST_FOUR), state=HotKey.State.HOT)
    assert base.size >= storing.HOT
    assert pattern_of(base.key) == ["K", "R", "7", "7", "0", "01", "0123456789", "0123456789"]
    assert all_found(RUN[:120:7])


def test_a_run_that_comes_in_at_once_is_noticed_once(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    store(["XX1111YY"])
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for start in range(0, 300, 50):
            add(RUN[start : start + 50])
        assert not DBTaskResult.objects.exists()
    keys = [key for task in DBTaskResult.objects.all() for key in task.args_kwargs["args"][0]]
    assert len(keys) == len(set(keys)) > 0
    queue.work_off()
    assert set(HotKey.objects.filter(state=HotKey.State.HOT).values_list("key", flat=True)) == set(keys)


def test_a_known_key_is_not_counted_before_it_has_doubled(run: str, django_assert_num_queries: Any) -> None:
    known = storing._known([run])
    cache.clear()
    with django_assert_num_queries(0):
        storing.notice([(run, RUN[0], 1)], known=known)
    size = known[run].size // storing.HOT
    with django_assert_num_queries(1):
        storing.notice([(run, RUN[0], size * storing.SAMPLE)], known=known)


def test_foreign_characters_are_found_in_a_hot_run(run: str) -> None:
    strange = [f"{PREFIX}01X7", f"{PREFIX}A123", f"{PREFIX}012Y"]
    add(strange)
    assert pattern_of(run)[4:] == ["0A", "012", "0123456789X", "0123456789Y"]
    assert all_found([*RUN[::20], *strange])
    rows = HotKey.objects.filter(key=run).count()
    add(strange)
    assert HotKey.objects.filter(key=run).count() == rows


def test_a_batch_costs_one_question_however_many_marks(run: str, django_assert_num_queries: Any) -> None:
    rows = [(run, f"{PREFIX}{n:04}", n) for n in range(5_000)]
    with django_assert_num_queries(2):
        storing.widen(rows)
    with django_assert_num_queries(1):
        storing.widen(rows)


def test_what_is_rolled_back_leaves_no_pattern_behind(run: str) -> None:
    before = pattern_of(run)
    with transaction.atomic():
        add([f"{PREFIX}0XY7"])
        assert pattern_of(run) != before
        transaction.set_rollback(True)
    assert pattern_of(run) == before


def test_the_night_takes_wider_rows_into_the_base(run: str) -> None:
    add([f"{PREFIX}01X7", f"{PREFIX}A123"])
    wide = pattern_of(run)
    assert HotKey.objects.filter(key=run, state=HotKey.State.WIDER).exists()
    assert hot.find_hot()
    base = HotKey.objects.get(key=run)
    assert (base.state, base.pattern, base.size) == (HotKey.State.HOT, wide, 302)


def test_a_key_cools_down_and_becomes_hot_again(run: str) -> None:
    strange = add([f"{PREFIX}01X7"])
    gone = list(Mark.objects.filter(text__in=RUN[15:]))
    services.unindex_marks(gone)
    Mark.objects.filter(pk__in=[mark.pk for mark in gone]).delete()
    assert hot.find_hot()
    assert not HotKey.objects.filter(key=run).exists()
    assert all_found([*RUN[:15], strange[0].text])

    add([f"{PREFIX}{n:04}" for n in range(1_000, 1_060)])
    assert hot.find_hot()
    assert HotKey.objects.get(key=run).state == HotKey.State.HOT
    assert pattern_of(run)[6] == "012345X"
    assert all_found([*RUN[:15], strange[0].text, f"{PREFIX}1059"])


def test_rows_that_widen_a_key_without_a_base_do_no_harm() -> None:
    store(RUN)
    key = key_of(RUN[0], LAST_FOUR)
    stray = HotKey.objects.create(key=key, state=HotKey.State.WIDER, pattern=["", "", "", "", "", "", "", "M"])
    add([f"{PREFIX}012N"])
    assert HotKey.objects.get(key=key) == stray
    assert all_found([*RUN[::20], f"{PREFIX}012N"])
    assert hot.make_hot(key)
    assert pattern_of(key)[7] == "0123456789N"


class Killed(BaseException):
    """Stands for the power cut."""


def test_killed_between_putting_in_and_reading_it_is_read_later(monkeypatch: pytest.MonkeyPatch) -> None:
    store(RUN)
    key = key_of(RUN[0], LAST_FOUR)

    def kill(key: str) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(making, "_read", kill)
        with pytest.raises(Killed):
            hot.make_hot(key)
    assert HotKey.objects.get(key=key).state == HotKey.State.WARMING
    add([f"{PREFIX}01X7"])
    assert all_found([*RUN[::20], f"{PREFIX}01X7"])
    assert hot.find_hot()
    assert HotKey.objects.get(key=key).state == HotKey.State.HOT
    assert all_found([*RUN[::20], f"{PREFIX}01X7"])


def test_who_reads_later_does_not_make_it_narrower(run: str) -> None:
    base = HotKey.objects.get(key=run)
    making._store(base.pk, read=["K", "R", "7", "7", "0", "0", "0", "0"], size=300)
    assert HotKey.objects.get(key=run).pattern == base.pattern


def test_a_deleted_mark_leaves_the_pattern_as_wide_as_it_was(run: str) -> None:
    mark = add([f"{PREFIX}01X7"])[0]
    services.unindex_marks([mark])
    mark.delete()
    assert "X" in pattern_of(run)[6]
    assert all_found(RUN[::20])


def test_short_and_very_long_marks_never_become_hot() -> None:
    store(["7", *(f"7{c}" for c in "ACEFHJKMNPRTVWXY" * 5)])
    add(["Z" * 190 + "ß" * 10] * 60)
    assert hot.find_hot()
    assert not HotKey.objects.exists()
    assert hot.make_hot("1s7", "1w0123")
    assert not HotKey.objects.exists()


def test_rekey_leaves_hot_keys_of_the_new_scheme_only(run: str) -> None:
    stored = list(RUN)

    def meanwhile(step: str, done: int, total: int) -> None:
        text = f"{PREFIX}{len(stored) % 10}X{len(stored) % 7}3"
        add([text])
        stored.append(text)
        assert all_found([RUN[7], text])

    rekey(report=meanwhile)
    assert hot.find_hot()
    prefixes = {key[0] for key in HotKey.objects.values_list("key", flat=True)}
    assert prefixes == {"2"}
    assert all_found(stored[::9])


def test_the_walk_goes_on_where_it_was_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    store([*RUN, *(f"ZZ{n:05}K" for n in range(300))])
    steps: list[tuple[str, int]] = []

    def note(step: str, done: int, total: int) -> None:
        assert done <= total
        steps.append((step, done))
        if len(steps) == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hot.find_hot(report=note)
    halfway = steps[-2]
    assert hot.find_hot(report=note)
    assert steps[8][1] > halfway[1]
    in_one_go = set(HotKey.objects.values_list("key", "size"))
    HotKey.objects.all().delete()
    assert hot.find_hot()
    assert set(HotKey.objects.values_list("key", "size")) == in_one_go
    assert key_of(RUN[0], LAST_FOUR) in {key for key, _size in in_one_go}


def test_a_pattern_too_wide_for_its_size_is_read_until_it_pays(monkeypatch: pytest.MonkeyPatch, run: str) -> None:
    monkeypatch.setattr(patterns, "ROWS_PER_TEXT", 4)
    add([f"{PREFIX}{a}{a}{a}{a}" for a in "ACEFHJKMNPTWXY"])
    assert hot.find_hot()
    idle = HotKey.objects.get(key=run)
    assert (idle.state, idle.size) == (HotKey.State.WARMING, 314)
    strange = f"{PREFIX}X001"
    add([strange])
    assert all_found([*RUN[::20], strange])
    monkeypatch.setattr(patterns, "ROWS_PER_TEXT", 0)
    assert hot.find_hot()
    assert HotKey.objects.get(key=run).state == HotKey.State.HOT
    assert all_found([*RUN[::20], strange])


def test_every_night_the_worker_looks_for_hot_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    from werkspur.registry import tasks

    monkeypatch.setattr(tasks, "_TURN", 1e-9)  # one piece of work in each task
    store(RUN)
    clean_up()
    assert queue.work_off() > 3
    assert HotKey.objects.filter(key=key_of(RUN[0], LAST_FOUR), state=HotKey.State.HOT).exists()


def test_the_command_says_how_far_it_is_and_what_came_out(capsys: pytest.CaptureFixture[str]) -> None:
    store(RUN)
    call_command("find_hot")
    said = capsys.readouterr().out
    assert "100 % aller Schlüssel sind gezählt." in said
    assert f"Fertig. {HotKey.objects.count()} Suchschlüssel sind heiß" in said


def test_patterns() -> None:
    assert united([["A", "1"], ["", "2"], []]) == ["A", "12"]
    assert missing(["A", "1"], ["A2", "B1"]) == ["B", "2"]
    assert missing([], ["A2"]) == ["A", "2"]
    assert missing(["A", "12"], ["A2"]) == []
    assert spelled(["A", "0123456789", "0123456789"]) == 1 + 18 + 81 + 36
    assert pays(["A", "0123456789"], size=3_000)
    assert not pays([], size=3_000)
