"""Keys that very many marks share are spelled out, not read, and the answer is that of a full scan all the same."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

import pytest
from django.db.models import Count

from werkspur.registry.models import HotKey, Mark, MarkKey
from werkspur.registry.queries.finding import hot as asking
from werkspur.registry.queries.finding import neighbours
from werkspur.registry.services import hot, index_marks, unindex_marks
from werkspur.registry.services.hot import patterns, storing
from werkspur.registry.services.rekey import rekey
from werkspur.registry.tests.hotruns import add
from werkspur.registry.tests.registers import damaged, scanned, store

pytestmark = pytest.mark.django_db

DIGITS = "0123456789"
VINS = [f"WVW22XK7J0{number:07}" for number in range(4_000, 4_150)]
NUMBERS = [f"7{number:05}" for number in range(20_000, 20_120)]
LONG = [f"{'AC' * 22}{number:08}" for number in range(700, 760)]
SHORT = [f"7{number:03}" for number in range(60)]
HOT = 20


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "HOT", HOT)
    monkeypatch.setattr(patterns, "ROWS_PER_TEXT", 0)


@pytest.fixture
def register() -> dict[int, str]:
    r = random.Random(8)
    kept = store(
        [*VINS, *NUMBERS, *LONG, *SHORT, *("".join(r.choices("0147ACW", k=r.randint(5, 12))) for _ in range(80))]
    )
    make_hot()
    return kept


def make_hot() -> None:
    shared = MarkKey.objects.values("key").annotate(number=Count("*")).filter(number__gte=HOT)
    assert hot.make_hot(*shared.values_list("key", flat=True))
    assert HotKey.objects.filter(state=HotKey.State.HOT).count() >= 10


def found(query: str) -> set[int]:
    return set(neighbours(query).marks)


def expected(query: str, register: dict[int, str]) -> set[int]:
    """What a full scan says, but for parts with a misread character, which `neighbours` leaves out."""
    return scanned(query, register, misread_parts=False)


def swaps(text: str) -> list[str]:
    return [text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)]


@pytest.mark.parametrize("run", [VINS, NUMBERS, LONG, SHORT], ids=["vin", "number", "digest", "short"])
def test_two_edits_of_any_kind_are_found_in_a_run(run: list[str], register: dict[int, str]) -> None:
    r = random.Random(run[0])
    for _ in range(25):
        query = damaged(r.choice(run), alphabet=DIGITS + "A", r=r)
        assert found(query) == expected(query, register), query


def test_swaps_across_every_border_of_a_run_are_found(register: dict[int, str]) -> None:
    for swapped in swaps(VINS[77]):
        for query in (swapped, swapped[:3] + "9" + swapped[4:], swapped[:-3] + swapped[-2:]):
            assert found(query) == expected(query, register), query


@pytest.mark.parametrize("unreadable", [1, 2, 3])
@pytest.mark.parametrize("run", [VINS, NUMBERS], ids=["vin", "number"])
def test_unreadable_characters_in_a_run_are_any_character(
    run: list[str], unreadable: int, register: dict[int, str]
) -> None:
    r = random.Random(unreadable)
    for _ in range(12):
        query = list(damaged(r.choice(run), alphabet=DIGITS, r=r, most=min(2, 3 - unreadable)))
        for at in r.sample(range(len(query) // 2, len(query)), unreadable):
            query[at] = "?"
        text = "".join(query)
        answer = neighbours(text)
        want = expected(text, register)
        assert set(answer.marks) == want if answer.complete else set(answer.marks) <= want, text


def test_the_rows_of_a_hot_key_are_not_read(register: dict[int, str]) -> None:
    before = found(VINS[40])
    assert len(before) > 20
    MarkKey.objects.filter(key__in=HotKey.objects.values("key")).delete()
    assert found(VINS[40]) == before


def test_foreign_characters_are_found_from_the_moment_they_are_stored(register: dict[int, str]) -> None:
    r = random.Random(3)
    for text in ("WVW22XK7J00040A7", "WVW22XK7J0000C077", "WVW2AXK7J00004099", "72W055", "7AC055"):
        [mark] = add([text])
        register[mark.pk] = text
        for _ in range(6):
            query = damaged(text, alphabet=DIGITS, r=r)
            assert found(query) == expected(query, register), query
    assert HotKey.objects.filter(state=HotKey.State.WIDER).exists()


def test_what_is_only_being_read_is_not_relied_on(register: dict[int, str]) -> None:
    before = found(VINS[40])
    HotKey.objects.all().delete()
    for key in MarkKey.objects.filter(folded=VINS[40]).values_list("key", flat=True):
        HotKey.objects.create(key=key, state=HotKey.State.WARMING, pattern=["0"] * 17)
        HotKey.objects.create(key=key, state=HotKey.State.WIDER, pattern=["0"] * 17)
    assert found(VINS[40]) == before


def test_a_key_that_is_no_longer_hot_is_read(register: dict[int, str]) -> None:
    before = found(NUMBERS[40])
    for key in HotKey.objects.values_list("key", flat=True).distinct():
        hot.cool_down(key)
    assert not HotKey.objects.exists()
    assert found(NUMBERS[40]) == before


@pytest.mark.parametrize("pattern", [[], ["7", "0123456789"]])
def test_a_key_without_one_pattern_is_read(pattern: list[str], register: dict[int, str]) -> None:
    """Keys of short marks belong to texts of different lengths. Nobody makes them hot, and if so, nothing is lost."""
    before = found("7055")
    for key in MarkKey.objects.filter(folded__in=SHORT).values_list("key", flat=True).distinct():
        HotKey.objects.create(key=key, state=HotKey.State.HOT, pattern=pattern, size=99)
        HotKey.objects.create(key=key, state=HotKey.State.WIDER, pattern=["7", "0", "0"])
    assert found("7055") == before
    assert len(before) > 10


def test_a_wide_pattern_on_a_short_key_is_read(register: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_FEW", 1)
    monkeypatch.setattr(asking, "ROWS_PER_TEXT", 1_000)
    r = random.Random(6)
    for text in r.sample(VINS, 5) + r.sample(NUMBERS, 5):
        query = damaged(text, alphabet=DIGITS, r=r)
        assert found(query) == expected(query, register), query


def test_marks_that_go_or_change_are_not_found_in_a_run(register: dict[int, str]) -> None:
    gone, changed = Mark.objects.get(text=VINS[41]), Mark.objects.get(text=VINS[42])
    unindex_marks([gone])
    gone.delete()
    changed.text = "AC77YY"
    changed.save()
    index_marks([changed])
    del register[min(pk for pk, text in register.items() if text == VINS[41])]
    register[changed.pk] = changed.text
    assert found(VINS[40]) == expected(VINS[40], register)


@pytest.fixture
def rekeyed_between(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Another scheme takes over, and the old keys go, between the two statements of a look-up. Answers how often."""
    done = []
    module = sys.modules["werkspur.registry.queries.finding.candidates"]
    original = module.wanted

    def wanted(*args: object) -> object:
        if not done:
            done.append(rekey(even=True))
        return original(*args)

    monkeypatch.setattr(module, "wanted", wanted)
    return lambda: len(done)


def test_a_scheme_that_takes_over_between_the_two_statements_loses_nothing(
    register: dict[int, str], monkeypatch: pytest.MonkeyPatch, rekeyed_between: Callable[[], int]
) -> None:
    monkeypatch.setattr(asking, "_FEW", 1)
    monkeypatch.setattr(asking, "ROWS_PER_TEXT", 1_000)
    assert found(VINS[40]) == expected(VINS[40], register)
    assert rekeyed_between() == 1
