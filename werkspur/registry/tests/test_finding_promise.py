"""Each row of the promise (docs/finding.md, the same in the help of the look-up) against a look at every mark.

A test is named after its row. "at once" is the fast look-up, which must call itself complete; "in the background" the
look at every mark, where the fast one must not.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from rapidfuzz.distance import OSA

from tests.people import People, make_item
from werkspur.marks.compare import damage
from werkspur.marks.fold import fold
from werkspur.registry.models import Mark
from werkspur.registry.queries import find
from werkspur.registry.queries.finding import candidates, deep, verified, words
from werkspur.registry.services import index_items
from werkspur.registry.tests.registers import damaged, spread

pytestmark = pytest.mark.django_db

Law = Callable[[str, str], bool]


@pytest.fixture(params=["14", "13479ACHK"])
def register(request: pytest.FixtureRequest) -> dict[int, str]:
    """Texts of all lengths around the limits of the rules, a run of serials, and some longer than any pair.

    None begins with a zero: each is stored with one reading.
    """
    r = random.Random(request.param)
    texts = {"".join(r.choices(request.param, k=r.randint(1, 15))) for _ in range(220)}
    run = {f"{request.param[-1] * 3}{number:06}" for number in range(1200, 1260)}
    long = {"".join(r.choices(request.param, k=195)) + "ß" * 5 for _ in range(3)}
    return {item: fold(text) for item, text in spread(sorted(texts | run | long)).items()}


def at_once(query: str) -> set[int]:
    answer = candidates(query, misread_parts=True)
    assert answer.complete, query
    return set(Mark.objects.filter(pk__in=verified(answer)).values_list("item_id", flat=True))


def in_the_background(query: str) -> int:
    assert not candidates(query, misread_parts=True).complete, query
    found = deep.search(query)
    assert found.complete
    return found.total


def asked(register: dict[int, str], *, least: int, edits: int, most: int = 250) -> list[str]:
    """Twelve texts of the register, damaged."""
    r = random.Random(least + edits)
    texts = [text for text in register.values() if least <= len(text) <= most]
    alphabet = sorted(set("".join(texts)))
    return [damaged(r.choice(texts), alphabet="".join(alphabet), r=r, most=edits) for _ in range(12)]


def hidden(text: str, count: int, *, end: int | None = None) -> str:
    """The text with so many characters unreadable."""
    r = random.Random(text)
    places = r.sample(range(len(text))[:end], count)
    return "".join("?" if at in places else c for at, c in enumerate(text))


def kept(register: dict[int, str], query: str, *laws: Law) -> set[int]:
    """The items whose mark fits one of these laws."""
    return {item for item, text in register.items() if any(law(query, text) for law in laws)}


def whole(besides: int) -> Law:
    """So many edits besides `?`; one with marks of up to four characters, none with very long ones."""

    def law(query: str, text: str) -> bool:
        allowed = min(besides, 2 if 5 <= len(text) <= 200 else 1 if len(text) < 5 else 0)
        if abs(len(query) - len(text)) > allowed:
            return False
        return damage(query, text).edits <= allowed

    return law


def contained(query: str, text: str) -> bool:
    return len(query) >= 5 and re.search(query.replace("?", "."), text) is not None


def misread(query: str, text: str) -> bool:
    if len(query) < 7 or "?" in query:
        return False
    pieces = (text[at : at + n] for n in range(len(query) - 1, len(query) + 2) for at in range(len(text) - n + 1))
    return any(OSA.distance(query, piece, score_cutoff=1) <= 1 for piece in pieces)


def test_p1_two_edits_in_a_whole_number(register: dict[int, str]) -> None:
    for query in asked(register, least=2, edits=2):
        assert at_once(query) == kept(register, query, whole(2), contained, misread), query


def test_the_number_behind_a_label_is_found_though_a_character_of_it_was_worn_off() -> None:
    [item] = spread(["S/N: 12?456"])
    assert at_once("123456") == {item}
    assert at_once("12?457") == {item}


def test_a_star_that_is_stamped_is_a_character() -> None:
    [item] = spread(["77A*34X67Y9077"])
    for query in ("77A?34567Y8077", "A?34X", "A434X67Y9"):
        assert at_once(query) == {item}, query


def test_p2_one_unreadable_character_and_two_edits(register: dict[int, str]) -> None:
    for text in asked(register, least=6, edits=2, most=15):
        query = hidden(text, 1)
        assert at_once(query) == kept(register, query, whole(2), contained), query


def test_p3_two_unreadable_characters_and_one_edit(register: dict[int, str]) -> None:
    for text in asked(register, least=6, edits=1, most=15):
        query = hidden(text, 2)
        assert at_once(query) == kept(register, query, whole(1), contained), query


def test_p4_more_unreadable_characters_and_nothing_else(register: dict[int, str]) -> None:
    for text in asked(register, least=9, edits=0, most=10):
        query = hidden(text, 3, end=4)
        assert at_once(query) == kept(register, query, whole(0), contained), query
        query = hidden(text, 6)
        assert deep.search(query).total == len(kept(register, query, whole(0), contained)), query


def test_p5_one_more_edit_when_eight_can_be_read(register: dict[int, str]) -> None:
    for text in asked(register, least=12, edits=1, most=15):
        query = hidden(text, 3)
        laws = (whole(1), contained) if len(query) - 3 >= 8 else (whole(0), contained)
        if len(query) - 3 >= 8:
            assert in_the_background(query) == len(kept(register, query, *laws)), query


def test_p6_a_part_of_five_characters(register: dict[int, str]) -> None:
    for text in asked(register, least=9, edits=0, most=15):
        for query in (text[2:7], text[1:8][:2] + "?" + text[1:8][3:], text[-5:], text[:6]):
            assert at_once(query) >= kept(register, query, contained), query


def test_p7_a_part_of_seven_characters_with_one_misread(register: dict[int, str]) -> None:
    r = random.Random(7)
    for text in asked(register, least=10, edits=0, most=15):
        query = damaged(text[1:9], alphabet="0134A", r=r, most=1)
        assert at_once(query) >= kept(register, query, misread), query


def test_p8_a_part_with_many_unreadable_characters(register: dict[int, str]) -> None:
    for text in asked(register, least=12, edits=0, most=15)[:5]:
        query = f"{text[0]}???{text[4]}???{text[8]}"
        assert in_the_background(query) == len(kept(register, query, whole(0), contained)), query


def test_p9_a_pattern_with_five_characters_in_a_row(register: dict[int, str]) -> None:
    for text in asked(register, least=10, edits=0, most=15):
        query = f"{text[1:6]}*{text[8]}"
        pattern = re.compile(query.replace("*", ".*"))
        assert at_once(query) == {item for item, there in register.items() if pattern.search(there)}, query


def test_p10_a_beginning_of_two_characters(register: dict[int, str]) -> None:
    for text in asked(register, least=5, edits=0, most=15):
        query = f"{text[:2]}*{text[3]}*"
        pattern = re.compile(query.replace("*", ".*"))
        assert at_once(query) == {item for item, there in register.items() if pattern.match(there)}, query


def test_p11_any_other_pattern(register: dict[int, str]) -> None:
    for text in asked(register, least=5, edits=0, most=15)[:5]:
        for query in (f"*{text[:2]}*", f"{text[0]}*{text[3]}", f"*{text[-1]}", f"?{text[1]}*"):
            pattern = re.compile(query.replace("*", ".*").replace("?", "."))
            match = pattern.search if query.startswith("*") else pattern.match
            assert in_the_background(query) == sum(bool(match(there)) for there in register.values()), query


def test_p12_the_short_serial_at_the_end_of_a_number() -> None:
    register = spread(
        ["XXX00123", "XXX00124", "XXX00199", "CAT0320DKXXX00123", "CAT0320DKXXX00124", "9Y70320AAXXX00123"]
    )
    near = {item for item, text in register.items() if OSA.distance("XXX00123", text) <= 1}
    full = {item for item, text in register.items() if OSA.distance("CAT0320DKXXX00123", text) <= 2}
    assert at_once("CAT0320DKXXX00123") == near | full
    ends = {item for item, text in register.items() if text.endswith("XXX00123")}
    assert at_once("XXX00123") >= ends


def test_p13_words(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Bohrhammer gelb", "Bohrhammer rot", "Bohrer gelb", "Säge"]
    index_items([make_item(owner=people.anna, name=name, mark=f"8731{n}") for n, name in enumerate(names)])
    for asked_for, count in (("Bohrhammer gelb", 1), ("Bohrhammer", 2), ("Säge gelb", 3)):
        assert (find(asked_for).total, find(asked_for).complete) == (count, True)
        assert deep.search(asked_for).total == count
    monkeypatch.setattr(words, "LOOSE_READ", 1)
    assert not find("Bohrhammer").complete
    assert deep.search("Bohrhammer").total == 2
