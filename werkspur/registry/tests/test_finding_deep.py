"""Looking at every mark: the same as the fast look-up where that is complete, and everything where it is not."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.people import People, make_item
from werkspur.partners.services import close_company
from werkspur.registry.queries import Found, find
from werkspur.registry.queries.finding import candidates, deep, search, verified, words
from werkspur.registry.services import index_items
from werkspur.registry.tests.registers import damaged, scanned, spread, store

pytestmark = pytest.mark.django_db

ALPHABETS = ("01", "13479ACEHK")
OPEN = ("*1*", "*4?", "A*1", "1*", "?*A", "1??4??7", "????1?", "1?3?4?7?9?A?C", "13?7?????K", "A", "14", "???")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(deep, "BATCH", 97)
    with translation.override("de"):
        yield


def shown(found: Found) -> list[tuple[int, int, float, list[str]]]:
    return [(match.item.pk, match.grade, match.weight, match.reasons) for match in found.matches]


def random_texts(alphabet: str, r: random.Random) -> list[str]:
    texts = {"".join(r.choices(alphabet, k=r.randint(1, 14))) for _ in range(300)}
    return sorted(texts | {f"{alphabet[-1] * 3}{number:06}" for number in range(1200, 1300)})


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_both_find_the_same_wherever_the_fast_one_is_complete(alphabet: str) -> None:
    r = random.Random(alphabet)
    register = spread(random_texts(alphabet, r))
    texts = [text for text in register.values() if len(text) > 2]
    complete = 0
    for _ in range(60):
        query = list(damaged(r.choice(texts), alphabet=alphabet, r=r))
        for at in r.sample(range(len(query)), min(len(query) - 1, r.choice((0, 0, 1, 2, 3)))):
            query[at] = "?"
        text = "".join(query) + r.choice(("", "", "", "*"))
        fast, slow = find(text), deep.search(text)
        assert slow.complete
        if fast.complete:
            complete += 1
            assert (fast.total, shown(fast)) == (slow.total, shown(slow)), text
        assert fast.total <= slow.total, text
    assert complete > 20


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_it_finds_what_a_look_at_every_mark_finds(alphabet: str) -> None:
    r = random.Random(alphabet)
    register = spread(random_texts(alphabet, r))
    texts = [text for text in register.values() if len(text) > 8]
    asked = [damaged(r.choice(texts), alphabet=alphabet, r=r) for _ in range(20)]
    asked += ["".join(r.choice((c, "?")) for c in text) for text in asked[:10]]
    for query in [*asked, *OPEN]:
        assert deep.search(query).total == len(scanned(query, register)), query


def test_what_the_fast_one_cannot_ask_it_calls_incomplete() -> None:
    register = store(["A1230456", "1X", "KKK001234", "13", "1342743"])
    for query in OPEN:
        answer = candidates(query, misread_parts=True)
        assert not answer.complete or scanned(query, register) == set(verified(answer)), query


def test_the_best_come_first_and_all_are_counted() -> None:
    spread(f"AB{number:05}" for number in range(700))
    found = deep.search("*0*", limit=3)
    assert (found.total, len(found.matches)) == (700, 3)
    assert [match.weight for match in found.matches] == sorted(match.weight for match in found.matches)
    assert find("AB00000", limit=50).matches[0].item == deep.search("AB00000", limit=1).matches[0].item


def test_progress_reaches_the_last_reading() -> None:
    spread(f"AB{number:05}" for number in range(300))
    told: list[tuple[int, int]] = []
    deep.search("*00*", report=lambda done, total: told.append((done, total)))
    assert len(told) == 4
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_make_and_features_weigh_and_sift_as_in_the_fast_one(people: People) -> None:
    items = [make_item(owner=people.anna, mark=f"8731{n:03}", make=("Norda", "Kesto")[n % 2]) for n in range(8)]
    index_items(items)
    asked = {"make": "Norda", "only_fitting": True}
    fast, slow = find("8731004", **asked), deep.search("8731004", **asked)  # type: ignore[arg-type]
    assert (fast.total, shown(fast), fast.left_out) == (slow.total, shown(slow), slow.left_out)
    assert slow.left_out.make == 4


def test_words_in_more_items_than_a_look_up_reads(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "LOOSE_READ", 3)
    index_items([make_item(owner=people.anna, name=f"Bohrhammer {n}", mark=f"873-{n}042") for n in range(6)])
    assert deep.search("", words="Bohrhammer").total == 6
    assert deep.search("Bohrhammer").total == 6
    assert deep.search("Bohrhammer", limit=2).complete


def test_more_marks_than_a_look_up_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MARKS_READ", 3)
    register = spread(["OHNE NUMMER"] * 5 + ["OHNE NUMMEN"])
    fast, slow = find("OHNE NUMMEN"), deep.search("OHNE NUMMEN")
    assert (fast.total, fast.complete, slow.total, slow.complete) == (3, False, 6, True)
    assert fast.matches[0].item.pk == slow.matches[0].item.pk == max(register)


def test_nobody_is_led_to_a_company_that_takes_part_no_more(people: People) -> None:
    close_company(make_item(owner=people.anna, mark="873-1042").company, by=people.anna)
    assert deep.search("*31*").total == 0


def test_what_was_found_can_be_shown_again_without_looking_at_every_mark() -> None:
    spread(f"AB{number:05}" for number in range(300))
    found = deep.search("*7*1*", limit=20)
    marks = [mark.pk for match in found.matches for mark in (match.mark, *match.others) if mark]
    assert shown(deep.again("*7*1*", marks=marks, items=[])) == shown(found)


@pytest.mark.parametrize("query", ["", " ", "💥", "\u202e", "\x00", "?" * 600, "*", "A" * 5000, "8?" * 300])
def test_nonsense_is_answered(query: str) -> None:
    spread(["873-1042", "1X"])
    assert deep.search(query).complete
    assert deep.search(query).total == (2 if query == "*" else 0)
