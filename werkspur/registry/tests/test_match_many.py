"""Many numbers at once: on sealed arrays the same answers as one by one, whatever has happened since the sealing."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.people import make_item, make_people
from werkspur.marks.fold import fold
from werkspur.partners.models import Company
from werkspur.registry.models import Mark
from werkspur.registry.sealed import joining, matching
from werkspur.registry.services import change_mark, index_marks, match_many, seal, unindex_marks
from werkspur.registry.services.matching import Matched
from werkspur.registry.tests.registers import damaged, store

pytestmark = pytest.mark.django_db

ALPHABETS = ("01", "1347", "0O1IL47", "13479ACEHK")
Match = Callable[..., list[Matched]]


@pytest.fixture(autouse=True)
def seals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seals of each test for itself."""
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path / "sealed"


@pytest.fixture
def in_bulk(monkeypatch: pytest.MonkeyPatch) -> Match:
    def match(queries: list[str], **options: object) -> list[Matched]:
        with monkeypatch.context() as patch:
            patch.setattr("werkspur.registry.services.matching.ONE_BY_ONE", 0)
            return list(match_many(queries, **{"processes": 1, **options}))  # type: ignore[arg-type]

    return match


def one_by_one(queries: list[str], **options: object) -> list[Matched]:
    return list(match_many(queries, **options))  # type: ignore[arg-type]


def texts_of(alphabet: str, r: random.Random) -> list[str]:
    """Texts of all lengths around the limits, a run, the same number written in several ways, labels, gaps."""
    texts = ["".join(r.choices(alphabet, k=r.randint(2, 14))) for _ in range(160)]
    run = [f"{alphabet[-1] * 3}{number:06}" for number in range(1200, 1270)]
    written = [f"{text[:3]}-{text[3:]}" for text in texts[:30]] + [text.lower() for text in texts[30:50]]
    labelled = [f"S/N: {text}" for text in texts[50:60]]
    gaps = [text[:4] + "?" + text[5:] for text in texts[60:70] if len(text) > 5]
    pins = [f"WVW22XK7J0{number:07}" for number in range(4_000, 4_020)]
    return [*texts, *run, *written, *labelled, *gaps, *pins, "A" * 39, "A" * 44, "A" * 205]


def queries_of(texts: list[str], alphabet: str, r: random.Random, *, count: int) -> list[str]:
    """Numbers with up to two errors, with `?`, and what arrays cannot answer."""
    out = ["", "?", "??", "*", "AB*", "\N{PISTOL}", "A" * 500, "A" * 501, "AAAAA", "3,56938E+14"]
    for _ in range(count):
        query = damaged(r.choice(texts[:-3]), alphabet=alphabet, r=r)
        if r.random() < 0.3:
            at = r.sample(range(len(query)), min(len(query), r.randint(1, 3)))
            query = "".join("?" if place in at else character for place, character in enumerate(query))
        out.append(query)
    return out


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_both_ways_give_the_same(alphabet: str, in_bulk: Match) -> None:
    r = random.Random(alphabet)
    texts = texts_of(alphabet, r)
    store(texts)
    queries = queries_of(texts, alphabet, r, count=40)
    assert in_bulk(queries, limit=7) == one_by_one(queries, limit=7)


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_what_happens_after_the_sealing_is_seen(alphabet: str, in_bulk: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkspur.registry.services.sealing.STALE", 10)
    r = random.Random(alphabet)
    people = make_people()
    texts = texts_of(alphabet, r)
    marks = list(Mark.objects.filter(pk__in=store(texts)))
    seal()
    unindex_marks(marks[:20])
    Mark.objects.filter(pk__in=[mark.pk for mark in marks[:10]]).delete()
    for mark in marks[20:40]:
        change_mark(mark, by=people.anna, kind=mark.kind, text=mark.text + alphabet[0], words="")
    item = make_item(owner=people.clara, name="neu")
    index_marks(Mark.objects.bulk_create([Mark(item=item, text=text, folded=fold(text)) for text in texts[40:80]]))
    queries = queries_of(texts, alphabet, r, count=40)
    assert in_bulk(queries) == one_by_one(queries)


def test_companies_that_take_part_no_more_are_not_found(in_bulk: Match) -> None:
    store(["WVW22XK7J00004000"])
    Company.objects.update(state=Company.State.CLOSED)
    assert in_bulk(["WVW22XK7J00004000"]) == one_by_one(["WVW22XK7J00004000"]) == [Matched("WVW22XK7J00004000")]
