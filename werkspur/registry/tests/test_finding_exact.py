"""A look-up finds what a full scan of the register finds, nothing less and nothing more."""

from __future__ import annotations

import random

import pytest

from werkspur.registry.queries.finding import candidates, verified
from werkspur.registry.tests.registers import damaged, scanned, store

pytestmark = pytest.mark.django_db

ALPHABETS = ("01", "1347", "13479ACEHK")


def found(query: str) -> set[int]:
    return set(verified(candidates(query, misread_parts=True)))


def random_texts(alphabet: str, r: random.Random) -> list[str]:
    """Texts of all lengths around the limits of the rules, and runs of consecutive serials."""
    texts = {"".join(r.choices(alphabet, k=r.randint(2, 14))) for _ in range(250)}
    run = {f"{alphabet[-1] * 3}{number:06}" for number in range(1200, 1320)}
    return sorted(texts | run)


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_two_edits_of_any_kind_are_found(alphabet: str) -> None:
    r = random.Random(alphabet)
    register = store(random_texts(alphabet, r))
    texts = list(register.values())
    for _ in range(40):
        query = damaged(r.choice(texts), alphabet=alphabet, r=r)
        assert found(query) == scanned(query, register), query


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_unreadable_characters_are_found_with_further_edits(alphabet: str) -> None:
    r = random.Random(alphabet)
    register = store(random_texts(alphabet, r))
    texts = list(register.values())
    for _ in range(15):
        query = list(damaged(r.choice(texts), alphabet=alphabet, r=r, most=1))
        for at in r.sample(range(len(query)), min(len(query) - 1, r.randint(1, 4))):
            query[at] = "?"
        answer = candidates("".join(query), misread_parts=True)
        want = scanned("".join(query), register)
        got = set(verified(answer))
        assert got == want if answer.complete else got <= want, query


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_parts_of_a_number_are_found_with_gaps_and_unreadable_characters(alphabet: str) -> None:
    r = random.Random(alphabet)
    register = store(random_texts(alphabet, r))
    long = [text for text in register.values() if len(text) >= 9]
    for _ in range(30):
        text = r.choice(long)
        at = r.randrange(len(text) - 6)
        part = text[at : at + r.randint(5, 7)]
        at = r.randrange(1, len(part))
        query = r.choice([part, part[:at] + "?" + part[at + 1 :], f"{part}*{text[-2:]}", f"{text[:2]}*", f"*{part}"])
        answer = candidates(query, misread_parts=True)
        want = scanned(query, register)
        got = set(verified(answer))
        assert got == want if answer.complete else got <= want, query


def test_swaps_across_every_border_of_a_run_are_found() -> None:
    register = store([f"WVW22XK7J0{number:07}" for number in range(4_000, 4_200)])
    target = register[min(register)]
    for at in range(len(target) - 1):
        swapped = target[:at] + target[at + 1] + target[at] + target[at + 2 :]
        for query in (swapped, swapped[:3] + "9" + swapped[4:], swapped[:-3] + swapped[-2:]):
            assert found(query) == scanned(query, register), query
