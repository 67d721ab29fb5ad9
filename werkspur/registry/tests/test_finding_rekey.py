"""`werkspur rekey` moves a register to a new scheme; nobody misses a mark meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection

from werkspur.marks.fold import fold
from werkspur.registry import services
from werkspur.registry.models import Item, Mark, MarkKey, Reading, Scheme
from werkspur.registry.queries.finding import candidates, cut, verified
from werkspur.registry.services import rekey as verbs
from werkspur.registry.services.keys import key_rows
from werkspur.registry.tests.registers import store

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Stands for the power cut in the middle of a batch."""


def found(query: str) -> set[str]:
    return set(Mark.objects.filter(pk__in=verified(candidates(query))).values_list("text", flat=True))


def serials(start: int, count: int) -> list[str]:
    return [f"TS{number:07}K" for number in range(start, start + count * 17, 17)]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs, "_BATCH", 20)
    monkeypatch.setattr(verbs, "_SWEPT", 100)


def add(text: str) -> Mark:
    mark = Mark.objects.create(item=Item.objects.first(), text=text, folded=fold(text))
    services.index_marks([mark])
    return mark


def keys_of(scheme: Scheme) -> set[tuple[str, str, int]]:
    return set(key_rows(Reading.objects.values_list("mark_id", "folded"), [cut(scheme)]))


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

    removed = Mark.objects.get(text=texts.pop(70))
    services.unindex_marks([removed])
    removed.delete()
    scheme = verbs.rekey(report=look_and_store)

    assert {"fill", "sweep"} <= set(steps)
    assert (scheme.version, scheme.state) == (2, Scheme.State.ACTIVE)
    assert Scheme.objects.get(version=1).state == Scheme.State.RETIRED
    assert set(MarkKey.objects.values_list("key", "folded", "mark_id")) == keys_of(scheme)
    assert all(text in found(text) for text in texts)
    assert removed.text not in found(removed.text)


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
    assert scheme.version >= 2
    assert set(MarkKey.objects.values_list("key", "folded", "mark_id")) == keys_of(scheme)
    assert all(text in found(text) for text in texts)


@pytest.mark.django_db(transaction=True)
def test_people_look_up_and_store_while_it_runs(small_batches: None) -> None:
    texts = serials(1_000_000, 300)
    store(texts)
    worker = Thread(target=rekey_in_a_thread)
    worker.start()
    fresh = iter(serials(5_000_000, 5_000))
    while worker.is_alive():
        new = next(fresh)
        add(new)
        texts.append(new)
        for text in (new, texts[len(texts) // 3]):
            assert text in found(text[:-1])
    worker.join()

    scheme = Scheme.objects.get(state=Scheme.State.ACTIVE)
    assert scheme.version == 2
    assert set(MarkKey.objects.values_list("key", "folded", "mark_id")) == keys_of(scheme)


def rekey_in_a_thread() -> None:
    try:
        verbs.rekey()
    finally:
        connection.close()


def test_a_removed_mark_leaves_no_key_of_a_scheme_being_filled(small_batches: None) -> None:
    store(serials(1_000_000, 60))
    gone = Mark.objects.order_by("pk")[5]

    def remove(step: str, done: int, total: int) -> None:
        if Mark.objects.filter(pk=gone.pk).exists():
            services.unindex_marks([gone])
            Mark.objects.filter(pk=gone.pk).delete()

    verbs.rekey(even=True, report=remove)
    assert not MarkKey.objects.filter(mark_id=gone.pk).exists()
    assert gone.text not in found(gone.text)


def test_the_command_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    store(serials(1_000_000, 30))
    call_command("rekey", "--even")
    assert "Schema 2 gilt." in capsys.readouterr().out
